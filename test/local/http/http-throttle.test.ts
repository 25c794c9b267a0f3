import { describe, expect, it } from 'vitest';
import { createThrottle } from '../../../lib/local/http/http-throttle.ts';

const stage = (settings: object | undefined) => ({
  logicalId: 'Stage',
  stack: 'Service',
  path: 'Service/Stage',
  type: 'AWS::ApiGatewayV2::Stage',
  properties: settings ? { DefaultRouteSettings: settings } : {},
});

describe('the stage’s throttle', () => {
  it('lets the burst through, then the rate', () => {
    let now = 0;
    const mayPass = createThrottle(stage({ ThrottlingRateLimit: 10, ThrottlingBurstLimit: 3 }) as never, () => now);
    expect([mayPass(), mayPass(), mayPass(), mayPass()]).toEqual([true, true, true, false]);
    now += 100;
    expect([mayPass(), mayPass()]).toEqual([true, false]);
    now += 10_000;
    expect([mayPass(), mayPass(), mayPass(), mayPass()]).toEqual([true, true, true, false]);
  });

  it('lets everything through where the template sets none', () => {
    const mayPass = createThrottle(stage(undefined) as never);
    expect(Array.from({ length: 5_000 }, mayPass).every(Boolean)).toBe(true);
  });
});
