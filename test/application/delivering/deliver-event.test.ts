import { beforeEach, describe, expect, it } from 'vitest';
import { deliverEvent } from '../../../lib/application/delivering/deliver-event.ts';
import type { Delivery } from '../../../lib/domain/delivery.ts';
import { announcementDeliveryId, registeredDeliveryId } from '../../../lib/domain/notification/plan/delivery-id.ts';
import { findEventProblems } from '../../domain/notification/event-schemas.ts';
import { ANNOUNCEMENT, migration } from '../../domain/notification/story.ts';
import { CountingIds } from '../../fakes/counting-ids.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { MovableClock } from '../../fakes/movable-clock.ts';
import { NoPacer } from '../../fakes/no-pacer.ts';
import { RecordingPublisher } from '../../fakes/recording-publisher.ts';

const CHANNEL = { kind: 'sns' } as const;
const ID = announcementDeliveryId({
  announcementId: ANNOUNCEMENT.id,
  kind: 'announced',
  channel: CHANNEL,
  team: 'fraud-ml',
});
const DELIVERY: Delivery = {
  id: ID,
  kind: 'announced',
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
};

describe('Delivering an event', () => {
  let store: MemoryStore;
  let events: RecordingPublisher;
  const clock = new MovableClock('2026-11-24T09:00:01.000Z');
  const deliver = (id = ID) =>
    deliverEvent(id, {
      store,
      events,
      clock,
      ids: new CountingIds(),
      pacer: new NoPacer(),
      registry: { url: 'https://registry.example.com' },
    });
  const stored = async () => await store.find('delivery', { id: ID });

  beforeEach(() => {
    store = new MemoryStore();
    events = new RecordingPublisher();
    store.seed('announcement', ANNOUNCEMENT);
    store.seed('delivery', DELIVERY);
    store.seed('migration', migration('fraud'));
    store.seed('migration', migration('elsewhere', { slack: { channel: '#other' } }));
  });

  it.each([
    ['skipped', 'skipped', 0],
    ['sent', 'sent', 1],
  ] as const)(
    'takes a change back only from those who were told: its announcement was %s',
    async (status, outcome, count) => {
      const id = announcementDeliveryId({
        announcementId: ANNOUNCEMENT.id,
        kind: 'withdrawn',
        channel: CHANNEL,
        team: 'fraud-ml',
      });
      store.seed('announcement', { ...ANNOUNCEMENT, status: 'withdrawn' });
      store.seed('delivery', { ...DELIVERY, status });
      store.seed('delivery', { ...DELIVERY, id, kind: 'withdrawn' });

      expect(await deliver(id)).toMatchObject({ outcome });
      expect(events.published).toHaveLength(count);
    },
  );

  it("tells of all the team's models, whatever their Slack channel", async () => {
    expect(await deliver()).toEqual({
      outcome: 'sent',
      receipt: { messageId: 'message-1' },
      secondsSincePublish: expect.any(Number),
    });

    const [published] = events.published;
    expect(published?.event).toMatchObject({
      id: ID,
      type: 'dev.forewarn.change.announced.v1',
      time: DELIVERY.createdAt,
    });
    expect(published?.attributes['consumer']).toEqual(['elsewhere', 'fraud']);
    expect(findEventProblems(published?.event ?? { type: '' })).toEqual([]);
    expect(await stored()).toMatchObject({ status: 'sent', receipt: { messageId: 'message-1' }, sentAt: clock.now() });
    expect(await stored()).not.toHaveProperty('dueAt');
  });

  it('publishes once what was recorded as sent', async () => {
    await deliver();
    await deliver();

    expect(events.published).toHaveLength(1);
  });

  it('repeats under the same id after a failure', async () => {
    events.failure = new Error('SNS is away');
    expect(await deliver()).toEqual({ outcome: 'retry', afterSeconds: 10, reason: 'Error: SNS is away' });
    expect(await stored()).toMatchObject({ status: 'sending', attempts: 1 });
    events.failure = undefined;

    await deliver();

    expect(events.published.map(({ event }) => event.id)).toEqual([ID]);
  });

  it('gives up after five failures', async () => {
    events.failure = new Error('AuthorizationError');
    const outcomes = [];
    for (let attempt = 0; attempt < 6; attempt++) outcomes.push((await deliver()).outcome);

    expect(outcomes).toEqual(['retry', 'retry', 'retry', 'retry', 'exhausted', 'exhausted']);
    expect(await stored()).toMatchObject({ status: 'failed', attempts: 5, error: 'Error: AuthorizationError' });
  });

  it('keeps whole characters of a failure that is too long to keep', async () => {
    // Cut at 500 it would end in the first half of the emoji, which no table takes.
    events.failure = new Error(`${'x'.repeat(500 - 'Error: '.length - 1)}🔥`);
    expect(await deliver()).toMatchObject({ outcome: 'retry' });
    const error = (await stored())?.error;
    expect(error).toHaveLength(500);
    expect(error?.endsWith('x\ufffd')).toBe(true);
  });

  it('says nothing of what was withdrawn before', async () => {
    store.seed('announcement', { ...ANNOUNCEMENT, status: 'withdrawn' });

    expect(await deliver()).toEqual({ outcome: 'skipped' });
    expect(events.published).toEqual([]);
    expect(await stored()).toMatchObject({ status: 'skipped' });
  });

  it('tells a large team in parts', async () => {
    for (let at = 0; at < 30; at++) store.seed('migration', migration(`model-${at}`));

    await deliver();

    expect(events.published.map(({ event }) => event.id)).toEqual([ID, `${ID}/2`]);
  });

  it('tells of a registered version', async () => {
    const id = registeredDeliveryId({ subject: ANNOUNCEMENT.subject, version: 13 });
    const { announcementId: _, ...rest } = DELIVERY;
    store.seed('delivery', { ...rest, id, kind: 'registered', team: 'payments' });
    store.seed('version', {
      subject: ANNOUNCEMENT.subject,
      version: 13,
      fingerprint: 'ab'.repeat(32),
      status: 'proposed',
      announcementId: ANNOUNCEMENT.id,
      publishedAt: ANNOUNCEMENT.createdAt,
      generation: 0,
      publishedBy: 'ci',
      revision: 1,
    });

    expect(await deliver(id)).toMatchObject({ outcome: 'sent' });
    const [published] = events.published;
    expect(published).toMatchObject({
      event: { id, type: 'dev.forewarn.version.registered.v1', data: { announcementId: ANNOUNCEMENT.id } },
      attributes: { severity: 'breaking', team: 'payments' },
    });
    expect(findEventProblems(published?.event ?? { type: '' })).toEqual([]);
  });

  it('has nothing to do for what is gone', async () => {
    expect(await deliver('SUBJECT#gone/registered#000001')).toEqual({ outcome: 'skipped' });
  });
});
