import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './system.ts';

const SUBJECT = 'payments.pressed';
const VERSIONS = `/v1/subjects/${SUBJECT}/versions`;
const schema = (category: object) => ({ type: 'object', properties: { category }, required: ['category'] });

interface Message {
  readonly ts: string;
  readonly text: string;
  readonly thread_ts?: string;
  readonly ephemeral_user?: string;
  readonly blocks?: readonly {
    readonly type: string;
    readonly block_id?: string;
    readonly elements?: readonly Button[];
  }[];
}
interface Button {
  readonly action_id: string;
  readonly value?: string;
}

/** Buttons, forms and commands of the fake Slack, signed and sent as Slack does, through the deployed system. */
describe('what people do in Slack', () => {
  let system: System;
  let announcement: string;
  let original: Awaited<ReturnType<typeof first>>;

  const channel = async (name: string): Promise<{ readonly id: string; readonly messages: readonly Message[] }> => {
    const { body } = await system.call('GET', '/__local/slack/messages');
    return body.channels.find((candidate: { name: string }) => candidate.name === name) ?? { id: '', messages: [] };
  };
  const first = async (name = 'fraud-ml') => {
    const { id, messages } = await channel(name);
    const message = messages.find(({ thread_ts, ephemeral_user }) => !thread_ts && !ephemeral_user);
    return { id, ts: message?.ts ?? '', actions: message?.blocks?.find(({ type }) => type === 'actions') };
  };
  const press = async (
    user: string,
    action_id: string,
    { option, message }: { option?: string; message?: Awaited<ReturnType<typeof first>> } = {},
  ) => {
    const { id, ts, actions } = message ?? (await first());
    const value = actions?.elements?.find((element) => element.action_id === action_id)?.value;
    const body = {
      user,
      channel: id,
      ts,
      block_id: actions?.block_id,
      action_id,
      ...(option ? { option } : { value }),
    };
    const pressed = await system.call('POST', '/__local/slack/press', { body });
    await system.settle();
    return pressed.body;
  };
  const submit = async (user: string, inputs: { models: string[]; reason?: string; until?: string }) => {
    const values = {
      models: { models: { type: 'checkboxes', selected_options: inputs.models.map((value) => ({ value })) } },
      ...(inputs.until === undefined ? {} : { until: { until: { selected_date: inputs.until } } }),
      reason: { reason: { value: inputs.reason ?? null } },
    };
    const submitted = await system.call('POST', '/__local/slack/submit', { body: { user, values } });
    await system.settle();
    return submitted.body;
  };
  const command = async (user: string, text: string) => {
    const { id } = await first();
    await system.call('POST', '/__local/slack/command', { body: { user, channel: id, text } });
    await system.settle();
    return await heard(user);
  };
  /** The last thing that only this person was told. */
  const heard = async (user: string) =>
    (await channel('fraud-ml')).messages.filter(({ ephemeral_user }) => ephemeral_user === user).at(-1)?.text ?? '';
  const states = async () => {
    const { body } = await system.call('GET', `/v1/announcements/${announcement}/migrations`, { as: 'fraud-ml' });
    return Object.fromEntries(
      body.items.map(({ consumer, state }: { consumer: string; state: { name: string } }) => [consumer, state]),
    );
  };

  beforeAll(async () => {
    system = await startSystem();
    await system.addTeam('payments', ['read', 'publish'], 'payments');
    await system.addTeam('fraud-ml', ['read', 'subscribe']);
    await system.call('POST', '/__local/slack/usergroups', { body: { S0614FRAUD: ['U0ANN', 'U0BOB'] } });
    await system.call('POST', VERSIONS, { as: 'payments', body: { schema: schema({ type: 'integer' }) } });
    for (const name of ['fraud', 'churn']) {
      const slack = { channel: '#fraud-ml', mention: 'S0614FRAUD' };
      await system.call('PUT', `/v1/consumers/${name}`, {
        as: 'fraud-ml',
        body: { tier: 'standard', slack, releases: ['v1'] },
      });
      const body = { trainedOn: 'head', reads: [{ pointer: '/category' }] };
      await system.call('PUT', `/v1/consumers/${name}/subscriptions/${SUBJECT}`, { as: 'fraud-ml', body });
    }
    const published = await system.call('POST', VERSIONS, {
      as: 'payments',
      body: { schema: schema({ type: 'string' }) },
    });
    announcement = published.body.announcementId;
    await system.settle();
    original = await first();
  }, 120_000);
  afterAll(async () => await system?.cloud.stop());

  it('is refused to a stranger, who is told who may answer, and nobody else is', async () => {
    expect(await press('U0EVE', 'answer.acknowledge')).toEqual({ status: 200 });
    expect(await heard('U0EVE')).toMatch(
      /Only members of team fraud-ml, whose models these are, can answer this: <!subteam\^S0614FRAUD>/,
    );
    expect(Object.values(await states())).toMatchObject([{ name: 'notified' }, { name: 'notified' }]);
    await press('U0EVE', 'answer.object');
    expect(system.cloud.slack.people.viewOf('U0EVE')).toBeUndefined();
  }, 60_000);

  it('answers for all listed models, once, and tells the second of two who was first', async () => {
    // Both have the message of before anybody answered on their screens.
    const message = original;
    await press('U0ANN', 'answer.acknowledge', { message });
    expect(await states()).toMatchObject({
      fraud: { name: 'acknowledged', by: 'slack:U0ANN' },
      churn: { name: 'acknowledged' },
    });
    expect(await heard('U0ANN')).toBe('*churn and fraud*: <@U0ANN> will handle it.');
    await press('U0BOB', 'answer.acknowledge', { message });
    expect(await heard('U0BOB')).toContain('<@U0ANN> acknowledged it already');
    const { messages } = await channel('fraud-ml');
    expect(
      messages.filter(
        ({ thread_ts, ephemeral_user, text }) => thread_ts && !ephemeral_user && text.includes('will handle it'),
      ),
    ).toHaveLength(1);
  }, 60_000);

  it('opens a form whose errors are shown in it, and answers for the models that stayed ticked', async () => {
    await press('U0BOB', 'answer.extend');
    expect(system.cloud.slack.people.viewOf('U0BOB')).toMatchObject({ callback_id: 'answer.extend' });
    expect(await submit('U0BOB', { models: [], until: '2020-01-01' })).toEqual({
      status: 200,
      errors: {
        models: 'Tick at least one model.',
        reason: 'Say why, in a sentence: the other team reads it.',
        until: 'That date has passed: choose one that lies ahead.',
      },
    });
    const until = new Date(system.cloud.clock.now().getTime() + 300 * 86_400_000).toISOString().slice(0, 10);
    expect(await submit('U0BOB', { models: ['churn'], until, reason: 'freeze' })).toEqual({ status: 200 });
    expect(system.cloud.slack.people.viewOf('U0BOB')).toBeUndefined();
    expect(await states()).toMatchObject({
      fraud: { name: 'acknowledged' },
      churn: { name: 'extension-requested', reason: 'freeze' },
    });
  }, 60_000);

  it('answers commands to whoever typed them', async () => {
    expect(await command('U0ANN', 'mine')).toMatch(
      /2 open migrations\* of fraud-ml\n(.*\n)?• \*churn\*: .*extension requested/,
    );
    expect(await command('U0ANN', 'status')).toContain('1 open announcement');
    expect(await command('U0EVE', 'status')).toContain('You are registered with no team');
    expect(await command('U0EVE', `subject ${SUBJECT}`)).toContain('v1 → v2');
    expect(await command('U0EVE', 'dance <!here>')).toContain('I do not know `dance &lt;!here&gt;`');
  }, 60_000);

  it('takes "migrated" from the menu', async () => {
    await press('U0ANN', 'answer.more', { option: 'migrated' });
    expect(await states()).toMatchObject({ fraud: { name: 'migrated', proven: false }, churn: { name: 'migrated' } });
  }, 60_000);

  it('says so where the change was withdrawn', async () => {
    await system.call('POST', `${VERSIONS}/2/withdraw`, { as: 'payments', body: { reason: 'a test' } });
    await system.settle();
    await press('U0BOB', 'answer.acknowledge', { message: original });
    expect(await heard('U0BOB')).toContain('took `payments.pressed` v2 back: nothing is left to answer');
  }, 60_000);

  it('is heard of only if Slack has signed it', async () => {
    // Not by system.call: Slack's routes are none of the API's document.
    for (const path of ['/slack/interactions', '/slack/commands']) {
      const ask = (init: RequestInit) => fetch(`${system.cloud.url}${path}`, init);
      const forged = await ask({ method: 'POST', body: new URLSearchParams({ payload: '{}' }) });
      expect([forged.status, await forged.json()]).toMatchObject([401, { code: 'unauthenticated' }]);
      expect((await ask({ method: 'GET' })).status).toBe(405);
    }
  }, 60_000);

  it('is answered after the local clock was moved, as the story leaves it', async () => {
    await system.call('POST', '/__local/clock', { body: { advance: 'P2D' } });
    await system.settle();
    const before = (await channel('fraud-ml')).messages.length;
    expect(await command('U0ANN', 'mine')).toMatch(/fraud-ml/);
    expect((await channel('fraud-ml')).messages.length).toBeGreaterThan(before);
  });
});
