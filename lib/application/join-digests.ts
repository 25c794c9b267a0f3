import type { Announcement, Migration } from '../domain/announcement.ts';
import {
  type DigestPlace,
  digestIdAt,
  digestPlaces,
  isGathering,
  withAnnouncement,
} from '../domain/notification/plan-digests.ts';
import { digestMoment } from '../domain/policy/digest-week.ts';
import { later } from '../domain/policy/notice.ts';
import { contend } from './contend.ts';
import { inBatches } from './in-batches.ts';
import type { Pacer, Store } from './ports.ts';

export interface DigestPorts {
  readonly store: Store;
  readonly pacer: Pacer;
}

/**
 * Puts an announcement into the weekly digest of each place that hears of it there. Joining twice is joining once, also
 * where the first time was before a Monday and the second after it. Throws `unavailable` where too many join at once.
 */
export async function joinDigests(
  input: { readonly announcement: Announcement; readonly migrations: readonly Migration[]; readonly now: string },
  ports: DigestPorts,
): Promise<void> {
  const { announcement, migrations, now } = input;
  await inBatches(digestPlaces(announcement, migrations), (place) =>
    contend(ports.pacer, `the digest of ${place.team}`, () => join({ announcement, place, now }, ports.store)),
  );
}

/** From the announcement's own week on, so that a repeat finds the digest that it is in already. */
async function join(
  input: { readonly announcement: Announcement; readonly place: DigestPlace; readonly now: string },
  store: Store,
): Promise<'done' | 'lost'> {
  const { announcement, place, now } = input;
  const announcementId = announcement.id;
  for (let dueAt = digestMoment(announcement.createdAt); ; dueAt = later(dueAt, 'P7D')) {
    const digest = await store.find('delivery', { id: digestIdAt(place, dueAt) });
    if (digest?.announcementIds?.includes(announcementId)) return 'done';
    if (dueAt <= now || (digest && !isGathering(digest))) continue;
    const joined = withAnnouncement({ place, digest, announcementId, dueAt, now });
    return (await store.update('delivery', joined, digest?.revision ?? 'absent')) === 'lost' ? 'lost' : 'done';
  }
}
