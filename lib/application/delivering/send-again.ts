import type { Announcement } from '../../domain/announcement.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { isClosed } from '../../domain/migration/state.ts';
import { isAbout } from '../../domain/notification/plan/channels.ts';
import { channelPart, messagesPrefix, UNTOLD_EVENTS } from '../../domain/notification/plan/delivery-id.ts';
import { isSentAgain, sentAgain } from '../../domain/policy/deadlines/repair.ts';
import { allMigrations } from '../announcing/all-migrations.ts';
import { SYSTEM } from '../announcing/move-migration.ts';
import { everyPage } from '../every-page.ts';
import type { Clock, Pacer } from '../ports/clock.ts';
import type { IdSource } from '../ports/ids.ts';
import type { Store } from '../ports/store.ts';
import { redriveFailed } from './redrive-failed.ts';

export interface SendAgainPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly pacer: Pacer;
}

/**
 * What a channel that takes messages again did not take, and that is true still, is sent there again. `delivery` is the test of
 * one model that it took just now; with that model all of its team that nobody could be told count. Whoever dies in between
 * finds the test once more; what was sent again has failed no longer, so that a repeat sends nothing twice.
 */
export async function sendAgain(delivery: Delivery, ports: SendAgainPorts): Promise<void> {
  const { team, channel, consumers = [] } = delivery;
  const ids = new Set(await untoldOf(team, ports.store));
  for (const consumer of consumers)
    for (const { announcementId } of await openMigrationsOf(consumer, ports.store)) ids.add(announcementId);
  for (const announcementId of ids) await sendAgainOf(announcementId, { team, channel }, ports);
}

type Place = Pick<Delivery, 'team' | 'channel'>;

async function sendAgainOf(announcementId: string, place: Place, ports: SendAgainPorts): Promise<void> {
  await redriveFailed(
    {
      principal: { id: SYSTEM, verbs: [] },
      of: `announcement ${announcementId}`,
      list: async () => ({ items: await stillTrue(announcementId, place, ports.store) }),
      about: { announcementId, team: place.team },
    },
    ports,
  );
}

async function stillTrue(id: string, place: Place, store: Store): Promise<readonly Delivery[]> {
  const announcement = await store.find('announcement', { id });
  if (!announcement) return [];
  const migrations = await allMigrations(store, id, place.team);
  const kinds = (['announced', 'exposed', 'emergency'] as const).map((kind) => messagesPrefix({ kind, ...place }));
  const listed = await Promise.all(
    kinds.map((prefix) => everyPage((page) => store.listDeliveriesOfAnnouncement(id, page, prefix))),
  );
  const here = listed.flat().filter((one) => one.team === place.team && isAt(one, place));
  return sentAgain(here.filter((one) => isSentAgain(one, { announcement, migrations: meant(one, migrations) })));
}

/** Longer names of channels and teams begin alike. */
const isAt = ({ channel }: Delivery, place: Place): boolean => channelPart(channel) === channelPart(place.channel);

const meant = (delivery: Delivery, migrations: readonly Migration[]): readonly Migration[] =>
  migrations.filter((one) => one.concern !== 'digest' && isAbout(delivery, one));

/** The announcements of which nobody of some models of a team could be told, once each. */
export async function untoldOf(team: string, store: Store): Promise<readonly Announcement['id'][]> {
  const events = await everyPage((page) => store.listDeliveriesOfTeam(team, page, UNTOLD_EVENTS));
  const ids = events.map(({ announcementId }) => announcementId).filter((id) => id !== undefined);
  return [...new Set(ids)];
}

/** A model's migrations that are not closed; linear in all that it ever had. */
export async function openMigrationsOf(consumer: string, store: Store): Promise<readonly Migration[]> {
  const migrations = await everyPage((page) => store.listMigrationsOfConsumer(consumer, page));
  return migrations.filter((migration) => !isClosed(migration));
}
