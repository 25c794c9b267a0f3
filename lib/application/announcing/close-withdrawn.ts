import type { Announcement } from '../../domain/announcement.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { DomainError } from '../../domain/errors.ts';
import { latestOf } from '../../domain/migration/carry-over.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { transition } from '../../domain/migration/transition.ts';
import { factsOf } from '../../domain/notification/channels.ts';
import { announcementDeliveryId } from '../../domain/notification/plan/delivery-id.ts';
import { planDeliveries } from '../../domain/notification/plan/plan-deliveries.ts';
import { planProducer } from '../../domain/notification/plan/plan-producer.ts';
import { withDue } from '../../domain/policy/deadlines/due.ts';
import { hoursFor } from '../../domain/policy/deadlines/hours.ts';
import { policyFor } from '../effective-policy.ts';
import type { Store } from '../ports/store.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { allMigrations } from './all-migrations.ts';
import { moveBySystem } from './move-migration.ts';

type ClosingPorts = Pick<WritePorts, 'store' | 'clock' | 'ids'>;

/**
 * The second half of taking a change back, from the stream: closes every migration, then tells those who had been told.
 * Where a later announcement takes its place, answers given until the last moment are carried over, and a channel whose
 * thread goes on is told nothing.
 */
export async function closeWithdrawn(announcement: Announcement, ports: ClosingPorts): Promise<void> {
  const { store, clock } = ports;
  const now = clock.now();
  const migrations = await allMigrations(store, announcement.id);
  for (const migration of migrations) {
    const withdrawn = transition(migration, { name: 'withdraw' }, now);
    if (withdrawn.outcome !== 'moved') continue;
    if (announcement.supersededBy !== undefined) await carryLateAnswer(migration, announcement.supersededBy, ports);
    const { dueAt: _, ...rest } = migration;
    const item = { ...rest, ...withdrawn.standing, revision: migration.revision + 1 };
    await move({ was: migration, item, action: 'migration.withdrawn', now }, ports);
  }
  const planned = planDeliveries({ announcement, migrations, now, kind: 'withdrawn' });
  const deliveries: Delivery[] = [];
  for (const delivery of planned) if (!(await goesOn(delivery, announcement, store))) deliveries.push(delivery);
  const subject = await store.find('subject', { name: announcement.subject });
  deliveries.push(...planProducer({ announcement, subject, kind: 'withdrawn', now }));
  await store.ensure(deliveries.map((item) => ({ put: 'delivery' as const, item })));
  const { dueAt: _, ...rest } = announcement;
  await store.update('announcement', { ...rest, revision: announcement.revision + 1 }, announcement.revision);
}

async function move(step: Parameters<typeof moveBySystem>[0], ports: ClosingPorts): Promise<void> {
  if ((await moveBySystem(step, ports)) === 'lost')
    throw new DomainError(
      'unavailable',
      `the migration of ${step.item.consumer} is being answered; it is closed next time`,
    );
}

/** An answer that came between planning the successor and closing this one. */
async function carryLateAnswer(earlier: Migration, successor: string, ports: ClosingPorts): Promise<void> {
  const { store, clock } = ports;
  const { team, consumer } = earlier;
  const heir = await store.find('migration', { announcementId: successor, team, consumer });
  if (heir?.carriedFrom !== earlier.announcementId || heir.state.at >= earlier.state.at) return;
  const subject = await store.find('subject', { name: earlier.subject });
  const deadline = latestOf(heir.deadline, earlier.deadline);
  const carried: Migration = { ...heir, state: earlier.state, deadline, revision: heir.revision + 1 };
  const [announcement, owner] = await Promise.all([
    store.find('announcement', { id: successor }),
    store.find('team', { name: team }),
  ]);
  const policy = await policyFor(announcement, subject, store);
  const now = clock.now();
  const item = withDue(carried, policy, now, hoursFor(announcement ?? {}, owner));
  await move({ was: heir, item, action: 'migration.carried-over', now }, ports);
}

/** Whether the thread that a message would be said in goes on for the announcement that takes this one's place. */
async function goesOn(
  { channel, team, consumers }: Delivery,
  { supersededBy }: Announcement,
  store: Store,
): Promise<boolean> {
  if (supersededBy === undefined || !factsOf(channel).lasting) return false;
  const key = { announcementId: supersededBy, kind: 'announced' as const, channel, team };
  const [qualifier] = consumers ?? [];
  const heir = await store.find('delivery', {
    id: announcementDeliveryId(qualifier === undefined ? key : { ...key, qualifier }),
  });
  return heir?.adopted === true;
}
