import type { Announcement } from '../../domain/announcement.ts';
import { defined } from '../../domain/defined.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { successionOf } from '../../domain/migration/carry-over.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { factsOf } from '../../domain/notification/channels.ts';
import { isToldIn } from '../../domain/notification/plan/channels.ts';
import { heirId } from '../../domain/notification/plan/delivery-id.ts';
import { later } from '../../domain/policy/deadlines/notice.ts';
import { madeUnder, succeeding } from '../../domain/policy/settings/announced-policy.ts';
import type { SchemaVersion } from '../../domain/subject.ts';
import { everyPage } from '../every-page.ts';
import type { Store, Write } from '../ports/store.ts';
import { UNFINISHED_AFTER } from './version-writes.ts';

/** Proposals that wait at the same time are few; beyond these, the older ones stay until they are withdrawn. */
const LOOKED_AT = 100;
const SUPERSEDED = 10;

/**
 * The announcement with those whose place it takes: proposals that still wait, and whose breaking changes it contains
 * or changes further, and with what it keeps of their policies. Decided once, with the first page of planning.
 */
export async function withSuperseded(announcement: Announcement, store: Store): Promise<Announcement | 'lost'> {
  const { supersedes, kind, observed, retires } = announcement;
  if (supersedes || kind !== 'breaking' || observed || retires) return announcement;
  const page = await store.listVersions(announcement.subject, { limit: LOOKED_AT });
  const found: Announcement[] = [];
  for (const { version, status, announcementId } of page.items) {
    if (status !== 'proposed' || version >= announcement.version || announcementId === undefined) continue;
    const earlier = await store.find('announcement', { id: announcementId });
    if (!earlier || !isWaiting(earlier) || successionOf(earlier, announcement) === 'apart') continue;
    found.push(earlier);
  }
  if (found.length === 0) return announcement;
  const superseded = found.slice(0, SUPERSEDED);
  const kept =
    announcement.policy &&
    superseded.reduce((policy, before) => succeeding(policy, madeUnder(before)), announcement.policy);
  const named: Announcement = {
    ...announcement,
    ...defined({ policy: kept }),
    supersedes: superseded.map(({ id }) => id),
    revision: announcement.revision + 1,
  };
  return (await store.update('announcement', named, announcement.revision)) === 'lost' ? 'lost' : named;
}

const isWaiting = ({ status, live }: Announcement): boolean => !live && status !== 'withdrawn' && status !== 'observed';

/** Closes what an announcement takes the place of, in the transaction that opens it. */
export async function supersedingWrites(announcement: Announcement, store: Store, now: string): Promise<Write[]> {
  const writes: Write[] = [];
  for (const id of announcement.supersedes ?? []) {
    const earlier = await store.find('announcement', { id });
    if (!earlier || !isWaiting(earlier)) continue;
    const closed: Announcement = {
      ...earlier,
      status: 'withdrawn',
      supersededBy: announcement.id,
      // Until its migrations are closed too; the stream hands that on, the sweep makes sure of it.
      dueAt: later(now, UNFINISHED_AFTER),
      revision: earlier.revision + 1,
    };
    writes.push({ put: 'announcement', item: closed, expect: earlier.revision, was: earlier });
    const version = await store.find('version', { subject: earlier.subject, version: earlier.version });
    if (version?.status !== 'proposed') continue;
    const replaced: SchemaVersion = {
      ...version,
      status: 'withdrawn',
      successor: announcement.version,
      revision: version.revision + 1,
    };
    writes.push({ put: 'version', item: replaced, expect: version.revision, was: version });
  }
  return writes;
}

/**
 * The first messages that go on for an announcement which takes another one's place: whoever keeps its answer is not asked
 * again, and what follows is said in the thread that there is. Who is new to the change in the same channel, or has to
 * answer anew, is no more meant by that message, and has one of its own.
 */
export async function adoptedMessages(input: {
  readonly announcement: Announcement;
  readonly migrations: readonly Migration[];
  readonly store: Store;
}): Promise<readonly Delivery[]> {
  const { announcement, migrations, store } = input;
  const adopted = new Map<string, Delivery>();
  for (const id of announcement.supersedes ?? []) {
    for (const sent of await deliveriesOf(id, store)) {
      if (sent.kind !== 'announced' || !factsOf(sent.channel).lasting || !sent.receipt || sent.audience) continue;
      const told = migrations.filter((migration) => isToldBy(sent, migration));
      const carried = told.filter(({ carriedFrom }) => carriedFrom === id).map(({ consumer }) => consumer);
      if (carried.length === 0) continue;
      const delivery: Delivery = {
        ...sent,
        id: heirId(sent.id, announcement.id),
        ...(carried.length < told.length ? { consumers: carried } : {}),
        announcementId: announcement.id,
        version: announcement.version,
        adopted: true,
        revision: 1,
      };
      if (!adopted.has(delivery.id)) adopted.set(delivery.id, delivery);
    }
  }
  return [...adopted.values()];
}

function isToldBy({ channel, team, consumers }: Delivery, migration: Migration): boolean {
  if (migration.team !== team || migration.concern === 'digest') return false;
  return isToldIn(channel, migration) && (consumers?.includes(migration.consumer) ?? true);
}

async function deliveriesOf(announcementId: string, store: Store): Promise<readonly Delivery[]> {
  return await everyPage((page) => store.listDeliveriesOfAnnouncement(announcementId, page));
}
