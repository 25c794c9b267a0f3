import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SlackWebNotifier } from '../../../lib/adapters/slack/slack-web-notifier.ts';
import type { SlackMessage } from '../../../lib/application/ports/slack.ts';
import { renderSlack } from '../../../lib/domain/notification/slack/render-slack.ts';
import { FakeSlack } from '../../../lib/local/slack/fake-slack.ts';
import { teamMessage } from '../../domain/notification/story.ts';

type Raw = { readonly status: number; readonly headers?: Record<string, string>; readonly body: string };

describe('Slack by its Web API', () => {
  let server: Server;
  let slack: FakeSlack;
  let apiUrl: string;
  /** Answers instead of the fake Slack, for what no Slack would say. */
  let raw: Raw | undefined;
  let token: string;
  let reads: boolean[];
  let notifier: SlackWebNotifier;

  beforeAll(async () => {
    server = createServer((request, response) => {
      void answer(request).then((answered) => {
        if (answered === 'dropped') return void response.destroy();
        response.writeHead(answered.status, answered.headers).end(answered.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    slack = new FakeSlack({ now: () => new Date('2026-11-24T09:00:00Z') });
    raw = undefined;
    token = 'xoxb-1';
    reads = [];
    notifier = newNotifier();
  });

  const newNotifier = (): SlackWebNotifier =>
    new SlackWebNotifier({
      apiUrl,
      token: async (fresh) => {
        reads.push(fresh);
        return token;
      },
    });

  async function answer(request: IncomingMessage): Promise<Raw | 'dropped'> {
    const body = await text(request);
    if (raw) return raw;
    const response = slack.handle({
      method: (request.url ?? '').replace('/api/', ''),
      authorization: request.headers.authorization,
      contentType: request.headers['content-type'] ?? '',
      body,
    });
    return response === 'dropped' ? 'dropped' : { ...response, body: JSON.stringify(response.body) };
  }

  const message = (more: Partial<SlackMessage> = {}): SlackMessage => ({
    channel: '#fraud-ml',
    notificationId: 'ANNOUNCEMENT#1/announced#slack:%23fraud-ml#fraud-ml',
    ...renderSlack(teamMessage()),
    ...more,
  });
  async function post(more: Partial<SlackMessage> = {}) {
    const posted = await notifier.post(message(more));
    if (posted.outcome !== 'sent') throw new Error(`not sent: ${JSON.stringify(posted)}`);
    return posted.receipt;
  }
  const postedMessages = () => slack.channels().flatMap(({ messages }) => messages);

  describe('posting', () => {
    it('sends text, blocks and the id in the metadata, and keeps where it stands', async () => {
      const receipt = await post();

      const [posted] = postedMessages();
      expect(receipt).toEqual({ channelId: slack.channels()[0]?.id, ts: posted?.ts });
      expect(posted).toMatchObject({
        text: message().text,
        blocks: message().blocks,
        metadata: { event_type: 'forewarn_notification', event_payload: { notification_id: message().notificationId } },
      });
    });

    it('answers in the thread of another message', async () => {
      const { channelId, ts } = await post();

      await post({ channel: channelId, threadTs: ts, notificationId: 'reminder' });

      expect(postedMessages()[1]).toMatchObject({ thread_ts: ts });
    });

    it('keeps a message true', async () => {
      const receipt = await post();

      const updated = await notifier.update(message({ text: 'Withdrawn' }), receipt);

      expect(updated).toEqual({ outcome: 'sent', receipt });
      expect(postedMessages()).toHaveLength(1);
      expect(postedMessages()[0]).toMatchObject({ text: 'Withdrawn' });
    });

    it('reads its token once', async () => {
      await post();
      await post();

      expect(reads).toEqual([false]);
    });
  });

  describe('when Slack does not take it', () => {
    it.each([
      ['unknownChannels', ['fraud-ml'], 'channel_not_found'],
      ['archivedChannels', ['fraud-ml'], 'is_archived'],
      ['leftChannels', ['fraud-ml'], 'not_in_channel'],
      ['revokedTokens', ['xoxb-1'], 'token_revoked'],
    ])('%s: is refused', async (fault, names, error) => {
      slack.order({ [fault]: names });

      expect(await notifier.post(message())).toEqual({ outcome: 'refused', error });
    });

    it('names what is wrong with blocks', async () => {
      const refused = await notifier.post(message({ blocks: [{ type: 'section' }] }));

      expect(refused).toEqual({ outcome: 'refused', error: expect.stringMatching(/^invalid_blocks: .*\/blocks\/0/) });
    });

    it('waits as long as Slack asks', async () => {
      slack.order({ rateLimit: { times: 1, retryAfter: 42 } });

      expect(await notifier.post(message())).toEqual({ outcome: 'rate-limited', retryAfterSeconds: 42 });
      expect(await notifier.post(message())).toMatchObject({ outcome: 'sent' });
    });

    it.each<[string, () => void]>([
      ['an error', () => slack.order({ error: 'ratelimited' })],
      ['a status alone', () => (raw = { status: 429, body: '{}' })],
    ])('waits half a minute where %s does not say how long', async (_, order) => {
      order();

      expect(await notifier.post(message())).toEqual({ outcome: 'rate-limited', retryAfterSeconds: 30 });
    });

    it.each<[string, () => void, RegExp]>([
      ['a server error', () => slack.order({ status: 503 }), /^HTTP 503$/],
      ["Slack's own trouble", () => slack.order({ error: 'internal_error' }), /^internal_error$/],
      ['an answer that never came', () => slack.order({ lostAnswer: true }), /fetch failed/],
      ["a proxy's page", () => (raw = { status: 200, body: '<html>Sign in' }), /not JSON/],
    ])('does not know after %s', async (_, order, error) => {
      order();

      const outcome = await notifier.post(message());

      expect(outcome.outcome === 'unknown' ? outcome.error : outcome).toMatch(error);
    });

    it('does not know after an answer that lacks the receipt', async () => {
      raw = { status: 200, body: '{"ok":true}' };

      expect(await notifier.post(message())).toMatchObject({ outcome: 'unknown' });
    });

    it('does not know where nobody listens', async () => {
      const nowhere = new SlackWebNotifier({ apiUrl: 'http://127.0.0.1:1/api/', token: async () => 'xoxb-1' });

      expect(await nowhere.post(message())).toMatchObject({ outcome: 'unknown' });
    });

    it('calls once for each post, whatever happens', async () => {
      slack.order({ status: 503 });
      await notifier.post(message());

      expect(slack.calls()).toHaveLength(1);
    });

    it('reads the token again when it was rotated', async () => {
      await post();
      slack.order({ revokedTokens: ['xoxb-1'] });
      token = 'xoxb-2';

      expect(await notifier.post(message())).toMatchObject({ outcome: 'sent' });
      expect(reads).toEqual([false, true]);
    });

    it('throws what is not between it and Slack', async () => {
      const broken = new SlackWebNotifier({ apiUrl, token: () => Promise.reject(new Error('the secret is empty')) });

      await expect(broken.post(message())).rejects.toThrow('the secret is empty');
      await expect(broken.post(message())).rejects.toThrow('the secret is empty');
    });
  });

  describe('looking for what was sent', () => {
    const sought = { channel: '#fraud-ml', notificationId: message().notificationId };

    it('finds it by its id, by the name of the channel, in another process', async () => {
      const receipt = await post();
      await post({ notificationId: 'another' });

      expect(await newNotifier().findSent(sought)).toEqual(receipt);
      expect(await newNotifier().findSent({ ...sought, channel: receipt.channelId })).toEqual(receipt);
    });

    it('finds it after an answer that was lost', async () => {
      await post({ notificationId: 'another' });
      slack.order({ lostAnswer: true });
      expect(await notifier.post(message())).toMatchObject({ outcome: 'unknown' });

      expect(await notifier.findSent(sought)).toMatchObject({ ts: postedMessages()[1]?.ts });
    });

    it('does not find what is not there', async () => {
      await post({ notificationId: 'another' });

      expect(await notifier.findSent(sought)).toBe('not-found');
    });

    it('finds an answer in its thread, where the history does not show it', async () => {
      const { channelId, ts } = await post();
      const receipt = await post({ channel: channelId, threadTs: ts, notificationId: 'reminder' });

      expect(await notifier.findSent({ channel: channelId, threadTs: ts, notificationId: 'reminder' })).toEqual(
        receipt,
      );
      expect(await notifier.findSent({ channel: channelId, notificationId: 'reminder' })).toBe('not-found');
    });

    it('gives the address of a message, and none of one that is gone', async () => {
      const { channelId, ts } = await post();

      expect(await notifier.permalink({ channelId, ts })).toMatch(
        new RegExp(`/archives/${channelId}/p${ts.replace('.', '')}$`),
      );
      expect(await notifier.permalink({ channelId, ts: '1.1' })).toBeUndefined();
    });

    it('turns pages, and looks no further than three', async () => {
      const receipt = await post();
      for (let at = 0; at < 250; at++) await post({ notificationId: `n-${at}`, blocks: [{ type: 'divider' }] });

      expect(await notifier.findSent(sought)).toEqual(receipt);
      for (let at = 0; at < 60; at++) await post({ notificationId: `m-${at}`, blocks: [{ type: 'divider' }] });
      expect(await notifier.findSent(sought)).toBe('cannot-look');
    });

    it.each(['missing_scope', 'ratelimited', 'not_in_channel'])('cannot look after %s', async (error) => {
      await post();
      slack.order({ error, method: 'conversations.history' });

      expect(await notifier.findSent(sought)).toBe('cannot-look');
    });

    it('cannot look where the name leads nowhere', async () => {
      expect(await notifier.findSent({ ...sought, channel: '#nowhere' })).toBe('cannot-look');
    });
  });
});
