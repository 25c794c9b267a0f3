import type { Announcement, Delivery, Migration } from '../../domain/announcement.ts';
import { channelPart } from '../../domain/notification/plan/delivery-id.ts';
import { planAnswered } from '../../domain/notification/plan/plan-answered.ts';
import { planDeliveries } from '../../domain/notification/plan/plan-deliveries.ts';
import { planProducer } from '../../domain/notification/plan/plan-producer.ts';
import type { Subject } from '../../domain/subject.ts';
import type { Store, Write } from '../ports.ts';
import { isUnsubscribed } from '../subscribing/unsubscribe.ts';

/**
 * What opens a migration once the readers of an announcement have been told: the migration, a first message of its own, the
 * producer's overview, and the announcement with one more model, conditional on its staying as it was.
 */
export function openedWrites(of: {
  readonly was: Announcement;
  /** As it is to stand, with nothing counted yet. */
  readonly announcement: Announcement;
  readonly subject: Subject;
  readonly migration: Migration;
  readonly known: Migration | undefined;
  /** Ids of first messages that it had before, when it was subscribed already: these go on instead of coming again. */
  readonly heard?: ReadonlySet<string>;
  readonly now: string;
}): readonly Write[] {
  const { was, announcement, subject, migration, known, heard = new Set(), now } = of;
  const { consumer } = migration;
  const told = { announcement, migrations: [migration], now };
  const firsts = planFirstOf(announcement, migration, now);
  const deliveries = [
    ...firsts.filter(({ id }) => !heard.has(id)),
    ...planAgain(told, { subject, firsts: firsts.filter(({ id }) => heard.has(id)) }),
  ];
  // The overview that the producer has is brought up to date, or there is none yet.
  const first = announcement.affected === 0;
  const as = first ? { kind: 'overview' as const } : { kind: 'answered' as const, qualifier: `late-${consumer}` };
  const overview = planProducer({ announcement, subject, now, ...as }).map((delivery) =>
    first ? delivery : { ...delivery, consumers: [consumer] },
  );
  return [
    { put: 'announcement', item: counted(announcement, known), expect: was.revision, was },
    { put: 'migration', item: migration, expect: known?.revision ?? 'absent', was: known },
    ...[...deliveries, ...overview].map((item) => ({ put: 'delivery' as const, item, expect: 'any' as const })),
  ];
}

/** The first messages of one model that hears of an announcement by itself. */
const planFirstOf = (announcement: Announcement, migration: Migration, now: string): readonly Delivery[] =>
  planDeliveries({
    ...{ announcement, migrations: [migration], now },
    kind: 'announced',
    lateConsumer: migration.consumer,
  });

/** What follows up the first messages that the model had, in the same threads and issues. */
function planAgain(
  told: { readonly announcement: Announcement; readonly migrations: readonly Migration[]; readonly now: string },
  { subject, firsts }: { readonly subject: Subject; readonly firsts: readonly Delivery[] },
): readonly Delivery[] {
  const places = new Set(firsts.map(({ channel }) => channelPart(channel)));
  const qualifier = told.migrations.map(({ consumer, revision }) => `again-${consumer}-${revision}`).join();
  return planAnswered({ ...told, subject: { ownerTeam: subject.ownerTeam }, qualifier }).filter(({ channel }) =>
    places.has(channelPart(channel)),
  );
}

/** The first messages that a model had before it unsubscribed, by id: those that were sent. */
export async function findHeard(
  announcement: Announcement,
  migration: Migration,
  store: Pick<Store, 'find'>,
): Promise<ReadonlySet<string>> {
  const planned = planFirstOf(announcement, migration, migration.createdAt);
  const found = await Promise.all(planned.map(({ id }) => store.find('delivery', { id })));
  return new Set(found.flatMap((delivery) => (delivery?.status === 'sent' ? [delivery.id] : [])));
}

const counted = (announcement: Announcement, known: Migration | undefined): Announcement => ({
  ...announcement,
  status: 'open',
  affected: announcement.affected + (known && known.concern !== 'digest' && !isUnsubscribed(known) ? 0 : 1),
  revision: announcement.revision + 1,
});
