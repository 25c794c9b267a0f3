import type { Delivery } from '../../domain/delivery.ts';
import { isUntold } from '../../domain/migration/hearing.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { isClosed } from '../../domain/migration/state.ts';
import type { DeliveryChannel } from '../../domain/notification/channels.ts';
import { channelName, channelsOf } from '../../domain/notification/channels.ts';
import { tellsOf } from '../../domain/notification/plan/channels.ts';
import { announcementDeliveryId } from '../../domain/notification/plan/delivery-id.ts';
import { planUntold } from '../../domain/notification/plan/plan-untold.ts';
import { tellsTeam } from '../../domain/policy/deadlines/told.ts';
import { allMigrations } from '../announcing/all-migrations.ts';
import { contend } from '../contend.ts';
import { inBatches } from '../in-batches.ts';
import type { Store } from '../ports/store.ts';
import { loadHelpers } from './load-helpers.ts';
import { markBySystem, type ToldPorts } from './mark-told.ts';
import { isLoud, settleUnheard } from './settle-unheard.ts';

/**
 * What follows from a first message, or one that a change is live, that was not taken; for a first message: the models whose team nobody told are marked so, and others are told
 * in the team's place. Made of what failed alone, so it may be done again for whoever died before it was.
 */
export async function settleFailed(delivery: Delivery, at: string, ports: ToldPorts): Promise<void> {
  const { kind, announcementId, team, status } = delivery;
  if (status !== 'failed' || announcementId === undefined || !(kind === 'announced' || isLoud(delivery))) return;
  const announcement = await ports.store.find('announcement', { id: announcementId });
  if (!announcement || announcement.status === 'withdrawn') return;
  if (isLoud(delivery)) return await settleUnheard(delivery, { announcement, store: ports.store, now: at });
  const all = await allMigrations(ports.store, announcementId, team);
  const missed = all.filter((one) => isUntold(one) && !isClosed(one) && tellsOf(delivery, one));
  const marked = await inBatches(missed, (migration) => markUntold(migration, { delivery, at, ports }));
  const migrations = missed.filter((_, index) => marked[index]);
  const helpers = await loadHelpers(announcement, team, ports.store);
  const planned = planUntold({ announcement, migrations, failed: delivery, helpers, now: at });
  await ports.store.ensure(planned.map((item) => ({ put: 'delivery' as const, item })));
}

/** Whether it is untold now: not as long as another of its own channels may still take the message. */
async function markUntold(
  { announcementId, team, consumer }: Migration,
  { delivery, at, ports }: { readonly delivery: Delivery; readonly at: string; readonly ports: ToldPorts },
): Promise<boolean> {
  const { store } = ports;
  return await contend(ports.pacer, `the migration of ${consumer}`, async () => {
    const migration = await store.find('migration', { announcementId, team, consumer });
    if (!migration || !isUntold(migration) || isClosed(migration)) return false;
    if (await isUnderWay(migration, store)) return false;
    const { channel, error = 'unknown' } = delivery;
    const hearing = { name: 'untold', at, channel: channelName(channel), error } as const;
    const item = { ...migration, hearing, revision: migration.revision + 1 };
    const detail = { channel: hearing.channel, error };
    const mark = { was: migration, item, action: 'migration.untold', at, detail } as const;
    return (await markBySystem(mark, ports)) === 'lost' ? 'lost' : true;
  });
}

async function isUnderWay(migration: Migration, store: Store): Promise<boolean> {
  const firsts = await Promise.all(
    channelsOf(migration)
      .filter((channel) => tellsTeam(channel, migration))
      .map((channel) => findFirsts(migration, channel, store)),
  );
  return firsts.flat().some(({ status }) => UNDER_WAY.has(status));
}
const UNDER_WAY: ReadonlySet<Delivery['status']> = new Set(['scheduled', 'pending', 'sending']);

/** The first messages about a migration in one channel: its team's, and one of its own. */
async function findFirsts(
  { announcementId, team, consumer }: Migration,
  channel: DeliveryChannel,
  store: Store,
): Promise<readonly Delivery[]> {
  const key = { announcementId, kind: 'announced' as const, channel, team };
  const ids = [announcementDeliveryId(key), announcementDeliveryId({ ...key, qualifier: consumer })];
  const found = await Promise.all(ids.map((id) => store.find('delivery', { id })));
  return found.filter((delivery) => delivery !== undefined);
}
