import { beforeEach, describe, expect, it } from 'vitest';
import { deliverWebhook } from '../../../lib/application/delivering/deliver-webhook.ts';
import { MAX_ATTEMPTS } from '../../../lib/application/delivering/delivery-progress.ts';
import type { Delivery } from '../../../lib/domain/delivery.ts';
import { announcementDeliveryId } from '../../../lib/domain/notification/plan/delivery-id.ts';
import { findEventProblems } from '../../domain/notification/event-schemas.ts';
import { ANNOUNCEMENT, migration } from '../../domain/notification/story.ts';
import { CountingIds } from '../../fakes/counting-ids.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { MovableClock } from '../../fakes/movable-clock.ts';
import { NoPacer } from '../../fakes/no-pacer.ts';
import { RecordingWebhooks } from '../../fakes/recording-webhooks.ts';

const CHANNEL = { kind: 'webhook', name: 'ml' } as const;
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
  revision: 1,
};

describe('Delivering to a webhook', () => {
  let store: MemoryStore;
  let webhooks: RecordingWebhooks;
  const deliver = () =>
    deliverWebhook(ID, {
      store,
      webhooks,
      clock: new MovableClock('2026-11-24T09:00:01.000Z'),
      ids: new CountingIds(),
      pacer: new NoPacer(),
      registry: { url: 'https://registry.example.com' },
    });
  const stored = async () => await store.find('delivery', { id: ID });
  const hearing = async () =>
    (await store.find('migration', { announcementId: ANNOUNCEMENT.id, team: 'fraud-ml', consumer: 'fraud' }))?.hearing;

  beforeEach(() => {
    store = new MemoryStore();
    webhooks = new RecordingWebhooks();
    store.seed('announcement', ANNOUNCEMENT);
    store.seed('delivery', DELIVERY);
    store.seed('migration', migration('fraud', { webhook: { name: 'ml' }, hearing: { name: 'under-way' } }));
    store.seed('migration', migration('elsewhere', { webhook: { name: 'other' } }));
  });

  it('posts the event of SNS about the models of this endpoint, and their team counts as told', async () => {
    expect(await deliver()).toMatchObject({ outcome: 'sent', receipt: { status: 204 } });
    expect(webhooks.posted).toMatchObject([{ name: 'ml', event: { type: 'dev.forewarn.change.announced.v1' } }]);
    expect(webhooks.posted.flatMap(({ event }) => findEventProblems(event))).toEqual([]);
    expect(JSON.stringify(webhooks.posted)).not.toContain('elsewhere');
    expect(await stored()).toMatchObject({ status: 'sent' });
    expect(await hearing()).toMatchObject({ name: 'told', by: 'webhook' });
  });

  it('waits where it is asked to, and repeats an unknown end under the same id', async () => {
    webhooks.next.push({ outcome: 'rate-limited', retryAfterSeconds: 9 }, { outcome: 'unknown', error: 'no answer' });
    expect(await deliver()).toMatchObject({ outcome: 'retry', afterSeconds: 9 });
    expect(await stored()).toMatchObject({ attempts: 0 });
    expect(await deliver()).toMatchObject({ outcome: 'retry' });
    expect(await stored()).toMatchObject({ status: 'sending', attempts: 1 });
    expect(await deliver()).toMatchObject({ outcome: 'sent' });
    expect(webhooks.posted.map(({ event }) => event.id)).toEqual([ID]);
  });

  it('fails at a refusal, and after its own failures, and the team counts as not told', async () => {
    for (let at = 0; at < MAX_ATTEMPTS; at++) webhooks.next.push({ outcome: 'unknown', error: 'no answer' });
    for (let at = 1; at < MAX_ATTEMPTS; at++) await deliver();
    expect(await deliver()).toEqual({ outcome: 'exhausted', error: 'no answer' });
    expect(await hearing()).toMatchObject({ name: 'untold', channel: 'webhook ml' });
  });

  it('posts nothing where nothing is left to say', async () => {
    store.seed('announcement', { ...ANNOUNCEMENT, status: 'withdrawn' });
    expect(await deliver()).toEqual({ outcome: 'skipped' });
    expect(webhooks.posted).toEqual([]);
  });
});
