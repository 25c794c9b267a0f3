import type { Delivery, Migration } from '../domain/announcement.ts';
import { transition } from '../domain/migration/transition.ts';
import { planDeliveries } from '../domain/notification/plan-deliveries.ts';
import { nextDue } from '../domain/policy/due.ts';
import { later } from '../domain/policy/notice.ts';
import type { Clock, DeliveryQueue, DueItem, PlanQueue, Store } from './ports.ts';
import { policyOf } from './register-schema.ts';
import { UNFINISHED_AFTER } from './version-writes.ts';

export interface SweepPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly plan: PlanQueue;
  readonly deliveries: DeliveryQueue;
}

/** Items a run; what is left is due still, and taken by the next. */
const BATCH = 500;

/**
 * Takes up what is due: announcements left unplanned, deliveries left unsent, digests whose week is over, migrations whose
 * reminder or deadline has come. Each is read afresh and moved under its revision, so two sweeps at once do each thing once. Answers how many.
 */
export async function sweepDeadlines(ports: SweepPorts): Promise<{ readonly handled: number }> {
  const now = ports.clock.now();
  const due = await ports.store.listDue(now, BATCH);
  const failures: unknown[] = [];
  for (const item of due) {
    try {
      await handle(item, now, ports);
    } catch (error) {
      // What cannot be handled must not stand before all that is due after it, at every run.
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new AggregateError(
      failures,
      `${failures.length} of ${due.length} due items were not handled: ${failures[0]}`,
    );
  return { handled: due.length };
}

async function handle(item: DueItem, now: string, ports: SweepPorts): Promise<void> {
  switch (item.kind) {
    case 'announcement':
      return await resumePlanning(item.key.id, now, ports);
    case 'delivery':
      return await requeue(item.key.id, now, ports);
    case 'migration': {
      const migration = await ports.store.find('migration', item.key);
      if (migration?.dueAt !== undefined && migration.dueAt <= now) await remind(migration, now, ports);
    }
  }
}

async function resumePlanning(id: string, now: string, { store, plan }: SweepPorts): Promise<void> {
  const announcement = await store.find('announcement', { id });
  if (announcement?.dueAt === undefined || announcement.dueAt > now) return;
  const moved = { ...announcement, dueAt: later(now, UNFINISHED_AFTER), revision: announcement.revision + 1 };
  if ((await store.update('announcement', moved, announcement.revision)) === 'lost') return;
  await plan.send({ announcementId: id, phase: 'models' });
}

/** Queues what was left unsent, and closes and queues a digest whose week has come. */
async function requeue(id: string, now: string, { store, deliveries }: SweepPorts): Promise<void> {
  const delivery = await store.find('delivery', { id });
  if (delivery?.dueAt === undefined || delivery.dueAt > now) return;
  const moved: Delivery = {
    ...delivery,
    ...(delivery.status === 'scheduled' ? { status: 'pending' as const } : {}),
    dueAt: later(now, UNFINISHED_AFTER),
    revision: delivery.revision + 1,
  };
  if ((await store.update('delivery', moved, delivery.revision)) === 'lost') return;
  await deliveries.send({
    deliveryId: id,
    channel: { kind: delivery.channel.kind, group: groupOf(delivery) },
    attempt: `sweep-${moved.revision}`,
  });
}

/** One FIFO group a channel: Slack takes a message a second there, and a thread follows its first message. */
export const groupOf = ({ channel, team }: Pick<Delivery, 'channel' | 'team'>): string =>
  channel.kind === 'slack' ? channel.channel : team;

async function remind(migration: Migration, now: string, { store }: SweepPorts): Promise<void> {
  const announcement = await store.find('announcement', { id: migration.announcementId });
  if (!announcement) return;
  if (announcement.status === 'withdrawn') {
    // Planned while its announcement was taken back: nobody is reminded of what is not coming.
    const { dueAt: _, ...rest } = migration;
    const closed: Migration = { ...rest, state: { name: 'withdrawn', at: now }, revision: migration.revision + 1 };
    await store.update('migration', closed, migration.revision);
    return;
  }
  const subject = await store.find('subject', { name: migration.subject });
  const policy = await policyOf(store, { policy: subject?.policy ?? {} });
  const { dueAt: _, ...rest } = migration;
  const passed = transition(migration, { name: 'pass-deadline' }, now);
  const overdue = passed.outcome === 'moved';
  const next = { ...rest, ...(overdue ? passed.standing : {}) };
  const dueAt = nextDue(next, policy, now);
  const moved: Migration = { ...next, ...(dueAt === undefined ? {} : { dueAt }), revision: migration.revision + 1 };
  // Messages first, under keys made of the day: if this dies before the state moves, the repeat finds them made.
  const deliveries = planDeliveries({
    announcement,
    migrations: [migration],
    kind: overdue ? 'missed' : 'reminder',
    now,
    day: (migration.dueAt ?? now).slice(0, 10),
  });
  await store.ensure(deliveries.map((item) => ({ put: 'delivery' as const, item })));
  await store.update('migration', moved, migration.revision);
}
