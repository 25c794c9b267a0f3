import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSlackHandler } from '../../../lib/adapters/http/slack-handler.ts';
import { SlackSignature } from '../../../lib/adapters/slack/slack-signature.ts';
import { parseInteractionMessage } from '../../../lib/adapters/sqs/interaction-queue.ts';
import type { Interaction } from '../../../lib/domain/interaction/interaction.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { MovableClock } from '../../fakes/movable-clock.ts';
import { ScriptedDirectory } from '../../fakes/scripted-directory.ts';
import { anEvent } from './an-event.ts';

const NOW = '2026-11-24T09:00:00.000Z';
const SECRET = 'signing';
const PRESS = {
  type: 'block_actions',
  user: { id: 'U0ANN' },
  trigger_id: 't',
  actions: [{ action_id: 'answer.acknowledge', value: `01KAK:ml:${NOW}:fraud` }],
};

describe('the edge to Slack', () => {
  let queued: { readonly interaction: Interaction; readonly id: string }[];
  let isQueueDown: boolean;
  const handler = () => {
    const directory = new ScriptedDirectory();
    return createSlackHandler(() => ({
      store: new MemoryStore(),
      clock: new MovableClock(NOW),
      directory,
      forms: directory,
      registry: { url: 'https://registry.example.com' },
      patience: async () => undefined,
      signature: new SlackSignature({ secret: async () => SECRET, now: () => Date.parse(NOW) }),
      queue: {
        send: async (interaction, id) => {
          if (isQueueDown) throw new Error('SQS gave no answer');
          queued.push({ interaction, id });
        },
      },
    }));
  };
  const send = async (body: string, { path = '/slack/interactions', secret = SECRET, headers = {} } = {}) => {
    const timestamp = String(Date.parse(NOW) / 1_000);
    const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
    const signed = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
      ...headers,
    };
    const event = anEvent({ routeKey: `POST ${path}`, headers: signed, body, base64: true, authorizer: null });
    const { statusCode, body: answer = '' } = await handler()(event);
    return { status: statusCode, body: answer === '' ? undefined : JSON.parse(answer) };
  };
  const payload = (content: unknown) => new URLSearchParams({ payload: JSON.stringify(content) }).toString();

  beforeEach(() => {
    queued = [];
    isQueueDown = false;
  });

  it('queues what is signed, over the bytes that were encoded, and answers nothing', async () => {
    expect(await send(payload(PRESS))).toEqual({ status: 200, body: undefined });
    expect(queued).toMatchObject([{ interaction: { kind: 'press', answer: 'acknowledge', user: 'U0ANN', at: NOW } }]);
  });
  it('gives the same act the same id, each time that Slack sends it', async () => {
    await send(payload(PRESS));
    await send(payload(PRESS), { headers: { 'x-slack-retry-num': '1' } });
    await send(payload({ ...PRESS, trigger_id: 'u' }));
    expect(new Set(queued.map(({ id }) => id)).size).toBe(2);
    expect(queued[0]?.id).toBe(queued[1]?.id);
  });
  it('queues a command, and answers Slack’s own check', async () => {
    const path = '/slack/commands';
    expect(await send('user_id=U0ANN&text=mine', { path })).toMatchObject({ status: 200 });
    expect(queued).toMatchObject([{ interaction: { kind: 'command', text: 'mine' } }]);
    expect(await send('ssl_check=1', { path })).toMatchObject({ status: 200 });
    expect(queued).toHaveLength(1);
  });
  it('sends a form back with its errors', async () => {
    const view = {
      callback_id: 'answer.object',
      private_metadata: JSON.stringify({ value: `01KAK:ml:${NOW}:fraud`, after: NOW }),
      state: { values: {} },
    };
    const { status, body } = await send(payload({ type: 'view_submission', user: { id: 'U0ANN' }, view }));
    expect({ status, action: body.response_action }).toEqual({ status: 200, action: 'errors' });
    expect(Object.keys(body.errors)).toEqual(['models', 'reason']);
    expect(queued).toEqual([]);
  });
  it.each<[string, number, string, () => ReturnType<typeof send>]>([
    ['another signature', 401, 'unauthenticated', () => send(payload(PRESS), { secret: 'guess' })],
    [
      'an old timestamp',
      401,
      'unauthenticated',
      () => send(payload(PRESS), { headers: { 'x-slack-request-timestamp': '1700000000' } }),
    ],
    ['no payload', 400, 'invalid-request', () => send('a=b')],
    ['a payload that is not JSON', 400, 'invalid-request', () => send('payload=%7B')],
    ['more than Slack sends', 413, 'too-large', () => send('x'.repeat(600_000))],
  ])('refuses %s with %i and does nothing', async (_what, status, code, refused) => {
    expect(await refused()).toMatchObject({ status, body: { code } });
    expect(queued).toEqual([]);
  });
  it('says that it failed where the queue does not take it, so that Slack tells the person', async () => {
    isQueueDown = true;
    expect(await send(payload(PRESS))).toMatchObject({ status: 500, body: { code: 'internal' } });
  });
});

describe('a message of the interactions queue', () => {
  it.each(['{}', '[]', 'null', '{"kind":"press","user":"U0ANN"}', '{"kind":"dance","user":"U0ANN"}'])(
    '%s is for the dead letters',
    (body) => {
      expect(() => parseInteractionMessage(body)).toThrow(TypeError);
    },
  );
});
