import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RegistryClient } from '../../lib/cli/api/client.ts';
import { COMPATIBLE_CHECK, PROPOSED, SCHEMA, SUBJECT } from './answers.ts';
import { FakeRegistry } from './fake-registry.ts';
import { run } from './run.ts';

const registry = new FakeRegistry();
beforeAll(() => registry.start());
afterAll(() => registry.stop());
beforeEach(() => registry.reset());

const PUBLISH = `POST /v1/subjects/${SUBJECT}/versions`;
const files = { 'transaction.json': SCHEMA };
const env = () => ({ FOREWARN_URL: registry.url, FOREWARN_TOKEN: 'fw_x_secret' });
const publish = () => run(['publish', '--subject', SUBJECT, 'transaction.json'], { files, env: env() });
const created = { status: 201, body: PROPOSED };
const busy = { status: 503, body: { code: 'unavailable', title: 'Busy', detail: 'lost the race', errors: [] } };

describe('what may pass is tried again', () => {
  it.each([
    { what: '503', reply: busy },
    { what: '429', reply: { status: 429, body: { message: 'Too Many Requests' } } },
    { what: '502', reply: { status: 502, body: '<html>' } },
    { what: 'a reset connection', reply: 'reset' as const },
    {
      what: 'a first attempt that still runs',
      reply: { status: 409, body: { code: 'conflict', title: 'x', detail: 'still runs', retryable: true } },
    },
  ])('after $what, with the same Idempotency-Key', async ({ reply }) => {
    registry.on(PUBLISH, reply, reply, created);

    const { exit, slept, stderr } = await publish();

    expect(exit).toBe(0);
    const keys = registry.requests.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
    // Full jitter, of which this run always draws the half.
    expect(slept).toEqual([250, 500]);
    expect(stderr).toContain('trying again in 0.3 s (attempt 2 of ');
  });

  it('waits as long as Retry-After says, in seconds or until a date', async () => {
    const at = new Date(Date.parse('2026-11-24T09:00:00Z') + 20_000).toUTCString();
    registry.on(
      PUBLISH,
      { ...busy, headers: { 'retry-after': '7' } },
      { ...busy, headers: { 'retry-after': at } },
      created,
    );

    const { slept } = await publish();

    expect(slept[0]).toBe(7_250);
    expect(slept[1]).toBeCloseTo(20_000 - 7_250 + 500, -1);
  });

  it('gives up after eight attempts, and says what was answered', async () => {
    registry.on(PUBLISH, busy);

    const { exit, stderr } = await publish();

    expect(exit).toBe(3);
    expect(registry.requests).toHaveLength(8);
    expect(stderr).toContain('error: the registry failed with 503 after 8 attempts: lost the race');
  });

  it('does not wait beyond two minutes', async () => {
    registry.on(PUBLISH, { ...busy, headers: { 'retry-after': '3600' } });

    const { exit, slept } = await publish();

    expect([exit, slept]).toEqual([3, []]);
  });
});

