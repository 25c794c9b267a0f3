import { beforeEach, describe, expect, it } from 'vitest';
import { deliverSlack } from '../../../lib/application/delivering/deliver-slack.ts';
import { firstRendering } from '../../../lib/application/delivering/first-messages.ts';
import type { Delivery, DeliveryKind } from '../../../lib/domain/delivery.ts';
import type { Migration } from '../../../lib/domain/migration/migration.ts';
import { announcementDeliveryId } from '../../../lib/domain/notification/plan/delivery-id.ts';
import { ANNOUNCEMENT, migration } from '../../domain/notification/story.ts';
import { CountingIds } from '../../fakes/counting-ids.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { MovableClock } from '../../fakes/movable-clock.ts';
import { NoPacer } from '../../fakes/no-pacer.ts';
import { ScriptedSlack } from '../../fakes/scripted-slack.ts';

const TEAM = { kind: 'slack', channel: '#fraud-ml' } as const;
const PRODUCER = { kind: 'slack', channel: '#payments-data' } as const;
const LATER = '2026-11-25T10:00:00.000Z';
const acknowledged = { name: 'acknowledged', at: LATER, by: 'slack:U0614TZR7' } as const;

function delivery(kind: DeliveryKind, more: Partial<Delivery> = {}, qualifier?: string): Delivery {
  const channel = more.channel ?? TEAM;
  const team = more.team ?? 'fraud-ml';
  const { id: announcementId, createdAt } = ANNOUNCEMENT;
  return {
    id: announcementDeliveryId({ announcementId, kind, channel, team, ...(qualifier ? { qualifier } : {}) }),
    kind,
    channel,
    announcementId,
    team,
    status: 'pending',
    attempts: 0,
    createdAt,
    revision: 1,
    ...more,
  };
}
const sent = (ts: string) => ({ status: 'sent', receipt: { channelId: 'C0FRAUD00', ts } }) as const;

