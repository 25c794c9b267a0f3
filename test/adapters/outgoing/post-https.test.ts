import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postHttps, whyNotPostable } from '../../../lib/adapters/outgoing/post-https.ts';
import { outcomeOf, outcomeOfError } from '../../../lib/adapters/outgoing/post-outcome.ts';
import { NOT_PUBLIC } from '../../../lib/adapters/outgoing/public-address.ts';

const NOW = Date.parse('2026-12-01T00:00:00.000Z');
const SIDE = { name: 'Elsewhere', remedies: { 404: 'is it there?' }, requestHeader: 'x-request' };
const ALLOWED = ['hooks.example.com', '*.example.org'];

describe('an address to which is posted', () => {
  it.each(['https://hooks.example.com/a?sig=1', 'https://a.example.org/', 'https://a.b.example.org:443/x'])(
    'may be %s',
    (url) => expect(whyNotPostable(url, ALLOWED)).toBeUndefined(),
  );

  it.each([
    ['no URL', 's3cret', 'not a URL'],
    ['http', 'http://hooks.example.com/s3cret', 'not https'],
    [
      'another host',
      'https://example.com/s3cret',
      'not one of those that were allowed at deploy (hooks.example.com, *.example.org)',
    ],
    ['a host that ends alike', 'https://evilexample.org/s3cret', 'not one of those'],
    ['what the suffix is of', 'https://example.org/s3cret', 'not one of those'],
    ['a host that is named before', 'https://hooks.example.com.evil.example/s3cret', 'not one of those'],
    ['a user', 'https://s3cret@hooks.example.com/', 'a user or a password'],
    ['a port', 'https://hooks.example.com:8443/s3cret', 'names a port'],
    ['an IPv4 address', 'https://127.0.0.1/s3cret', 'not a name'],
    ['an IPv4 address in another notation', 'https://0x7f000001/s3cret', 'not a name'],
    ['an IPv6 address', 'https://[::1]/s3cret', 'not a name'],
  ])('is never %s', (_, url, why) => {
    const said = whyNotPostable(url, [...ALLOWED, '127.0.0.1', '[::1]']);
    expect(said).toContain(why.replace(/\)$/, ''));
    expect(said).not.toContain('s3cret');
  });
});

describe('a post', () => {
  let server: Server;
  let localUrl: string;
  let answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void;
  const seen: { path: string; body: string; headers: IncomingMessage['headers'] }[] = [];
  const post = () =>
    postHttps({ url: 'https://hooks.example.com/a?sig=1', headers: { 'x-a': 'b' }, body: '{"ö":1}' }, { localUrl });

  beforeAll(async () => {
    server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        seen.push({ path: incoming.url ?? '', body: Buffer.concat(chunks).toString(), headers: incoming.headers });
        answer(incoming, outgoing);
      });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    localUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it('brings body, headers and query, and answers with the status', async () => {
    answer = (_, outgoing) => outgoing.writeHead(202, { 'x-request': 'r1' }).end();
    const answered = await post();
    expect(outcomeOf(answered, SIDE, NOW)).toEqual({ outcome: 'sent', receipt: { status: 202, request: 'r1' } });
    expect(seen.at(-1)).toMatchObject({
      path: '/a?sig=1',
      body: '{"ö":1}',
      headers: { 'x-a': 'b', 'user-agent': 'forewarn' },
    });
  });

  it('follows no redirect', async () => {
    answer = (_, outgoing) => outgoing.writeHead(307, { location: `${localUrl}/elsewhere` }).end();
    const before = seen.length;
    expect(outcomeOf(await post(), SIDE, NOW)).toMatchObject({
      outcome: 'refused',
      error: expect.stringContaining('HTTP 307'),
    });
    expect(seen.length).toBe(before + 1);
  });

  it('reads no more of an answer than it needs', async () => {
    answer = (_, outgoing) => {
      outgoing.writeHead(200);
      const more = () => void (outgoing.destroyed || outgoing.write('x'.repeat(4_096), () => setImmediate(more)));
      more();
    };
    expect(await post()).toMatchObject({ status: 200 });
  });

  it('is of an unknown end where the connection breaks, and says so without the address', async () => {
    answer = (incoming) => incoming.socket.destroy();
    const error: unknown = await post().catch((failure: unknown) => failure);
    const said = outcomeOfError(error, SIDE);
    expect(said).toEqual({ outcome: 'unknown', error: 'no answer from Elsewhere (ECONNRESET)' });
  });

  it('ends by itself where nobody answers', async () => {
    answer = () => undefined;
    const error: unknown = await post().catch((failure: unknown) => failure);
    expect(outcomeOfError(error, SIDE)).toMatchObject({ outcome: 'unknown' });
  }, 15_000);

  it('connects to no address that is not public, whatever its name is', async () => {
    const url = 'https://localhost/s3cret';
    const error: unknown = await postHttps({ url, headers: {}, body: '' }).catch((failure: unknown) => failure);
    expect(error).toMatchObject({ code: NOT_PUBLIC });
    const said = outcomeOfError(error, SIDE);
    expect(said).toMatchObject({ outcome: 'refused', error: expect.stringContaining('not public') });
    expect(JSON.stringify(said)).not.toContain('s3cret');
  });
});

describe('what an answer means', () => {
  const of = (status: number, headers: Readonly<Record<string, string>> = {}) =>
    outcomeOf({ status, header: (name) => headers[name] }, SIDE, NOW);

  it.each([
    [200, { outcome: 'sent', receipt: { status: 200 } }],
    [204, { outcome: 'sent', receipt: { status: 204 } }],
    [404, { outcome: 'refused', error: 'HTTP 404 from Elsewhere: is it there?' }],
    [400, { outcome: 'refused', error: 'HTTP 400 from Elsewhere' }],
    [408, { outcome: 'unknown', error: 'HTTP 408 from Elsewhere' }],
    [500, { outcome: 'unknown', error: 'HTTP 500 from Elsewhere' }],
    [503, { outcome: 'unknown', error: 'HTTP 503 from Elsewhere' }],
  ])('%i', (status, outcome) => expect(of(status)).toEqual(outcome));

  it.each([
    ['17', 17],
    ['0', 1],
    ['Tue, 01 Dec 2026 00:02:00 GMT', 120],
    ['9999999', 86_400],
    ['soon', 60],
    [undefined, 60],
  ])('429 with Retry-After %s waits %i seconds', (after, retryAfterSeconds) =>
    expect(of(429, after === undefined ? {} : { 'retry-after': after })).toEqual({
      outcome: 'rate-limited',
      retryAfterSeconds,
    }),
  );
});
