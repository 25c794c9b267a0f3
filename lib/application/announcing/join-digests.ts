import type { Announcement } from '../../domain/announcement.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import {
  type DigestItem,
  type DigestPlace,
  digestIdAt,
  digestPlaces,
  isGathering,
  ownerPlaces,
  withItem,
} from '../../domain/notification/plan/plan-digests.ts';
import { digestMoment } from '../../domain/policy/deadlines/digest-week.ts';
import { later } from '../../domain/policy/deadlines/notice.ts';
import type { Subject } from '../../domain/subject.ts';
import { contend } from '../contend.ts';
import { inBatches } from '../in-batches.ts';
import type { Pacer } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';

export interface DigestPorts {
  readonly store: Store;
  readonly pacer: Pacer;
}

/**
 * Puts an announcement into the weekly digest of each place that hears of it there. Joining twice is joining once, also
 * where the first time was before a Monday and the second after it. Throws `unavailable` where too many join at once.
 */
export async function joinDigests(
  input: {
    readonly announcement: Announcement;
    readonly migrations: readonly Migration[];
    readonly subject: Subject | undefined;
    readonly now: string;
  },
  ports: DigestPorts,
): Promise<void> {
  const { announcement, migrations, subject, now } = input;
  const item = { list: 'announcementIds', id: announcement.id } as const;
  const places = digestPlaces(announcement, migrations, subject?.channel);
  await joinAll({ places, item, since: announcement.createdAt, now }, ports);
}

/** Puts the end of a subject's trial into its owner's next digest, as joining does; `since` is when that was due. */
export async function joinTrialEnd(
  { subject, since, now }: { readonly subject: Subject; readonly since: string; readonly now: string },
  ports: DigestPorts,
): Promise<void> {
  const item = { list: 'trialEnds', id: subject.name } as const;
  await joinAll({ places: ownerPlaces(subject.ownerTeam, subject.channel), item, since, now }, ports);
}

/** Puts what is live over a model, told before day by day, into its team's next digest; the team's other models are in it too. */
export async function joinExposed(
  of: { readonly announcement: Announcement; readonly migration: Migration; readonly now: string },
  ports: DigestPorts,
): Promise<void> {
  const { announcement, migration, now } = of;
  const item = { list: 'exposedIds', id: announcement.id } as const;
  const places = digestPlaces({ ...announcement, observed: false }, [{ ...migration, concern: 'digest' }], undefined);
  await joinAll({ places, item, since: now, now }, ports);
}

interface Joining {
  readonly item: DigestItem;
  /** From whose week on, so that a repeat finds the digest that it is in already. */
  readonly since: string;
  readonly now: string;
}

async function joinAll(
  { places, ...joining }: Joining & { readonly places: readonly DigestPlace[] },
  ports: DigestPorts,
): Promise<void> {
  await inBatches(places, (place) =>
    contend(ports.pacer, `the digest of ${place.team}`, () => join({ ...joining, place }, ports.store)),
  );
}

async function join(input: Joining & { readonly place: DigestPlace }, store: Store): Promise<'done' | 'lost'> {
  const { item, place, since, now } = input;
  for (let dueAt = digestMoment(since); ; dueAt = later(dueAt, 'P7D')) {
    const digest = await store.find('delivery', { id: digestIdAt(place, dueAt) });
    if (digest?.[item.list]?.includes(item.id)) return 'done';
    if (dueAt <= now || (digest && !isGathering(digest, item.list))) continue;
    const joined = withItem({ place, digest, item, dueAt, now });
    return (await store.update('delivery', joined, digest?.revision ?? 'absent')) === 'lost' ? 'lost' : 'done';
  }
}
