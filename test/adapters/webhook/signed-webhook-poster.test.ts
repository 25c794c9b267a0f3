import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { keyOf, messageIdOf, signedHeaders } from '../../../lib/adapters/webhook/sign.ts';
import { SignedWebhookPoster } from '../../../lib/adapters/webhook/signed-webhook-poster.ts';
import { FakeWebhooks, type WebhookFault } from '../../../lib/local/webhook/fake-webhooks.ts';

const OLD = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const NEW = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const ADDRESS = 'https://hooks.example.com/in?token=s3cret';
const NOW = new Date('2026-12-01T00:00:00.000Z');
const EVENT = {
  specversion: '1.0',
  id: 'ANNOUNCEMENT#1/announced#webhook:ml#fraud-ml',
  source: 'https://registry.example.com',
  type: 'dev.forewarn.change.announced.v1',
  subject: 'payments.card/13',
  time: NOW.toISOString(),
  datacontenttype: 'application/json',
  data: { a: 1 },
} as const;

let webhooks: FakeWebhooks;
const server: Server = createServer((incoming, outgoing) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    const body = Buffer.concat(chunks).toString();
    const answer = webhooks.handle({ path: incoming.url ?? '', headers: incoming.headers, body });
    if (answer === 'dropped') incoming.socket.destroy();
    else outgoing.writeHead(answer.status, answer.headers).end();
  });
}).listen(0, '127.0.0.1');

describe('a signed webhook', () => {
  let secret: string;
  const poster = (allowedHosts = ['hooks.example.com']) =>
    new SignedWebhookPoster({
      endpoints: async () => secret,
      allowedHosts,
      localUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      now: () => NOW.getTime(),
    });
  const keep = (kept: unknown) => (secret = JSON.stringify({ ml: kept }));
  const post = (name = 'ml') => poster().post({ name, event: EVENT });

  beforeEach(() => {
    webhooks = new FakeWebhooks({ now: () => NOW });
    webhooks.secret('/in?token=s3cret', OLD);
    keep({ url: ADDRESS, secrets: [OLD] });
  });
  afterAll(() => void server.close());

  it('has the signature that the specification gives for its example', () => {
    const key = keyOf(OLD);
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' };
    expect(key && signedHeaders(message, [key])['webhook-signature']).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });

  it('brings the event as it is on SNS, once under its id', async () => {
    expect(await post()).toEqual({ outcome: 'sent', receipt: { status: 204 } });
    expect(await post()).toMatchObject({ outcome: 'sent' });
    expect(webhooks.events()).toEqual([{ path: '/in?token=s3cret', id: messageIdOf(EVENT.id), event: EVENT }]);
    // What is signed is parted by full stops.
    expect(messageIdOf(EVENT.id)).toMatch(/^msg_[0-9a-f]{40}$/);
  });

  it('is verified by either secret while they are changed, and by no other', async () => {
    keep({ url: ADDRESS, secrets: [NEW, OLD] });
    expect(await post()).toMatchObject({ outcome: 'sent' });
    webhooks.secret('/in?token=s3cret', NEW);
    expect(await post()).toMatchObject({ outcome: 'sent' });
    keep({ url: ADDRESS, secrets: [OLD] });
    expect(await post()).toMatchObject({ outcome: 'refused', error: expect.stringContaining('does it verify') });
  });

  it.each<[string, WebhookFault, object]>([
    ['gone', { status: 410 }, { outcome: 'refused', error: expect.stringContaining('it is gone') }],
    ['elsewhere', { status: 301 }, { outcome: 'refused', error: expect.stringContaining('leads elsewhere') }],
    ['busy', { status: 429, headers: { 'retry-after': '7' } }, { outcome: 'rate-limited', retryAfterSeconds: 7 }],
    ['broken', { status: 503 }, { outcome: 'unknown', error: 'HTTP 503 from the webhook ml' }],
    ['cut off', { lostAnswer: true }, { outcome: 'unknown', error: 'no answer from the webhook ml (ECONNRESET)' }],
  ])('says what became of it where the endpoint is %s, and nothing that is secret', async (_, fault, expected) => {
    webhooks.order(fault);
    const outcome = await post();
    expect(outcome).toMatchObject(expected);
    expect(JSON.stringify(outcome)).not.toMatch(/s3cret|whsec|hooks\.example/);
  });

  it.each([
    ['is not there', undefined, 'has no url'],
    ['has no url', { secrets: [OLD] }, 'has no url'],
    ['has no secrets', { url: ADDRESS }, 'one to four secrets'],
    ['has an empty list of them', { url: ADDRESS, secrets: [] }, 'one to four secrets'],
    ['has one in another form', { url: ADDRESS, secrets: ['s3cret'] }, 'one to four secrets'],
    [
      'has one that is too short',
      { url: ADDRESS, secrets: [`whsec_${Buffer.alloc(23).toString('base64')}`] },
      'one to four',
    ],
    ['has one good and one bad', { url: ADDRESS, secrets: [OLD, 's3cret'] }, 'one to four secrets'],
    ['has five', { url: ADDRESS, secrets: Array(5).fill(OLD) }, 'one to four secrets'],
    ['is http', { url: ADDRESS.replace('https', 'http'), secrets: [OLD] }, 'not https'],
    ['is on another host', { url: 'https://evil.example/s3cret', secrets: [OLD] }, 'not one of those'],
  ])('is refused where the endpoint %s, and nothing that is secret is said', async (_, kept, why) => {
    keep(kept);
    const outcome = await post();
    expect(outcome).toMatchObject({ outcome: 'refused', error: expect.stringContaining(why) });
    expect(JSON.stringify(outcome)).not.toMatch(/s3cret|whsec_[A-Za-z0-9]|evil/);
    expect(webhooks.events()).toEqual([]);
  });
});
