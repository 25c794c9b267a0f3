import { beforeEach, describe, expect, it } from 'vitest';
import { observeSubject } from '../../../lib/application/administration/subjects.ts';
import { sweepDeadlines } from '../../../lib/application/deadlines/sweep-deadlines.ts';
import { loadDigest } from '../../../lib/application/delivering/load-digest.ts';
import type { Delivery } from '../../../lib/domain/delivery.ts';
import type { DeliveryChannel } from '../../../lib/domain/notification/channels.ts';
import { digestDeliveryId } from '../../../lib/domain/notification/plan/delivery-id.ts';
import { producer, SUBJECT, transaction, World } from '../world.ts';

const SNS = { kind: 'sns' } as const;
const CHANNEL = { kind: 'slack', channel: '#payments' } as const;
const asString = transaction({ category: { type: 'string' } });

describe('a trial month', () => {
  let world: World;
  const registry = { url: 'https://registry.example.com' };
  const subject = async () => await world.store.find('subject', { name: SUBJECT });
  const digest = async (channel: DeliveryChannel, week: string) =>
    await world.store.find('delivery', { id: digestDeliveryId({ team: 'payments', channel, week }) });
  const load = async (delivery: Delivery | undefined) =>
    delivery && (await loadDigest(delivery, { ...world, registry }));
  const observe = (until: string | undefined, more = {}) =>
    observeSubject({ subject: SUBJECT, until, principal: producer, ...more }, world);
  const setChannel = async (channel: string) => {
    const found = await subject();
    if (found) world.store.seed('subject', { ...found, channel });
  };

  beforeEach(async () => {
    world = new World();
    await world.grant();
    await world.publish(transaction(), { observe: true });
  });

  it('reports each change to its owner, on SNS and in the channel of the subject, with the models and the proof', async () => {
    await setChannel('#payments');
    await world.subscribe('fraud', ['/category']);
    const { version } = await world.publish(asString);
    await world.planAll(version.announcementId);

    for (const where of [SNS, CHANNEL]) {
      const told = await load(await digest(where, '2026-W48'));
      expect(told).toMatchObject({
        news: [],
        ends: [],
        observed: [
          {
            announcement: { subject: SUBJECT, version: 2, status: 'observed' },
            migrations: [{ consumer: 'fraud', concern: 'breaking', witness: expect.anything() }],
          },
        ],
      });
    }
    expect(await world.told(version.announcementId ?? '')).toEqual([]);
  });

  it('has its end in the last report before it, once, whatever sweeps come by', async () => {
    await setChannel('#payments');
    world.clock.advance({ days: 23 });
    await sweepDeadlines(world);
    await sweepDeadlines(world);

    // From Friday 20 November on 30 days: until Sunday 20 December, so told on Monday the 14th.
    for (const where of [SNS, CHANNEL]) {
      const last = await digest(where, '2026-W51');
      expect(last).toMatchObject({ trialEnds: [SUBJECT], dueAt: '2026-12-14T09:00:00.000Z', status: 'scheduled' });
      expect((await load(last))?.ends).toEqual([{ subject: SUBJECT, until: '2026-12-20' }]);
    }
    expect(await subject()).not.toHaveProperty('dueAt');
    expect(world.store.auditEntries.filter(({ action }) => action === 'subject.observation-ends')).toHaveLength(1);
  });

  it('is told of again by a sweep that was cut before it had noted that', async () => {
    world.clock.advance({ days: 23 });
    world.store.beforeCommit = () => {
      throw new Error('killed');
    };
    await expect(sweepDeadlines(world)).rejects.toThrow('were not handled');
    world.store.beforeCommit = undefined;
    await sweepDeadlines(world);

    expect((await digest(SNS, '2026-W51'))?.trialEnds).toEqual([SUBJECT]);
    expect(await subject()).not.toHaveProperty('dueAt');
  });

  it('whose end is no more says nothing of it', async () => {
    world.clock.advance({ days: 23 });
    await sweepDeadlines(world);
    await observe(undefined);

    expect(await load(await digest(SNS, '2026-W51'))).toBeUndefined();
  });

  it('ends by itself: then readers are told as the policy says', async () => {
    await world.subscribe('fraud', ['/category']);
    world.clock.advance({ days: 32 });

    const { version } = await world.publish(asString);

    expect(version.status).toBe('proposed');
  });

  it('is ended by its owner, and the next change is announced', async () => {
    await world.subscribe('fraud', ['/category']);

    expect(await observe(undefined)).not.toHaveProperty('observeUntil');
    const { version } = await world.publish(asString);

    expect(version.status).toBe('proposed');
    const id = version.announcementId ?? '';
    expect(await world.store.find('announcement', { id })).toMatchObject({ observed: false });
    expect(world.store.auditEntries.map(({ action }) => action)).toContain('subject.observation-ended');
  });

  it('is prolonged while it lasts, and then its end is told anew', async () => {
    await world.subscribe('fraud', ['/category']);
    world.clock.advance({ days: 25 });
    await sweepDeadlines(world);

    const prolonged = await observe('2027-01-10');

    expect(prolonged).toMatchObject({ observeUntil: '2027-01-10', dueAt: '2027-01-02T12:00:00.000Z' });
  });

  it('is begun later only where nobody reads the subject', async () => {
    await observe(undefined);
    expect(await observe('2026-12-01')).toMatchObject({ observeUntil: '2026-12-01' });

    await observe(undefined);
    await world.subscribe('fraud', ['/category']);
    await expect(observe('2026-12-01')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('1 subscribed reader who are told'),
    });
  });

  it.each([
    { until: '2026-11-18', says: 'is past' },
    { until: '2026-12-21', says: 'more than 30 days ahead' },
  ])('is not observed until $until: $says', async ({ until, says }) => {
    await expect(observe(until)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(says) });
  });

  it('lasts 90 days at most where somebody reads', async () => {
    await world.subscribe('fraud', ['/category']);
    for (const until of ['2026-12-20', '2027-01-17', '2027-02-14']) {
      await observe(until);
      world.clock.advance({ days: 28 });
    }

    await expect(observe('2027-02-25')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('at most 90 days'),
    });
  });

  it('is its owner’s alone to set', async () => {
    const principal = { ...producer, team: 'orders' };

    await expect(observe(undefined, { principal })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
