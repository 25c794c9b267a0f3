import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LogLevel, WebClient } from '@slack/web-api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '../../../lib/local/clock.ts';
import { createControl } from '../../../lib/local/control.ts';
import { createCapacityMeter } from '../../../lib/local/dynamodb/capacity-meter.ts';
import { FakeGithub } from '../../../lib/local/github/fake-github.ts';
import { createFunctionLogs } from '../../../lib/local/lambda/function-logs.ts';
import { FakeMsTeams } from '../../../lib/local/msteams/fake-msteams.ts';
import { FakeSlack } from '../../../lib/local/slack/fake-slack.ts';
import { FakeWebhooks } from '../../../lib/local/webhook/fake-webhooks.ts';

const clock = createClock();
let slack: FakeSlack;
let server: Server;
let client: WebClient;
let url: string;

const SETTINGS = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: 2000 };
// The client would print what the tests provoke.
const logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

beforeAll(async () => {
  server = createServer((incoming, outgoing) => {
    const control = createControl({
      clock,
      slack,
      github: new FakeGithub({ now: clock.now }),
      msteams: new FakeMsTeams(),
      webhooks: new FakeWebhooks({ now: clock.now }),
      logs: createFunctionLogs(undefined),
      topicMessages: () => [],
      capacity: createCapacityMeter(),
      queues: async () => [],
      deliveries: async () => [],
      unusedGrants: () => [],
      denials: () => [],
      outputs: () => ({}),
      runDueSchedules: async () => undefined,
      waitUntilIdle: async () => undefined,
    });
    void control(incoming, outgoing);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  slack = new FakeSlack({ now: clock.now });
  client = withToken('xoxb-valid');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function withToken(token: string | undefined): WebClient {
  return new WebClient(token, { ...SETTINGS, logger, slackApiUrl: `${url}/__local/slack/api/` });
}

/** What the client makes of a refusal: Slack's code, and its messages if any. */
async function refusal(
  call: Promise<unknown>,
): Promise<{ error?: string; messages?: string[]; code?: string; retryAfter?: number }> {
  try {
    await call;
  } catch (error) {
    const { data, code, retryAfter } = error as {
      code?: string;
      retryAfter?: number;
      data?: { error: string; response_metadata?: { messages?: string[] } };
    };
    return { error: data?.error, messages: data?.response_metadata?.messages, code, retryAfter } as never;
  }
  throw new Error('it was not refused');
}

const order = (fault: object): Promise<Response> =>
  fetch(`${url}/__local/slack/faults`, { method: 'POST', body: JSON.stringify(fault) });
const section = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } });

describe('the fake Slack, through the real client', () => {
  it('posts into a channel by name, keeps threads and updates by id, and numbers messages upwards', async () => {
    const first = await client.chat.postMessage({ channel: '#fraud-ml', text: 'first', blocks: [section('*first*')] });
    const channel = first.channel ?? '';
    const reply = await client.chat.postMessage({ channel, text: 'reminder', thread_ts: first.ts as string });
    await client.chat.update({ channel, ts: first.ts as string, text: 'first, changed' });
    expect(Number(reply.ts)).toBeGreaterThan(Number(first.ts));
    const history = await client.conversations.history({ channel });
    expect(history.messages?.map(({ text }) => text)).toEqual(['first, changed']);
    expect(history.messages?.[0]?.edited).toMatchObject({ user: 'U0FOREWARN' });
    expect(history.messages?.[0]).not.toHaveProperty('blocks');
    const replies = await client.conversations.replies({ channel, ts: first.ts as string });
    expect(replies.messages?.map(({ text }) => text)).toEqual(['first, changed', 'reminder']);
  });

  it('returns metadata only to who asks for it, and keeps it over an update', async () => {
    const metadata = { event_type: 'notification', event_payload: { id: '01J' } };
    const { channel = '', ts = '' } = await client.chat.postMessage({ channel: 'a', text: 'x', metadata });
    await client.chat.update({ channel, ts, text: 'y' });
    const without = await client.conversations.history({ channel });
    const withIt = await client.conversations.history({ channel, include_all_metadata: true });
    expect(without.messages?.[0]).not.toHaveProperty('metadata');
    expect(withIt.messages?.[0]?.metadata).toEqual(metadata);
  });

  it('pages through a history, newest first, and keeps ephemeral messages out of it', async () => {
    const { channel = '' } = await client.chat.postMessage({ channel: 'a', text: '1' });
    await client.chat.postMessage({ channel, text: '2' });
    await client.chat.postMessage({ channel, text: '3' });
    await client.chat.postEphemeral({ channel, user: 'U1', text: 'only you' });
    const first = await client.conversations.history({ channel, limit: 2 });
    expect([first.has_more, first.messages?.map(({ text }) => text)]).toEqual([true, ['3', '2']]);
    const cursor = first.response_metadata?.next_cursor ?? '';
    const second = await client.conversations.history({ channel, limit: 2, cursor });
    expect([second.has_more, second.messages?.map(({ text }) => text)]).toEqual([false, ['1']]);
  });

  it('answers what a client asks before it begins', async () => {
    const { channel = '' } = await client.chat.postMessage({ channel: 'a', text: '1' });
    expect((await client.auth.test()).bot_id).toBe('B0FOREWARN');
    expect((await client.conversations.info({ channel })).channel).toMatchObject({ name: 'a', is_member: true });
    expect((await client.conversations.list()).channels).toHaveLength(1);
    expect((await client.users.info({ user: 'U1' })).user?.id).toBe('U1');
    expect((await client.usergroups.list()).usergroups).toEqual([]);
    const view = { type: 'modal' as const, title: { type: 'plain_text' as const, text: 'T' }, blocks: [section('x')] };
    expect((await client.views.open({ trigger_id: slack.people.makeTrigger('U0ANN'), view })).view?.id).toBe('V1');
  });

  it.each([
    ['no token', undefined, 'not_authed'],
    ['a token of another kind', 'xoxp-user', 'invalid_auth'],
  ])('refuses %s', async (_what, token, error) => {
    expect(await refusal(withToken(token).chat.postMessage({ channel: 'a', text: 'x' }))).toMatchObject({ error });
  });

  it.each([
    ['nothing to say', { channel: 'a', text: '' }, 'no_text'],
    ['too much to say', { channel: 'a', text: 'x'.repeat(40_001) }, 'msg_too_long'],
    ['no channel', { channel: '', text: 'x' }, 'channel_not_found'],
    [
      'metadata without a type',
      { channel: 'a', text: 'x', metadata: { event_payload: {} } },
      'invalid_metadata_format',
    ],
  ])('refuses %s', async (_what, message, error) => {
    expect(await refusal(client.apiCall('chat.postMessage', message))).toMatchObject({ error });
  });

  it('names the place of each problem with the blocks', async () => {
    const blocks = [section('ok'), section('x'.repeat(3001))];
    expect(await refusal(client.chat.postMessage({ channel: 'a', text: 'x', blocks }))).toMatchObject({
      error: 'invalid_blocks',
      messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]'],
    });
  });

  it('warns of blocks without a text', async () => {
    const answer = await client.apiCall('chat.postMessage', { channel: 'a', blocks: [section('x')] });
    expect(answer).toMatchObject({ warning: 'missing_text_in_message' });
  });

  it('wants a channel’s id everywhere but in postMessage, as the real one does', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: '#a', text: 'x' });
    expect(await refusal(client.chat.update({ channel: '#a', ts, text: 'y' }))).toMatchObject({
      error: 'channel_not_found',
    });
    expect(await refusal(client.conversations.history({ channel: 'a' }))).toMatchObject({ error: 'channel_not_found' });
  });

  it('refuses to change a message that it does not have', async () => {
    const { channel = '' } = await client.chat.postMessage({ channel: 'a', text: 'x' });
    expect(await refusal(client.chat.update({ channel, ts: '1.000000', text: 'y' }))).toMatchObject({
      error: 'message_not_found',
    });
    expect(await refusal(client.conversations.replies({ channel, ts: '1.000000' }))).toMatchObject({
      error: 'thread_not_found',
    });
  });

  it('knows no method that it does not have', async () => {
    expect(await refusal(client.apiCall('chat.delete'))).toMatchObject({ error: 'unknown_method' });
  });
});

