import type { Delivery } from '../../domain/delivery.ts';
import { groupOf } from '../../domain/notification/channels.ts';
import { hoursFor, permittedMoment } from '../../domain/policy/deadlines/hours.ts';
import { later } from '../../domain/policy/deadlines/notice.ts';
import { handOnOutdated } from '../announcing/find-outdated.ts';
import { tellTrialEnd } from '../announcing/tell-trial-end.ts';
import { noteOpeningOf } from '../deploying/gate-opening.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryQueue, PlanQueue } from '../ports/queues.ts';
import type { DueItem } from '../ports/store.ts';
import { UNFINISHED_AFTER } from '../publishing/version-writes.ts';
import { type DeadlinePorts, meetDeadline } from './meet-deadline.ts';
import { type SweepReads, sweepReads } from './sweep-reads.ts';

export interface SweepPorts extends DeadlinePorts {
  readonly clock: Clock;
  readonly plan: PlanQueue;
  /** The engine of this release, which judges again what an older one judged. */
  readonly engine: number;
  readonly deliveries: DeliveryQueue;
}

interface Sweep {
  readonly reads: SweepReads;
  readonly ports: SweepPorts;
  /** The announcements of which a date or a hold has ended in this run. */
  readonly ended: Set<string>;
}

/** Items a run; what is left is due still, and taken by the next. */
const BATCH = 500;

/**
 * Takes up what is due: announcements left unplanned, deliveries left unsent, digests whose week is over, migrations whose
 * reminder or deadline has come, trials that end; after an upgrade, also what an older engine judged. Each is read afresh and moved under its revision, so two sweeps at once do each thing once. Answers how many.
 */
export async function sweepDeadlines(ports: SweepPorts): Promise<{ readonly handled: number }> {
  const now = ports.clock.now();
  const due = await ports.store.listDue(now, BATCH);
  const reads = sweepReads(ports.store);
  const ended = new Set<string>();
  const failures: unknown[] = [];
  const tried = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      // What cannot be handled must not stand before all that is due after it, at every run.
      failures.push(error);
    }
  };
  for (const item of due) await tried(() => handle(item, now, { reads, ports, ended }));
  // Once a run, as many models of one change have the same date.
  for (const id of ended) await tried(() => noteOpeningOf(id, now, ports.store));
  // After an upgrade; last, since nobody waits for it as for what has its moment.
  await tried(() => handOnOutdated(now, ports));
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of the sweep’s tasks were not handled: ${failures[0]}`);
  return { handled: due.length };
}

async function handle(item: DueItem, now: string, { reads, ports, ended }: Sweep): Promise<void> {
  switch (item.kind) {
    case 'announcement':
      return await resumePlanning(item.key.id, now, ports);
    case 'delivery':
      return await requeue(item.key.id, now, { reads, ports });
    case 'migration':
      if ((await meetDeadline(item.key, now, { reads, ports })) === 'ended') ended.add(item.key.announcementId);
      return;
    case 'subject':
      return await tellTrialEnd(item.key.name, now, ports);
  }
}

async function resumePlanning(id: string, now: string, { store, plan }: SweepPorts): Promise<void> {
  const announcement = await store.find('announcement', { id });
  if (announcement?.dueAt === undefined || announcement.dueAt > now) return;
  const moved = { ...announcement, dueAt: later(now, UNFINISHED_AFTER), revision: announcement.revision + 1 };
  if ((await store.update('announcement', moved, announcement.revision)) === 'lost') return;
  await plan.send({ announcementId: id, phase: 'models' });
}

/** Queues what was left unsent, and closes and queues what has gathered, once its week has come or its team is at work. */
async function requeue(id: string, now: string, { reads, ports }: Pick<Sweep, 'reads' | 'ports'>): Promise<void> {
  const { store, deliveries } = ports;
  const delivery = await store.find('delivery', { id });
  if (delivery?.dueAt === undefined || delivery.dueAt > now) return;
  const opens = await openingOf(delivery, now, reads);
  if (opens > now) {
    await store.update('delivery', { ...delivery, dueAt: opens, revision: delivery.revision + 1 }, delivery.revision);
    return;
  }
  const { again: _, ...rest } = delivery;
  const moved: Delivery = {
    ...rest,
    ...(delivery.status === 'scheduled' ? { status: 'pending' as const } : {}),
    dueAt: later(now, UNFINISHED_AFTER),
    revision: delivery.revision + 1,
  };
  if ((await store.update('delivery', moved, delivery.revision)) === 'lost') return;
  await deliveries.send({
    deliveryId: id,
    channel: { kind: delivery.channel.kind, group: groupOf(delivery.channel, delivery.team) },
    attempt: `sweep-${moved.revision}`,
  });
}

/** When what waits for working hours may go out: later than it was due, where no sweep came by at that time. */
async function openingOf({ status, kind, team }: Delivery, now: string, reads: SweepReads): Promise<string> {
  if (status !== 'scheduled' || kind === 'digest') return now;
  return permittedMoment(now, hoursFor({}, await reads.team(team)), 'later');
}
