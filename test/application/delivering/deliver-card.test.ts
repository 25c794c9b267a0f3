import { beforeEach, describe, expect, it } from 'vitest';
import { deliverCard } from '../../../lib/application/delivering/deliver-card.ts';
import { deliverEvent } from '../../../lib/application/delivering/deliver-event.ts';
import { MAX_ATTEMPTS } from '../../../lib/application/delivering/delivery-progress.ts';
import type { Delivery, DeliveryKind } from '../../../lib/domain/delivery.ts';
import { announcementDeliveryId } from '../../../lib/domain/notification/plan/delivery-id.ts';
import { ANNOUNCEMENT, migration } from '../../domain/notification/story.ts';
import { CountingIds } from '../../fakes/counting-ids.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { MovableClock } from '../../fakes/movable-clock.ts';
import { NoPacer } from '../../fakes/no-pacer.ts';
import { RecordingCards } from '../../fakes/recording-cards.ts';
import { RecordingPublisher } from '../../fakes/recording-publisher.ts';

const CHANNEL = { kind: 'msteams', channel: 'fraud-ml' } as const;
const idOf = (kind: DeliveryKind) =>
  announcementDeliveryId({ announcementId: ANNOUNCEMENT.id, kind, channel: CHANNEL, team: 'fraud-ml' });
const delivery = (kind: DeliveryKind, more: Partial<Delivery> = {}): Delivery => ({
  id: idOf(kind),
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
const HERE = { msteams: { channel: 'fraud-ml' }, hearing: { name: 'under-way' } } as const;

describe('Delivering a card', () => {
  let store: MemoryStore;
  let cards: RecordingCards;
  const ports = () => ({
    store,
    cards,
    events: new RecordingPublisher(),
    clock: new MovableClock('2026-11-24T09:00:01.000Z'),
    ids: new CountingIds(),
    pacer: new NoPacer(),
    registry: { url: 'https://registry.example.com' },
  });
  const deliver = (kind: DeliveryKind = 'announced') => deliverCard(idOf(kind), ports());
  const stored = async (kind: DeliveryKind = 'announced') => await store.find('delivery', { id: idOf(kind) });

  beforeEach(() => {
    store = new MemoryStore();
    cards = new RecordingCards();
    store.seed('announcement', ANNOUNCEMENT);
    store.seed('delivery', delivery('announced'));
    store.seed('migration', migration('fraud', HERE));
    store.seed('migration', migration('elsewhere', { msteams: { channel: 'other' } }));
  });

  it('posts what concerns the models of this channel, and writes down that their team was told', async () => {
    expect(await deliver()).toMatchObject({ outcome: 'sent', receipt: { status: 202 } });
    expect(cards.posted).toMatchObject([{ channel: 'fraud-ml' }]);
    expect(JSON.stringify(cards.posted)).toContain('--consumer fraud');
    expect(JSON.stringify(cards.posted)).not.toContain('elsewhere');
    expect(await stored()).toMatchObject({ status: 'sent', receipt: { status: 202 } });
    const told = await store.find('migration', {
      announcementId: ANNOUNCEMENT.id,
      team: 'fraud-ml',
      consumer: 'fraud',
    });
    expect(told?.hearing).toMatchObject({ name: 'told', by: 'msteams' });
  });

  it('posts it once, however often it is asked to', async () => {
    await deliver();
    expect(await deliver()).toMatchObject({ outcome: 'sent' });
    expect(cards.posted).toHaveLength(1);
  });

  it('waits as long as Teams says, and counts that as nobody’s failure', async () => {
    cards.next.push({ outcome: 'rate-limited', retryAfterSeconds: 9 });
    expect(await deliver()).toMatchObject({ outcome: 'retry', afterSeconds: 9 });
    expect(await stored()).toMatchObject({ status: 'sending', attempts: 0 });
    await deliver();
    expect(await stored()).toMatchObject({ status: 'sent' });
    expect(await stored()).not.toHaveProperty('possibleDuplicate');
  });

  it('repeats what may not have arrived, and says that it may be there twice', async () => {
    cards.next.push({ outcome: 'unknown', error: 'no answer' });
    expect(await deliver()).toMatchObject({ outcome: 'retry' });
    expect(await deliver()).toMatchObject({ outcome: 'sent' });
    expect(await stored()).toMatchObject({ status: 'sent', possibleDuplicate: true });
  });

  it('gives up after its own failures, for the dead letters', async () => {
    for (let at = 0; at < MAX_ATTEMPTS; at++) cards.next.push({ outcome: 'unknown', error: 'no answer' });
    for (let at = 1; at < MAX_ATTEMPTS; at++) expect(await deliver()).toMatchObject({ outcome: 'retry' });
    expect(await deliver()).toEqual({ outcome: 'exhausted', error: 'no answer' });
    expect(await stored()).toMatchObject({ status: 'failed' });
  });

  it('fails at once where Teams refuses it, and the team counts as not told', async () => {
    cards.next.push({ outcome: 'refused', error: 'HTTP 404 from Microsoft Teams' });
    expect(await deliver()).toMatchObject({ outcome: 'refused' });
    const untold = await store.find('migration', {
      announcementId: ANNOUNCEMENT.id,
      team: 'fraud-ml',
      consumer: 'fraud',
    });
    expect(untold?.hearing).toMatchObject({ name: 'untold', channel: 'Microsoft Teams fraud-ml' });
  });

  it('fails where it comes to the function of another kind, since the channel is not deployed', async () => {
    expect(await deliverEvent(idOf('announced'), ports())).toMatchObject({ outcome: 'refused' });
    expect(await stored()).toMatchObject({ status: 'failed', error: expect.stringContaining('not set up') });
  });

  it.each(['withdrawn', 'live'] as const)('says nothing of what is %s to those who were told nothing', async (kind) => {
    store.seed('delivery', delivery('announced', { status: 'skipped' }));
    store.seed('delivery', delivery(kind));
    expect(await deliver(kind)).toEqual({ outcome: 'skipped' });
    expect(cards.posted).toEqual([]);
  });

  it('says what was withdrawn to those who were told', async () => {
    await deliver();
    store.seed('announcement', { ...ANNOUNCEMENT, status: 'withdrawn' });
    store.seed('delivery', delivery('withdrawn'));
    expect(await deliver('withdrawn')).toMatchObject({ outcome: 'sent' });
    expect(cards.posted[1]?.card.summary).toMatch(/withdrawn/i);
  });

  it('posts a test', async () => {
    store.seed('delivery', delivery('test', { consumers: ['fraud'] }));
    expect(await deliver('test')).toMatchObject({ outcome: 'sent' });
    expect(cards.posted[0]?.card.summary).toMatch(/^Test: team fraud-ml/);
  });
});
