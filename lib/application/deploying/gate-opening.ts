import type { Announcement } from '../../domain/announcement.ts';
import type { Late } from '../../domain/migration/late.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { environmentsAsked } from '../../domain/policy/gate/gate.ts';
import { agreedDate, latenessOf } from '../../domain/policy/gate/late.ts';
import type { Governing } from '../../domain/policy/settings/announced-policy.ts';
import { allMigrations } from '../announcing/all-migrations.ts';
import { policyFor } from '../effective-policy.ts';
import type { Store } from '../ports/store.ts';
import { modelsAtGate } from './models-at-gate.ts';

/** How late somebody is who comes now, to be written with the announcement. */
export interface Arrival {
  readonly late: Late;
  /** The latest date that was agreed with the others. */
  readonly agreed: string | undefined;
  readonly announcement: Announcement;
}

interface At {
  readonly policy: Governing;
  readonly now: string;
}

/**
 * What waits for whoever comes to an announcement now; `undefined` where nothing does, because it is live, and where a
 * subject ends, which waits for all of its readers.
 */
export async function arrivalAt(announcement: Announcement, at: At, store: Store): Promise<Arrival | undefined> {
  if (announcement.live || announcement.observed || announcement.retires) return undefined;
  const migrations = await allMigrations(store, announcement.id);
  const openedAt = announcement.openedAt ?? (await openingNow(migrations, at, store));
  const late = latenessOf({ migrations, openedAt, now: at.now });
  return { late, agreed: agreedDate(migrations), announcement: withOpening(announcement, openedAt) };
}

/** Keeps when a gate was first seen open, in all environments that count; a repeat finds it kept. */
export async function noteOpening(
  of: At & { readonly announcement: Announcement; readonly migrations: readonly Migration[] },
  store: Store,
): Promise<void> {
  const { announcement, migrations } = of;
  if (announcement.live || announcement.observed || announcement.openedAt !== undefined) return;
  await keepOpening(announcement, await openingNow(migrations, of, store), store);
}

/** The same of an announcement as it is now, after something has ended that may have held its gate. */
export async function noteOpeningOf(id: string, now: string, store: Store): Promise<void> {
  const announcement = await store.find('announcement', { id });
  if (
    announcement?.status !== 'open' ||
    announcement.retires ||
    announcement.live ||
    announcement.openedAt !== undefined
  )
    return;
  const subject = await store.find('subject', { name: announcement.subject });
  const policy = await policyFor(announcement, subject, store);
  await noteOpening({ announcement, migrations: await allMigrations(store, id), policy, now }, store);
}

/** The announcement as it is kept then. Whoever was faster has written it, or something newer that is looked at the next time. */
export async function keepOpening(
  announcement: Announcement,
  openedAt: string | undefined,
  store: Store,
): Promise<Announcement> {
  const next = withOpening(announcement, openedAt);
  if (next === announcement) return announcement;
  const kept = { ...next, revision: announcement.revision + 1 };
  return (await store.update('announcement', kept, announcement.revision)) === 'lost' ? announcement : kept;
}

const withOpening = (announcement: Announcement, openedAt: string | undefined): Announcement =>
  openedAt === undefined || announcement.openedAt !== undefined ? announcement : { ...announcement, openedAt };

async function openingNow(
  migrations: readonly Migration[],
  { policy, now }: At,
  store: Store,
): Promise<string | undefined> {
  const environments = environmentsAsked(migrations, policy, now);
  const models = await modelsAtGate({ migrations, policy, environments, now }, store);
  return models.some(({ blocks }) => blocks) ? undefined : now;
}
