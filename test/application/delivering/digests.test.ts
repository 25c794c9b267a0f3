import { beforeEach, describe, expect, it } from 'vitest';
import { sweepDeadlines } from '../../../lib/application/deadlines/sweep-deadlines.ts';
import { deliverEvent } from '../../../lib/application/delivering/deliver-event.ts';
import { deliverSlack } from '../../../lib/application/delivering/deliver-slack.ts';
import { withdrawVersion } from '../../../lib/application/publishing/withdraw-version.ts';
import { type Delivery, DIGEST_ANNOUNCEMENTS } from '../../../lib/domain/delivery.ts';
import { digestDeliveryId } from '../../../lib/domain/notification/plan/delivery-id.ts';
import { findEventProblems } from '../../domain/notification/event-schemas.ts';
import { RecordingPublisher } from '../../fakes/recording-publisher.ts';
import { ScriptedSlack } from '../../fakes/scripted-slack.ts';
import { producer, SUBJECT, transaction, World } from '../world.ts';

const MONDAY = '2026-11-23T09:00:00.000Z';
const NEXT_MONDAY = '2026-11-30T09:00:00.000Z';
const SNS = { kind: 'sns' } as const;
const idOf = (channel: Delivery['channel'], week = '2026-W48', team = 'fraud-team') =>
  digestDeliveryId({ team, channel, week });
const SNS_ID = idOf(SNS);
const SLACK_ID = idOf({ kind: 'slack', channel: '#fraud-team' });

/** Dangerous to who reads the amount, but no break: the values may lie elsewhere. */
const dangerous = (round: number) => transaction({ amount: { type: 'number', default: round } });

