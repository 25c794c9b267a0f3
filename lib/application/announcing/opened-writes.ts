import type { Announcement } from '../../domain/announcement.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { channelPart } from '../../domain/notification/plan/delivery-id.ts';
import { planAnswered } from '../../domain/notification/plan/plan-answered.ts';
import { planDeliveries } from '../../domain/notification/plan/plan-deliveries.ts';
import { planProducer } from '../../domain/notification/plan/plan-producer.ts';
import type { Subject } from '../../domain/subject.ts';
import { inBatches } from '../in-batches.ts';
import type { Store, Write } from '../ports/store.ts';
import { isUnsubscribed } from '../subscribing/unsubscribe.ts';
import { movedWrites } from './moved-writes.ts';

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
  readonly before?: Before;
  readonly now: string;
}): readonly Write[] {
  const { was, announcement, subject, migration, known, before = NOTHING, now } = of;
  const { heard, moved } = before;
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
    ...moved,
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

/** What a model had heard of an announcement before its migration was opened anew. */
interface Before {
  /** Ids of first messages of its own that were sent: these go on instead of coming again. */
  readonly heard: ReadonlySet<string>;
  /** What is said in those that it shared with others: they do not speak for it any more. */
  readonly moved: readonly Write[];
}
const NOTHING: Before = { heard: new Set(), moved: [] };

/** A migration that was there before and is opened anew, and what becomes of the messages about it. */
export async function renewed(
  fresh: Migration,
  {
    known,
    announcement,
    now,
  }: { readonly known: Migration; readonly announcement: Announcement; readonly now: string },
  store: Store,
): Promise<{ readonly migration: Migration; readonly before: Before }> {
  const planned = planFirstOf(announcement, fresh, fresh.createdAt);
  const found = await Promise.all(planned.map(({ id }) => store.find('delivery', { id })));
  const heard = new Set(found.flatMap((delivery) => (delivery?.status === 'sent' ? [delivery.id] : [])));
  // Nothing but a digest told of it.
  if (known.concern === 'digest') return { migration: fresh, before: { heard, moved: [] } };
  const { slack, formerChannels = [] } = known;
  const migration: Migration = {
    ...fresh,
    ...(formerChannels.length > 0 ? { formerChannels } : {}),
    renewed: true,
  };
  const channels = [...new Set([...(slack ? [slack.channel] : []), ...formerChannels])];
  const about = { announcement, migration, now };
  const moved = await inBatches(channels, (channel) => movedWrites(channel, about, store));
  return { migration, before: { heard, moved: moved.flat() } };
}

const counted = (announcement: Announcement, known: Migration | undefined): Announcement => ({
  ...announcement,
  status: 'open',
  affected: announcement.affected + (known && known.concern !== 'digest' && !isUnsubscribed(known) ? 0 : 1),
  revision: announcement.revision + 1,
});