describe('trouble that a test orders', () => {
  const post = (channel = 'a') => client.chat.postMessage({ channel, text: 'x' });

  it('limits the rate as often as it is told, with the seconds to wait', async () => {
    await order({ rateLimit: { times: 2, retryAfter: 7 } });
    const limited = { code: 'slack_webapi_rate_limited_error', retryAfter: 7 };
    expect(await refusal(post())).toMatchObject(limited);
    expect(await refusal(post())).toMatchObject(limited);
    expect((await post()).ok).toBe(true);
  });

  it('limits each channel to one message a second when it is told', async () => {
    await order({ onePerSecond: true });
    expect((await post('a')).ok).toBe(true);
    expect((await post('b')).ok).toBe(true);
    expect(await refusal(post('a'))).toMatchObject({ retryAfter: 1 });
  });

  it('fails one channel with Slack’s error and leaves the others alone', async () => {
    await order({ error: 'account_inactive', times: 1, channel: '#a' });
    expect((await post('b')).ok).toBe(true);
    expect(await refusal(post('a'))).toMatchObject({ error: 'account_inactive' });
    expect((await post('a')).ok).toBe(true);
  });

  it.each([
    [{ unknownChannels: ['a'] }, 'channel_not_found'],
    [{ archivedChannels: ['#a'] }, 'is_archived'],
    [{ leftChannels: ['a'] }, 'not_in_channel'],
    [{ revokedTokens: ['xoxb-valid'] }, 'token_revoked'],
  ])('stays under %j until it is cleared', async (fault, error) => {
    await order(fault);
    expect(await refusal(post())).toMatchObject({ error });
    expect(await refusal(post())).toMatchObject({ error });
    await order({ clear: true });
    expect((await post()).ok).toBe(true);
  });

  it('breaks down inside', async () => {
    await order({ status: 500 });
    expect(await refusal(post())).toMatchObject({ code: 'slack_webapi_http_error' });
  });

  it('takes a message and loses the answer', async () => {
    await order({ lostAnswer: true });
    expect(await refusal(post())).toMatchObject({ code: 'slack_webapi_request_error' });
    expect(slack.channels()[0]?.messages).toHaveLength(1);
  });

  it('remembers every call for the test that asks', async () => {
    await order({ error: 'fatal_error' });
    await refusal(post());
    await post();
    const { calls } = (await (await fetch(`${url}/__local/slack/calls`)).json()) as { calls: object[] };
    expect(calls).toEqual([
      { method: 'chat.postMessage', channel: 'a', error: 'fatal_error' },
      { method: 'chat.postMessage', channel: 'a' },
    ]);
  });
});