describe('weekly digests', () => {
  let world: World;
  const slack = new ScriptedSlack();
  const events = new RecordingPublisher();
  const publish = async (schema: ReturnType<typeof transaction>) => {
    const published = await world.publish(schema);
    const id = published.outcome === 'created' ? (published.announcementId ?? '') : '';
    await world.planAll(id);
    return id;
  };
  const digest = async (id = SNS_ID) => await world.store.find('delivery', { id });
  /** What the queues would do with what the sweep sends. */
  const sweepAndDeliver = async () => {
    await sweepDeadlines(world);
    const ports = { ...world, store: world.store, slack, events, registry: { url: 'https://registry.example.com' } };
    const progress = [];
    for (const { deliveryId, channel } of world.deliveries.drain()) {
      if (!deliveryId.startsWith('TEAM#')) continue;
      const deliver = channel.kind === 'slack' ? deliverSlack : deliverEvent;
      progress.push(await deliver(deliveryId, ports));
    }
    return progress.map(({ outcome }) => outcome);
  };

  beforeEach(async () => {
    world = new World();
    slack.posted.length = 0;
    events.published.length = 0;
    await world.grant();
  });

  describe('of what models read', () => {
    beforeEach(async () => {
      await world.publish(transaction());
      await world.subscribe('fraud', ['/amount']);
    });

    it('gather what is dangerous, a place and week at a time, and tell nobody at once', async () => {
      const first = await publish(dangerous(1));
      const second = await publish(dangerous(2));

      expect(await world.migrations(first)).toMatchObject([{ concern: 'digest' }]);
      expect(await world.told(first)).toEqual([]);
      const gathering = { kind: 'digest', status: 'scheduled', dueAt: MONDAY, announcementIds: [first, second] };
      expect(await digest()).toMatchObject({ ...gathering, channel: SNS });
      expect(await digest(SLACK_ID)).toMatchObject(gathering);
    });

    it('are sent by the sweep on Monday, without mention, and not a minute before', async () => {
      await publish(dangerous(1));
      await publish(dangerous(2));
      world.clock.set('2026-11-23T08:59:59.999Z');
      expect(await sweepAndDeliver()).toEqual([]);
      world.clock.set(MONDAY);

      expect(await sweepAndDeliver()).toEqual(['sent', 'sent']);

      expect(slack.posted).toHaveLength(1);
      expect(slack.posted[0]?.message).toMatchObject({ channel: '#fraud-team', notificationId: SLACK_ID });
      expect(slack.posted[0]?.message.text).toContain('and changes of 1 more version');
      expect(slack.posted[0]?.message.text).not.toContain('<!subteam');
      expect(events.published).toHaveLength(1);
      const [published] = events.published;
      expect(published?.event).toMatchObject({
        id: SNS_ID,
        subject: 'fraud-team/2026-W48',
        data: { news: [{ version: 2, models: [{ consumer: 'fraud' }] }, { version: 3 }], observed: [] },
      });
      expect(findEventProblems(published?.event ?? { type: '' })).toEqual([]);
      expect(await digest()).toMatchObject({ status: 'sent' });
    });

    it('are sent once, however often the sweep comes', async () => {
      await publish(dangerous(1));
      world.clock.set(MONDAY);
      await sweepAndDeliver();
      world.clock.advance({ minutes: 16 });

      expect(await sweepAndDeliver()).toEqual([]);
      expect(events.published).toHaveLength(1);
    });

    it('once closed leave the rest to the next week, sent or not', async () => {
      await publish(dangerous(1));
      world.clock.set(MONDAY);
      await sweepDeadlines(world);
      expect(await digest()).toMatchObject({ status: 'pending' });

      const late = await publish(dangerous(2));

      expect((await digest())?.announcementIds).not.toContain(late);
      expect(await digest(idOf(SNS, '2026-W49'))).toMatchObject({ announcementIds: [late], dueAt: NEXT_MONDAY });
    });

    it('once full leave the rest to the next week', async () => {
      const ids = Array.from({ length: DIGEST_ANNOUNCEMENTS }, (_, at) => `A${at}`);
      await publish(dangerous(1));
      const gathering = await digest();
      if (gathering) world.store.seed('delivery', { ...gathering, announcementIds: ids });

      const late = await publish(dangerous(2));

      expect(await digest()).toMatchObject({ announcementIds: ids });
      expect(await digest(idOf(SNS, '2026-W49'))).toMatchObject({ announcementIds: [late] });
    });

    it('hold each announcement once where planning is repeated, even a week later', async () => {
      const id = await publish(dangerous(1));
      const announcement = await world.store.find('announcement', { id });
      if (announcement) world.store.seed('announcement', { ...announcement, status: 'planning' });
      world.clock.set(MONDAY);
      await sweepAndDeliver();

      await world.planAll(id);

      expect(await digest()).toMatchObject({ announcementIds: [id], status: 'sent' });
      expect(await digest(idOf(SNS, '2026-W49'))).toBeUndefined();
    });

    it('lose nothing where two are planned at the same time', async () => {
      const published = [await world.publish(dangerous(1)), await world.publish(dangerous(2))];
      const ids = published.map((one) => (one.outcome === 'created' ? (one.announcementId ?? '') : ''));

      for (const announcementId of ids) await world.queue.send({ announcementId, phase: 'models' });
      await Promise.all([world.planAll(ids[0]), world.planAll(ids[1])]);

      expect([...((await digest())?.announcementIds ?? [])].sort()).toEqual([...ids].sort());
    });

    it('reach every one of many teams', async () => {
      for (let team = 0; team < 25; team++) await world.subscribe(`model-${team}`, ['/amount'], { channel: '#shared' });

      const id = await publish(dangerous(1));

      const digests = world.store.all('delivery').filter(({ kind }) => kind === 'digest');
      expect(digests).toHaveLength(52);
      expect(digests.every(({ announcementIds }) => announcementIds?.[0] === id)).toBe(true);
    });

    it('are not sent early by a message that came too soon', async () => {
      await publish(dangerous(1));
      const ports = { ...world, store: world.store, events, registry: { url: 'https://registry.example.com' } };

      expect(await deliverEvent(SNS_ID, ports)).toEqual({ outcome: 'skipped' });
      expect(await digest()).toMatchObject({ status: 'scheduled' });
      expect(events.published).toEqual([]);
    });

    it('say nothing of what has no reader any more, and are skipped where nothing is left', async () => {
      const id = await publish(dangerous(1));
      for (const migration of await world.migrations(id))
        world.store.seed('migration', { ...migration, state: { name: 'withdrawn', at: MONDAY } });
      world.clock.set(MONDAY);

      expect(await sweepAndDeliver()).toEqual(['skipped', 'skipped']);
      expect(slack.posted).toEqual([]);
      expect(await digest(SLACK_ID)).toMatchObject({ status: 'skipped' });
    });

    it('tell the reader of a proposal that breaks others, unless it is withdrawn before', async () => {
      await world.subscribe('churn', ['/category']);
      const schema = transaction({ amount: { type: 'number', default: 1 }, category: { type: 'string' } });
      const id = await publish(schema);
      expect((await world.told(id)).map(({ team }) => team)).toEqual(['churn-team', 'churn-team']);
      expect(await digest()).toMatchObject({ announcementIds: [id] });
      await withdrawVersion({ subject: SUBJECT, version: '2', reason: 'mistake', principal: producer }, world);
      await world.planAll(id);
      world.clock.set(MONDAY);

      expect(await sweepAndDeliver()).toEqual(['skipped', 'skipped']);
    });
  });

  describe('of a subject that is only observed', () => {
    const OWNER = idOf(SNS, '2026-W48', 'payments');
    beforeEach(async () => {
      await world.publish(transaction(), { observe: true });
      await world.subscribe('fraud', ['/category']);
    });

    it('report to its owner, and to nobody else, what would have been said', async () => {
      const id = await publish(transaction({ category: { type: 'string' } }));
      expect(await world.store.find('announcement', { id })).toMatchObject({ status: 'observed', affected: 1 });
      expect(world.store.all('delivery').filter(({ kind }) => kind !== 'registered')).toMatchObject([
        { id: OWNER, channel: SNS, team: 'payments', status: 'scheduled', announcementIds: [id], dueAt: MONDAY },
      ]);
      world.clock.set(MONDAY);

      expect(await sweepAndDeliver()).toEqual(['sent']);

      expect(slack.posted).toEqual([]);
      const [published] = events.published;
      expect(published?.event.data).toMatchObject({
        team: 'payments',
        news: [],
        observed: [{ subject: SUBJECT, version: 2, affected: 1, changes: [{ ruleId: 'type-changed' }] }],
      });
      expect(findEventProblems(published?.event ?? { type: '' })).toEqual([]);
    });

    it('say nothing where nobody would have been told', async () => {
      await publish(transaction({ id: { type: 'integer' } }));

      expect(world.store.all('delivery').filter(({ kind }) => kind === 'digest')).toEqual([]);
    });

    it('end with the observation', async () => {
      world.clock.set('2026-12-21T12:00:00.000Z');
      const id = await publish(transaction({ category: { type: 'string' } }));

      expect((await world.told(id)).map(({ team }) => team)).toEqual(['fraud-team', 'fraud-team']);
      expect(world.store.all('delivery').filter(({ kind }) => kind === 'digest')).toEqual([]);
    });

    it('share the event of a team that reads as well as owns', async () => {
      await world.store.ensure([{ put: 'prefix', item: { prefix: 'cards', team: 'cards' } }]);
      const cards = { subject: 'cards.payment', principal: { ...producer, team: 'cards' } };
      await world.publish(transaction(), cards);
      await world.subscribe('risk', ['/amount'], { team: 'payments', request: { subject: 'cards.payment' } });
      const observed = await publish(transaction({ category: { type: 'string' } }));
      const read = await world.publish(dangerous(1), cards);
      await world.planAll(read.outcome === 'created' ? read.announcementId : undefined);
      world.clock.set(MONDAY);

      expect(await sweepAndDeliver()).toEqual(['sent', 'sent']);

      expect(events.published).toHaveLength(1);
      expect(events.published[0]?.event.data).toMatchObject({
        news: [{ subject: 'cards.payment', models: [{ consumer: 'risk' }] }],
        observed: [{ announcementId: observed }],
      });
      expect(slack.posted).toHaveLength(1);
    });
  });
});
