import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { SlackSignature } from '../../../lib/adapters/slack/slack-signature.ts';

// The example of Slack's own documentation.
const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
const TIMESTAMP = 1_531_420_618;
const BODY =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
const SIGNATURE = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503';

describe('Slack’s signature', () => {
  let now: number;
  let secrets: string[];
  let reads: boolean[];
  let signature: SlackSignature;

  beforeEach(() => {
    now = TIMESTAMP * 1_000;
    secrets = [SECRET];
    reads = [];
    signature = new SlackSignature({
      secret: async (fresh) => {
        reads.push(fresh);
        if (fresh && secrets.length > 1) secrets.shift();
        return secrets[0] ?? '';
      },
      now: () => now,
    });
  });
  const verify = (headers: Record<string, string | undefined> = {}, body = BODY) =>
    signature.verify({
      body: Buffer.from(body),
      headers: { 'x-slack-request-timestamp': String(TIMESTAMP), 'x-slack-signature': SIGNATURE, ...headers },
    });

  it('is that of Slack’s documentation', async () => {
    expect(await verify()).toBe('signed');
  });
  it('is over the bytes of the body, each of them', async () => {
    expect(await verify({}, `${BODY} `)).toBe('unsigned');
  });
  it.each([-301, 301])('does not hold %i seconds from now, and the secret is not even read', async (seconds) => {
    now += seconds * 1_000;
    expect(await verify()).toBe('unsigned');
    expect(reads).toEqual([]);
  });
  it.each([-300, 300])('holds %i seconds from now', async (seconds) => {
    now += seconds * 1_000;
    expect(await verify()).toBe('signed');
  });
  it.each([
    ['no signature', { 'x-slack-signature': undefined }],
    ['a short signature', { 'x-slack-signature': 'v0=a2' }],
    ['another version', { 'x-slack-signature': SIGNATURE.replace('v0', 'v1') }],
    ['no timestamp', { 'x-slack-request-timestamp': undefined }],
    ['a timestamp that is not a number', { 'x-slack-request-timestamp': `${TIMESTAMP} ` }],
  ])('is missing with %s', async (_what, headers) => {
    expect(await verify(headers)).toBe('unsigned');
    expect(reads).toEqual([]);
  });
  it('by a secret that was rotated since it was read holds after one more look', async () => {
    secrets = ['former', SECRET];
    expect(await verify()).toBe('signed');
    expect(reads).toEqual([false, true]);
  });
  it('that nobody could have made does not make us read the secret each time', async () => {
    const forged = `v0=${createHmac('sha256', 'guess').update('x').digest('hex')}`;
    for (let tries = 0; tries < 5; tries++) expect(await verify({ 'x-slack-signature': forged })).toBe('unsigned');
    expect(reads.filter((fresh) => fresh)).toHaveLength(1);
  });
});
