import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readCaller } from '../../../lib/adapters/http/caller.ts';
import { createAuthorizer } from '../../../lib/adapters/identity/authorizer.ts';
import { tokenMaker } from '../../../lib/adapters/identity/token-secret.ts';
import { DomainError } from '../../../lib/domain/errors.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { MovableClock } from '../../fakes/movable-clock.ts';
import { anEvent } from '../http/an-event.ts';

const ID = '01JD8Q3M6T5Y0000000000ABCD';
const made = tokenMaker.make(ID);
const clock = new MovableClock();
const store = new MemoryStore();
const authorizer = createAuthorizer(() => ({
  store,
  clock,
  oidc: { verify: () => Promise.reject(new Error('the issuer is down')) },
  bootstrapSecret: async () => undefined,
}));
const out: string[] = [];

beforeEach(() => {
  out.length = 0;
  store.seed('token', {
    id: ID,
    secretHash: made.secretHash,
    team: 'payments',
    verbs: ['read'],
    description: 'dashboard',
    createdBy: 'bootstrap',
    createdAt: clock.now(),
    expiresAt: '2026-12-01T00:00:00.000Z',
    revision: 1,
  });
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      out.push(String(text));
      return true;
    });
});
afterEach(() => vi.restoreAllMocks());

function asking(authorization: string | undefined) {
  const { requestContext, headers, ...event } = anEvent({ routeKey: 'GET /v1/teams' });
  const request: APIGatewayRequestAuthorizerEventV2 = {
    ...event,
    version: '2.0',
    type: 'REQUEST',
    routeArn: 'arn:aws:execute-api:eu-west-1:123456789012:api/$default/GET/v1/teams',
    identitySource: [authorization ?? ''],
    cookies: [],
    headers: { ...headers, ...(authorization === undefined ? {} : { authorization }) },
    queryStringParameters: {},
    pathParameters: {},
    stageVariables: {},
    requestContext,
  };
  return authorizer(request);
}

describe('the authorizer', () => {
  it('says who calls, in a form that the routes read back', async () => {
    const { isAuthorized, context } = await asking(`Bearer ${made.text}`);

    expect(isAuthorized).toBe(true);
    expect(Object.values(context).every((value) => typeof value === 'string')).toBe(true);
    expect(readCaller(context, Date.parse(clock.now()) / 1000)).toEqual({
      id: `token:${ID}`,
      team: 'payments',
      verbs: ['read'],
    });
    expect(() => readCaller(context, Date.parse('2026-12-01T00:00:00.000Z') / 1000)).toThrow('expired');
  });

  it('lets a refusal pass for the routes to word, and counts it', async () => {
    const { isAuthorized, context } = await asking(`Bearer fw_${ID}_${'A'.repeat(43)}`);

    expect(isAuthorized).toBe(true);
    expect(() => readCaller(context, 0)).toThrow(DomainError);
    const metric = out.map((line) => JSON.parse(line)).find((line) => '_aws' in line);
    expect(metric).toMatchObject({
      AuthorizerDenials: 1,
      code: 'unauthenticated',
      _aws: { CloudWatchMetrics: [{ Namespace: 'Forewarn', Dimensions: [['service']] }] },
    });
  });

  it('counts nobody who is let in', async () => {
    await asking(`Bearer ${made.text}`);

    expect(out).toEqual([]);
  });

  it('throws where it cannot know, so that API Gateway keeps nothing, and logs no token', async () => {
    await expect(asking('Bearer eyJhbGciOiJSUzI1NiJ9.e30.c2VjcmV0')).rejects.toThrow('the issuer is down');

    expect(out.join()).toContain('the issuer is down');
    expect(out.join()).not.toContain('c2VjcmV0');
  });

  it('refuses a request without the header', async () => {
    const { context } = await asking(undefined);

    expect(() => readCaller(context, 0)).toThrow('Authorization: Bearer');
  });
});
