import { beforeEach, describe, expect, it } from 'vitest';
import { deliverSlack } from '../../../lib/application/delivering/deliver-slack.ts';
import { MAX_ATTEMPTS } from '../../../lib/application/delivering/delivery-progress.ts';
import type { Delivery, DeliveryKind } from '../../../lib/domain/delivery.ts';
import { announcementDeliveryId } from '../../../lib/domain/notification/plan/delivery-id.ts';
import { ANNOUNCEMENT, migration } from '../../domain/notification/story.ts';
import { CountingIds } from '../../fakes/counting-ids.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { MovableClock } from '../../fakes/movable-clock.ts';
import { NoPacer } from '../../fakes/no-pacer.ts';
import { ScriptedSlack } from '../../fakes/scripted-slack.ts';

const CHANNEL = { kind: 'slack', channel: '#fraud-ml', mention: 'S0614TZR7' } as const;
const delivery = (kind: DeliveryKind = 'announced', more: Partial<Delivery> = {}): Delivery => ({
  id: announcementDeliveryId({ announcementId: ANNOUNCEMENT.id, kind, channel: CHANNEL, team: 'fraud-ml' }),
  kind,
  channel: CHANNEL,
  subject: ANNOUNCEMENT.subject,
  version: 13,
  announcementId: ANNOUNCEMENT.id,
  team: 'fraud-ml',
  status: 'pending',
  attempts: 0,
  createdAt: ANNOUNCEMENT.createdAt,
  dueAt: '2026-11-24T09:15:00.000Z',
  revision: 1,
  ...more,
});

