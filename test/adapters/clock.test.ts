import { afterEach, describe, expect, it, vi } from 'vitest';
import { SystemClock } from '../../lib/adapters/clock.ts';

const OFFSET = Symbol.for('forewarn.clock-offset-ms');

describe('the system clock', () => {
  afterEach(() => {
    vi.useRealTimers();
    Reflect.deleteProperty(globalThis, OFFSET);
  });

  it('says the machine’s time with milliseconds in UTC', () => {
    vi.useFakeTimers({ now: new Date('2026-11-21T10:00:00+01:00') });

    expect(new SystemClock().now()).toBe('2026-11-21T09:00:00.000Z');
  });

  it('is as far ahead as the local cloud says, at each moment', () => {
    vi.useFakeTimers({ now: new Date('2026-11-21T09:00:00Z') });
    const clock = new SystemClock();
    let offset = 0;
    Reflect.set(globalThis, OFFSET, () => offset);

    const before = clock.now();
    offset = 8 * 86_400_000;

    expect([before, clock.now()]).toEqual(['2026-11-21T09:00:00.000Z', '2026-11-29T09:00:00.000Z']);
  });
});