describe('what does not pass', () => {
  it('is no policy failure where nobody listens', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));

    const { exit, stderr, slept } = await run(['subjects'], {
      env: { FOREWARN_URL: `http://127.0.0.1:${port}`, FOREWARN_TOKEN: 't' },
    });

    expect(exit).toBe(3);
    expect(slept).toHaveLength(3);
    expect(stderr).toContain('(attempt 2 of 4)');
    expect(stderr).toMatch(/cannot be reached after 4 attempts: .*ECONNREFUSED.*Check FOREWARN_URL/);
  });

  it('is no policy failure where a host does not exist, and is not tried again', async () => {
    const { exit, slept } = await run(['subjects'], {
      env: { FOREWARN_URL: 'https://registry.invalid', FOREWARN_TOKEN: 't' },
    });

    expect(exit).toBe(3);
    expect(slept.length).toBeLessThanOrEqual(3);
  });

  it('is no policy failure where an answer never comes', async () => {
    registry.on('GET /v1/subjects', 'silence');
    const slept: number[] = [];
    const client = new RegistryClient({
      url: registry.url,
      token: 't',
      userAgent: 'test',
      world: { now: () => 0, sleep: async (milliseconds) => void slept.push(milliseconds), random: () => 0 },
      onRetry: () => undefined,
      timeoutMs: 30,
    });

    const listing = client.list('GET /v1/subjects', {}, 10);

    await expect(listing).rejects.toMatchObject({ exit: 3, message: expect.stringContaining('no answer in time') });
    expect(slept).toEqual([0, 0, 0]);
  });

  it('is a wrong address where something else than a registry answers', async () => {
    registry.on('GET /v1/subjects', { status: 200, body: '<html>Welcome</html>' });

    const { exit, stderr } = await run(['subjects'], { env: env() });

    expect(exit).toBe(2);
    expect(stderr).toContain("is FOREWARN_URL the registry's address");
  });

  it('sends the token nowhere else, even if told to', async () => {
    const other = await new FakeRegistry().start();
    registry.on('GET /v1/subjects', { status: 302, headers: { location: `${other.url}/v1/subjects` } });

    const { exit } = await run(['subjects'], { env: env() });
    await other.stop();

    expect(exit).toBe(2);
    expect(other.requests).toEqual([]);
  });

  it('stops asking for further subjects once the service has failed', async () => {
    const config = { subjects: ['a', 'b'].map((subject) => ({ subject, schema: 'transaction.json' })) };
    registry.on('POST /v1/compatibility/subjects/a/versions/head', busy);

    const { exit } = await run(['check', '--concurrency', '1'], {
      files: { ...files, 'forewarn.config.json': config },
      env: env(),
    });

    expect(exit).toBe(3);
    expect(registry.requests.filter(({ url }) => url.includes('/b/'))).toEqual([]);
  });

  it('never hides that another subject is refused', async () => {
    const config = { subjects: ['a', 'b'].map((subject) => ({ subject, schema: 'transaction.json' })) };
    registry.on('POST /v1/compatibility/subjects/a/versions/head', {
      status: 200,
      body: { ...COMPATIBLE_CHECK, passes: false },
    });
    registry.on('POST /v1/compatibility/subjects/b/versions/head', busy);

    const { exit } = await run(['check'], { files: { ...files, 'forewarn.config.json': config }, env: env() });

    expect(exit).toBe(1);
  });
});

describe('what the registry refuses', () => {
  const refusal = (status: number, code: string, errors: readonly object[] = []) => ({
    status,
    body: { type: 'about:blank', title: code, status, code, detail: `said ${code}`, errors },
  });

  it.each([
    [400, 'invalid-request', 2],
    [401, 'unauthenticated', 2],
    [403, 'forbidden', 2],
    [405, 'method-not-allowed', 2],
    [409, 'conflict', 1],
    [409, 'incompatible', 1],
    [413, 'too-large', 2],
    [415, 'unsupported-media-type', 2],
    [422, 'invalid-schema', 2],
  ])('with %i %s ends with exit %i', async (status, code, exit) => {
    registry.on(PUBLISH, refusal(status, code));

    const ran = await publish();

    expect(ran.exit).toBe(exit);
    expect(ran.stderr).toContain(`error: said ${code}`);
    expect(registry.requests).toHaveLength(1);
  });

  it("is told with the place in the author's file", async () => {
    const errors = [
      { pointer: '/schema/properties/category/type', detail: 'must be one of array, boolean' },
      { pointer: '/sunset', detail: 'not an ISO 8601 date' },
    ];
    registry.on(PUBLISH, refusal(422, 'invalid-schema', errors));

    const { stderr } = await publish();

    expect(stderr).toBe(`error: said invalid-schema
  transaction.json:14:7: /properties/category/type: must be one of array, boolean
  (request) /sunset: not an ISO 8601 date
`);
  });

  it('by API Gateway itself is told as well', async () => {
    registry.on(PUBLISH, { status: 401, body: { message: 'Unauthorized' } });

    const { exit, stderr } = await publish();

    expect(exit).toBe(2);
    expect(stderr).toContain('error: Unauthorized: set FOREWARN_TOKEN to a valid token');
    expect(stderr).not.toContain('secret');
  });
});