describe('A follow-up', () => {
  let store: MemoryStore;
  let slack: ScriptedSlack;
  let clock: MovableClock;
  const ports = () => ({
    store,
    slack,
    clock,
    ids: new CountingIds(),
    pacer: new NoPacer(),
    registry: { url: 'https://registry.example.com' },
  });
  const deliver = async (item: Delivery) => {
    store.seed('delivery', item);
    return await deliverSlack(item.id, ports());
  };
  const answered = (consumers: readonly string[], state: Migration['state'] = acknowledged) =>
    delivery('answered', { answer: { consumers, state }, consumers });
  const late = migration('late', { createdAt: LATER });

  beforeEach(() => {
    store = new MemoryStore();
    slack = new ScriptedSlack();
    clock = new MovableClock(LATER);
    store.seed('announcement', ANNOUNCEMENT);
    store.seed('migration', migration('fraud', { state: acknowledged }));
    store.seed('migration', migration('churn'));
    store.seed('delivery', delivery('announced', sent('1.1')));
  });

  it('first makes the first message say who answered what, and when', async () => {
    await deliver(answered(['fraud']));

    const [updated] = slack.updated;
    expect(updated?.receipt.ts).toBe('1.1');
    expect(updated?.message.text).toContain(
      '*fraud* v7: <@U0614TZR7> will handle it (<!date^1795600800^{date_short}|Wed 25 Nov>)',
    );
    expect(updated?.message.notificationId).toBe(delivery('announced').id);
    expect(slack.posted.map(({ message }) => message.threadTs)).toEqual(['1.1']);
    expect(slack.posted[0]?.message.text).toBe('*fraud* v7: <@U0614TZR7> will handle it');
  });

  it('leaves a first message that is what the state makes of it, whoever asks', async () => {
    await deliver(answered(['fraud']));

    const first = await store.find('delivery', { id: delivery('announced').id });
    const { text, blocks } = slack.updated[0]?.message ?? {};
    expect(first && (await firstRendering(first, ports()))).toEqual({ text, blocks });
  });

  it('takes the buttons away when all is closed, and says so', async () => {
    const state = { name: 'not-affected', at: LATER, by: 'token:ci', reason: 'we drop the field' } as const;
    for (const name of ['fraud', 'churn']) store.seed('migration', migration(name, { state }));

    await deliver(answered(['fraud', 'churn'], state));

    const blocks = JSON.stringify(slack.updated[0]?.message.blocks);
    expect(blocks).toContain('Nothing left to do');
    expect(blocks).toContain('we drop the field');
    expect(blocks).not.toContain('answer.');
  });

  it('keeps only the buttons that somebody can still use', async () => {
    const overdue = { name: 'overdue', at: '2026-12-09T12:00:00.000Z' } as const;
    for (const name of ['fraud', 'churn']) store.seed('migration', migration(name, { state: overdue }));
    clock.set('2026-12-09T12:10:00.000Z');

    await deliver(delivery('missed'));

    const blocks = JSON.stringify(slack.updated[0]?.message.blocks);
    expect(blocks).toContain('answer.extend');
    expect(blocks).not.toContain('answer.acknowledge');
    expect(blocks).not.toContain('answer.object');
  });

  it('says of a withdrawn change that it does not happen', async () => {
    store.seed('announcement', { ...ANNOUNCEMENT, status: 'withdrawn' });

    await deliver(delivery('withdrawn'));

    expect(slack.updated[0]?.message.text).toMatch(/^Withdrawn by team payments: .* does not happen\n/);
    expect(JSON.stringify(slack.updated[0]?.message.blocks)).not.toContain('answer.');
  });

  it('points from a superseded change to the one that takes its place', async () => {
    store.seed('announcement', { ...ANNOUNCEMENT, supersededBy: '01KNEXT', status: 'withdrawn' });

    await deliver(delivery('withdrawn'));

    expect(slack.updated[0]?.message.text).toContain('forewarn announcements show 01KNEXT');
  });

  it('updates a late subscriber in the message of its own, and tells of it there', async () => {
    store.seed('migration', { ...late, state: acknowledged });
    store.seed('delivery', delivery('announced', { ...sent('2.2'), consumers: ['late'] }, 'late'));

    await deliver(answered(['late']));

    const texts = new Map(slack.updated.map(({ receipt, message }) => [receipt.ts, message.text]));
    expect(texts.get('1.1')).not.toContain('*late*');
    expect(texts.get('2.2')).toContain('*late* v7: <@U0614TZR7> will handle it');
    expect(texts.get('2.2')).not.toContain('*fraud*');
    expect(slack.posted[0]?.message.threadTs).toBe('2.2');
  });

  it.each(['reminder', 'exposed', 'emergency'] as const)(
    'of the kind %s leaves the buttons to its first message',
    async (kind) => {
      store.seed('announcement', { ...ANNOUNCEMENT, live: true, liveAt: LATER });
      const exposure = { since: LATER, toldAt: LATER, days: 1 };
      store.seed('migration', migration('fraud', { exposure }));

      await deliver(delivery(kind));

      expect(slack.posted[0]?.message.threadTs).toBe('1.1');
      const [posted, updated] = [slack.posted[0], slack.updated[0]].map((one) => JSON.stringify(one?.message.blocks));
      expect(posted).toContain('Answer with the buttons at the top of this thread.');
      expect(posted).not.toContain('"type":"actions"');
      expect(updated).toContain('"type":"actions"');
    },
  );

  it('says where the buttons of models are that came later', async () => {
    store.seed('migration', late);
    store.seed('delivery', delivery('announced', { ...sent('2.2'), consumers: ['late'] }, 'late'));

    await deliver(delivery('reminder'));

    const posted = JSON.stringify(slack.posted[0]?.message.blocks);
    expect(posted).toMatch(/at the top of this thread, and <[^|]*2\.?2[^|]*\|here> for models that came later/);
  });

  it('has the buttons itself where no first message stands any more', async () => {
    slack.answer({ outcome: 'refused', error: 'message_not_found', gone: true });

    await deliver(delivery('reminder'));

    expect(slack.posted[0]?.message).not.toHaveProperty('threadTs');
    expect(JSON.stringify(slack.posted[0]?.message.blocks)).toContain('"type":"actions"');
  });

  it('is told in the channel where its first message is gone', async () => {
    slack.answer({ outcome: 'refused', error: 'message_not_found', gone: true });

    expect(await deliver(answered(['fraud']))).toMatchObject({ outcome: 'sent' });

    expect(slack.posted[0]?.message).toMatchObject({ channel: '#fraud-ml' });
    expect(slack.posted[0]?.message).not.toHaveProperty('threadTs');
  });

  it('waits as long as Slack says before it updates, writes nothing, and says its own only once', async () => {
    slack.answer({ outcome: 'rate-limited', retryAfterSeconds: 30 });
    const item = answered(['fraud']);

    expect(await deliver(item)).toMatchObject({ outcome: 'retry', afterSeconds: 30 });
    expect(await store.find('delivery', { id: item.id })).toEqual(item);
    await deliverSlack(item.id, ports());
    await deliverSlack(item.id, ports());

    expect([slack.updated.length, slack.posted.length]).toEqual([1, 1]);
  });

  it('fails in the open where Slack refuses the update for another reason', async () => {
    slack.answer({ outcome: 'refused', error: 'invalid_blocks' });
    const item = answered(['fraud']);

    expect(await deliver(item)).toEqual({ outcome: 'refused', error: 'invalid_blocks' });
    expect(await store.find('delivery', { id: item.id })).toMatchObject({ status: 'failed', error: 'invalid_blocks' });
  });

  it('counts an update without an answer as a failure of its own, and tries again', async () => {
    slack.answer({ outcome: 'unknown', error: 'timeout' });
    const item = answered(['fraud']);

    expect(await deliver(item)).toMatchObject({ outcome: 'retry' });
    expect(await deliverSlack(item.id, ports())).toMatchObject({ outcome: 'sent' });
    expect(slack.posted).toHaveLength(1);
  });

  it.each([
    ['live', 'is live now in production'],
    ['emergency', 'before its gate was open'],
  ] as const)('tells the producer below the overview that it is %s', async (kind, words) => {
    const of = { channel: PRODUCER, team: 'payments', audience: 'producer' } as const;
    const liveNews = { kind, at: LATER, environment: 'production', told: true };
    store.seed('announcement', { ...ANNOUNCEMENT, live: true, liveAt: LATER, liveNews });
    store.seed('delivery', delivery('overview', { ...of, ...sent('3.3') }));

    await deliver(delivery(kind, of));

    expect(slack.updated[0]?.message.text).toContain('live since');
    expect(slack.posted[0]?.message.text).toContain(words);
    expect(slack.posted[0]?.message.threadTs).toBe('3.3');
  });

  it('updates the overview, and tells the producer below it', async () => {
    const of = { channel: PRODUCER, team: 'payments', audience: 'producer' } as const;
    store.seed('delivery', delivery('overview', { ...of, ...sent('3.3') }));

    await deliver(
      delivery('answered', { ...of, consumers: ['fraud'], answer: { consumers: ['fraud'], state: acknowledged } }),
    );

    expect(slack.updated.map(({ receipt }) => receipt.ts)).toEqual(['3.3']);
    expect(slack.updated[0]?.message.text).toContain('1 without an answer and 1 being handled');
    expect(slack.posted[0]?.message.threadTs).toBe('3.3');
    expect(slack.posted[0]?.message.text).toContain('*fraud* v7: <@U0614TZR7> will handle it · team fraud-ml');
  });
});