describe('Delivering to Slack', () => {
  let store: MemoryStore;
  let slack: ScriptedSlack;
  let clock: MovableClock;
  const deliver = (id = delivery().id) =>
    deliverSlack(id, {
      store,
      slack,
      clock,
      ids: new CountingIds(),
      pacer: new NoPacer(),
      registry: { url: 'https://registry.example.com' },
    });
  const stored = async (id = delivery().id) => await store.find('delivery', { id });

  beforeEach(() => {
    store = new MemoryStore();
    slack = new ScriptedSlack();
    clock = new MovableClock('2026-11-24T09:00:01.000Z');
    store.seed('announcement', ANNOUNCEMENT);
    store.seed('migration', migration('fraud'));
    store.seed('migration', migration('churn', { releases: ['v2'] }));
    store.seed('migration', migration('elsewhere', { slack: { channel: '#other' } }));
    store.seed('migration', migration('unasked', { concern: 'digest' }));
    store.seed('migration', migration('stranger', { team: 'other' }));
  });

  it("posts one message for the team's models of that channel and keeps its receipt", async () => {
    store.seed('delivery', delivery());

    const progress = await deliver();

    const [posted] = slack.posted;
    const secondsSincePublish = (Date.parse(clock.now()) - Date.parse(ANNOUNCEMENT.createdAt)) / 1_000;
    expect(progress).toEqual({ outcome: 'sent', receipt: posted?.receipt, secondsSincePublish });
    expect(await deliver()).toEqual({ outcome: 'sent', receipt: posted?.receipt });
    expect(posted?.message).toMatchObject({ channel: '#fraud-ml', notificationId: delivery().id });
    expect(posted?.message.text).toContain('Affects *churn* v2 (standard), *fraud* v7 (standard)');
    expect(await stored()).toMatchObject({
      status: 'sent',
      receipt: posted?.receipt,
      sentAt: clock.now(),
      attempts: 0,
    });
    expect(await stored()).not.toHaveProperty('dueAt');
  });

  it('sends once, however often its message arrives', async () => {
    store.seed('delivery', delivery());

    await deliver();
    const again = await deliver();

    expect(again).toMatchObject({ outcome: 'sent' });
    expect(slack.posted).toHaveLength(1);
  });

  it('speaks only of the models that the delivery names', async () => {
    store.seed('delivery', delivery('announced', { consumers: ['churn'] }));

    await deliver();

    expect(slack.posted[0]?.message.text).not.toContain('*fraud*');
  });

  it("asks in the subject's channel and holds critical models as the policy says", async () => {
    const { manifest: _, ...announcement } = ANNOUNCEMENT;
    store.seed('announcement', announcement);
    store.seed('migration', migration('fraud', { tier: 'critical' }));
    store.seed('organisation', { policy: { holdCritical: 'P3D' }, revision: 1 });
    store.seed('subject', {
      name: ANNOUNCEMENT.subject,
      ownerTeam: 'payments',
      status: 'active',
      latest: 13,
      policy: {},
      tiers: { critical: 1, standard: 1, experimental: 0 },
      exacting: 0,
      generation: 1,
      channel: '#payments-dev',
      createdAt: ANNOUNCEMENT.createdAt,
      revision: 1,
    });
    store.seed('delivery', delivery());

    await deliver();

    const text = JSON.stringify(slack.posted[0]?.message.blocks);
    expect(text).toContain('Ask #payments-dev');
    expect(text).toContain('v13 is held for fraud until Fri 11 Dec');
  });

  describe('in the state as it is then', () => {
    it.each<[string, () => void]>([
      ['the change was withdrawn', () => store.seed('announcement', { ...ANNOUNCEMENT, status: 'withdrawn' })],
      ['the subject is only observed', () => store.seed('announcement', { ...ANNOUNCEMENT, status: 'observed' })],
      [
        'all of its models have migrated',
        () => {
          const state = { name: 'migrated', at: ANNOUNCEMENT.createdAt, by: 'ci', proven: true } as const;
          for (const consumer of ['fraud', 'churn']) store.seed('migration', migration(consumer, { state }));
        },
      ],
      [
        'its models moved to another channel',
        () => {
          for (const consumer of ['fraud', 'churn'])
            store.seed('migration', migration(consumer, { slack: { channel: '#new' } }));
        },
      ],
    ])('says nothing where %s', async (_, happen) => {
      store.seed('delivery', delivery());
      happen();

      expect(await deliver()).toEqual({ outcome: 'skipped' });
      expect(await deliver()).toEqual({ outcome: 'skipped' });
      expect(slack.posted).toHaveLength(0);
      expect(await stored()).toMatchObject({ status: 'skipped' });
    });

    it('leaves out a model that has migrated meanwhile', async () => {
      store.seed('delivery', delivery());
      store.seed('migration', migration('fraud', { state: { name: 'waived', at: '', by: 'ada', reason: 'x' } }));

      await deliver();

      expect(slack.posted[0]?.message.text).toContain('Affects *churn* v2 (standard)\n');
    });

    it('has nothing to do for a delivery that is gone', async () => {
      expect(await deliver('ANNOUNCEMENT#gone/announced')).toEqual({ outcome: 'skipped' });
    });
  });

  describe('in a thread', () => {
    const receipt = { channelId: 'C0FRAUD00', ts: '1700000000.000100' };

    it.each(['reminder', 'missed', 'withdrawn', 'live', 'stale'] as const)(
      'puts %s below the first message',
      async (kind) => {
        store.seed('delivery', delivery('announced', { status: 'sent', receipt }));
        store.seed('delivery', delivery(kind));
        if (kind === 'withdrawn') store.seed('announcement', { ...ANNOUNCEMENT, status: 'withdrawn' });
        if (kind === 'missed')
          store.seed('migration', migration('fraud', { state: { name: 'overdue', at: '2026-12-08T12:00:00.000Z' } }));

        await deliver(delivery(kind).id);

        expect(slack.posted[0]?.message).toMatchObject({ channel: 'C0FRAUD00', threadTs: '1700000000.000100' });
      },
    );

    it('looks there after a crash, also where nothing is left to say', async () => {
      store.seed('delivery', delivery('announced', { status: 'sent', receipt }));
      store.seed('delivery', delivery('reminder'));
      // The first message is brought up to date before the reminder is posted.
      slack.answer({ outcome: 'sent', receipt });
      slack.answer({ outcome: 'unknown', error: 'timeout' }, true);
      await deliver(delivery('reminder').id);
      store.seed('announcement', { ...ANNOUNCEMENT, status: 'withdrawn' });

      expect(await deliver(delivery('reminder').id)).toMatchObject({ outcome: 'sent' });
      expect(await store.find('delivery', { id: delivery('reminder').id })).not.toHaveProperty('thread');
      expect(slack.posted).toHaveLength(1);
    });

    it('finds the first message of a late subscriber', async () => {
      const id = announcementDeliveryId({
        announcementId: ANNOUNCEMENT.id,
        kind: 'announced',
        channel: CHANNEL,
        team: 'fraud-ml',
        qualifier: 'churn',
      });
      store.seed('migration', migration('churn', { createdAt: '2026-11-24T15:00:00.000Z' }));
      store.seed('delivery', delivery('announced', { id, status: 'sent', receipt, consumers: ['churn'] }));
      store.seed('delivery', delivery('reminder'));

      await deliver(delivery('reminder').id);

      expect(slack.posted[0]?.message.threadTs).toBe(receipt.ts);
    });

    it('reminds in the channel where the first message never arrived', async () => {
      store.seed('delivery', delivery('reminder'));

      await deliver(delivery('reminder').id);

      expect(slack.posted[0]?.message.channel).toBe('#fraud-ml');
      expect(slack.posted[0]?.message).not.toHaveProperty('threadTs');
    });

    it('takes nothing back that nobody was told', async () => {
      store.seed('announcement', { ...ANNOUNCEMENT, status: 'withdrawn' });
      store.seed('delivery', delivery('announced', { status: 'skipped' }));
      store.seed('delivery', delivery('withdrawn'));

      expect(await deliver(delivery('withdrawn').id)).toEqual({ outcome: 'skipped' });
      expect(slack.posted).toHaveLength(0);
    });
  });

  describe('when Slack does not simply take it', () => {
    it('keeps the refusal and does not try again', async () => {
      store.seed('delivery', delivery());
      slack.answer({ outcome: 'refused', error: 'channel_not_found' });

      expect(await deliver()).toEqual({ outcome: 'refused', error: 'channel_not_found' });
      expect(await deliver()).toEqual({ outcome: 'refused', error: 'channel_not_found' });
      expect(await stored()).toMatchObject({ status: 'failed', error: 'channel_not_found' });
      expect(await stored()).not.toHaveProperty('dueAt');
      expect(slack.posted).toHaveLength(0);
    });

    it('waits as long as it is told, counts nothing and need not look afterwards', async () => {
      store.seed('delivery', delivery());
      slack.canLook = false;
      for (let wait = 0; wait < 2 * MAX_ATTEMPTS; wait++) {
        slack.answer({ outcome: 'rate-limited', retryAfterSeconds: 17 });
        expect(await deliver()).toEqual({ outcome: 'retry', afterSeconds: 17, reason: 'ratelimited' });
      }

      expect(await deliver()).toMatchObject({ outcome: 'sent' });
      expect(await stored()).toMatchObject({ status: 'sent', attempts: 0 });
      expect(await stored()).not.toHaveProperty('possibleDuplicate');
      expect(await stored()).not.toHaveProperty('error');
    });

    it('finds its message in the channel after an answer that was lost', async () => {
      store.seed('delivery', delivery());
      slack.answer({ outcome: 'unknown', error: 'socket hang up' }, true);

      expect(await deliver()).toEqual({ outcome: 'retry', afterSeconds: 10, reason: 'socket hang up' });
      expect(await deliver()).toMatchObject({ outcome: 'sent', receipt: slack.posted[0]?.receipt });
      expect(slack.posted).toHaveLength(1);
      expect(await stored()).toMatchObject({ status: 'sent', attempts: 1 });
    });

    it('sends again what did not arrive', async () => {
      store.seed('delivery', delivery());
      slack.answer({ outcome: 'unknown', error: 'HTTP 503' });

      await deliver();
      await deliver();

      expect(slack.posted).toHaveLength(1);
      expect(await stored()).toMatchObject({ status: 'sent', attempts: 1 });
      expect(await stored()).not.toHaveProperty('possibleDuplicate');
    });

    it('sends again and says so where it may not look', async () => {
      store.seed('delivery', delivery());
      slack.answer({ outcome: 'unknown', error: 'timeout' }, true);
      slack.canLook = false;

      await deliver();
      await deliver();

      expect(slack.posted).toHaveLength(2);
      expect(await stored()).toMatchObject({ status: 'sent', possibleDuplicate: true });
    });

    it('looks after a crash between the call and its record', async () => {
      store.seed('delivery', delivery());
      slack.answer({ outcome: 'unknown', error: 'x' }, true);
      await deliver();
      const { error: _, ...crashed } = delivery('announced', { status: 'sending', revision: 9 });
      store.seed('delivery', crashed);

      expect(await deliver()).toMatchObject({ outcome: 'sent' });
      expect(slack.posted).toHaveLength(1);
    });

    it('records what arrived even where nothing is left to say', async () => {
      store.seed('delivery', delivery());
      slack.answer({ outcome: 'unknown', error: 'x' }, true);
      await deliver();
      store.seed('announcement', { ...ANNOUNCEMENT, status: 'withdrawn' });

      expect(await deliver()).toMatchObject({ outcome: 'sent' });
    });

    it(`gives up after ${MAX_ATTEMPTS} failures of its own, with growing pauses`, async () => {
      store.seed('delivery', delivery());
      const pauses: unknown[] = [];
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        slack.answer({ outcome: 'unknown', error: 'HTTP 500' });
        const progress = await deliver();
        pauses.push(progress.outcome === 'retry' ? progress.afterSeconds : progress.outcome);
      }

      expect(pauses).toEqual([10, 20, 40, 80, 'exhausted']);
      expect(await stored()).toMatchObject({ status: 'failed', attempts: MAX_ATTEMPTS, error: 'HTTP 500' });
      expect(await deliver()).toEqual({ outcome: 'exhausted', error: 'HTTP 500' });
    });
  });

  describe('beside others', () => {
    it('leaves the call to the attempt that marked it first', async () => {
      store.seed('delivery', delivery());
      store.update = async () => 'lost' as const;

      const progress = await deliver();

      expect(progress).toMatchObject({ outcome: 'retry', afterSeconds: 5 });
      expect(slack.posted).toHaveLength(0);
    });

    it('records its receipt although the sweep moved the item meanwhile', async () => {
      store.seed('delivery', delivery());
      const post = slack.post.bind(slack);
      slack.post = async (message) => {
        const current = await stored();
        if (current)
          store.seed('delivery', { ...current, dueAt: '2026-11-24T09:30:00.000Z', revision: current.revision + 1 });
        return await post(message);
      };

      await deliver();

      expect(await stored()).toMatchObject({ status: 'sent' });
      expect(await stored()).not.toHaveProperty('dueAt');
    });

    it("lets a broken store be the queue's matter", async () => {
      store.seed('delivery', delivery());
      store.failure = new Error('table is gone');

      await expect(deliver()).rejects.toThrow('table is gone');
    });
  });
});
