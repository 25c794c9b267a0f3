import type { AuditEntry } from '../../domain/audit.ts';
import { endOf, firstOf, isOver } from '../../domain/date.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { isWaitedForUntold } from '../../domain/migration/hearing.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { transition } from '../../domain/migration/transition.ts';
import { planMissed } from '../../domain/notification/plan/plan-missed.ts';
import { planProducer } from '../../domain/notification/plan/plan-producer.ts';
import { isDueTooSoon, withDue } from '../../domain/policy/deadlines/due.ts';
import { hoursFor, sendingMoment } from '../../domain/policy/deadlines/hours.ts';
import { findBlockers, policyTold } from '../../domain/policy/gate/gate.ts';
import { isWaitedFor } from '../../domain/policy/publishing/attention.ts';
import { governing } from '../../domain/policy/settings/announced-policy.ts';
import { allMigrations } from '../announcing/all-migrations.ts';
import { moveBySystem, SYSTEM } from '../announcing/move-migration.ts';
import { exposureStep } from '../announcing/tell-exposed.ts';
import { contend } from '../contend.ts';
import { loadHelpers } from '../delivering/load-helpers.ts';
import { tripped } from '../deploying/trigger-kill-switch.ts';
import type { Pacer } from '../ports/clock.ts';
import type { Keys } from '../ports/entities.ts';
import type { IdSource } from '../ports/ids.ts';
import type { Store, Write } from '../ports/store.ts';
import { type Due, type Facts, type Step, unlessPresent } from './deadline-step.ts';
import { remind } from './remind.ts';
import type { SweepReads } from './sweep-reads.ts';

export interface DeadlinePorts {
  readonly store: Store;
  readonly ids: IdSource;
  readonly pacer: Pacer;
}

/**
 * Does what is due of one migration: reminds its team, marks it overdue and escalates, or says that an administrator may
 * decide. The move, its messages and the audit entry are one transaction: whoever dies before it has done nothing, and
 * whoever comes after it, or at the same time, finds nothing due. `ended`: a date or a hold is over, which may open a gate.
 */
export async function meetDeadline(
  key: Keys['migration'],
  now: string,
  { reads, ports }: { readonly reads: SweepReads; readonly ports: DeadlinePorts },
): Promise<'done' | 'ended'> {
  return await contend<'done' | 'ended'>(ports.pacer, `the migration of ${key.consumer}`, async () => {
    const migration = await ports.store.find('migration', key);
    if (migration?.dueAt === undefined || migration.dueAt > now) return 'done';
    const announcement = await reads.announcement(migration.announcementId);
    if (!announcement) return 'done';
    if (announcement.status === 'withdrawn') return await close(migration, now, ports);
    const step = await stepOf({ migration, announcement, now, reads }, ports);
    const audit: AuditEntry = {
      id: ports.ids.next(now),
      at: now,
      action: step.action,
      principal: SYSTEM,
      subject: migration.subject,
      consumer: migration.consumer,
      announcementId: migration.announcementId,
      detail: { due: migration.dueAt },
    };
    const moved: Write = {
      put: 'migration',
      item: { ...step.moved, revision: migration.revision + 1 },
      expect: migration.revision,
      was: migration,
    };
    if ((await ports.store.commit([moved, ...step.writes], [audit, ...(step.audits ?? [])])) === 'lost') return 'lost';
    return ENDS.has(step.action) ? 'ended' : 'done';
  });
}

/** Planned while its announcement was taken back: nobody is reminded of what is not coming. */
async function close(migration: Migration, now: string, ports: DeadlinePorts): Promise<'done' | 'lost'> {
  const { dueAt: _, ...rest } = migration;
  const item: Migration = { ...rest, state: { name: 'withdrawn', at: now }, revision: migration.revision + 1 };
  const moved = await moveBySystem({ was: migration, item, action: 'migration.withdrawn', now }, ports);
  return moved === 'lost' ? 'lost' : 'done';
}

const ENDS: ReadonlySet<Step['action']> = new Set(['migration.overdue', 'migration.hold-ended']);

async function stepOf(due: Due, ports: DeadlinePorts): Promise<Step> {
  const { store } = ports;
  const { migration, announcement, now, reads } = due;
  const { subject, policy: current } = await reads.subject(migration.subject);
  const policy = governing(current, announcement);
  const facts: Facts = { ...due, subject, policy, team: await reads.team(migration.team) };
  if (isDueTooSoon(migration)) return postpone(facts);
  const exposure = await exposureStep(facts, ports);
  if (exposure) return exposure;
  if (migration.state.name === 'objected' || migration.state.name === 'overdue') return await endHold(facts, store);
  // Nobody is past a date that they were not told of; once the change is live there is nothing left to hold.
  if (isWaitedForUntold(migration) && isOver(migration.deadline, now) && !announcement.live)
    return await holdUntold(facts, store);
  const passed = transition(migration, { name: 'pass-deadline' }, now);
  return passed.outcome === 'moved'
    ? await miss({ ...facts, migration: { ...migration, ...passed.standing } }, ports)
    : await remind(facts, store);
}

function postpone({ migration, announcement, now, policy, team }: Facts): Step {
  const moved = withDue(migration, policy, now, hoursFor(announcement, team));
  return { action: 'migration.postponed', moved, writes: [] };
}

/** The date of a model whose team was never told: it holds the release for a while, and at the end of that the producer hears. */
async function holdUntold(facts: Facts, store: Store): Promise<Step> {
  const { migration, announcement, policy, now, team } = facts;
  const moved = withDue(migration, policy, now, hoursFor(announcement, team));
  if (moved.dueAt === undefined || moved.dueAt <= now) return await endHold(facts, store);
  return { action: 'migration.held-untold', moved, writes: [] };
}

async function miss(facts: Facts, ports: DeadlinePorts): Promise<Step> {
  const { migration, announcement, now, policy, reads, subject } = facts;
  const owner = await reads.team(announcement.ownerTeam);
  const moved = withDue(migration, policy, now, hoursFor(announcement, facts.team));
  const missed = { announcement, subject, migration, team: facts.team, owner, now };
  const writes = await unlessWaiting(planMissed(missed), planMissed({ ...missed, again: true }), ports.store);
  // Its id is of this very moment, and the move loses if another sweep made it: nobody trips it twice.
  const trip = await tripped({ announcement, migration, reason: 'overdue', since: now, now }, ports);
  const action = 'migration.overdue' as const;
  if (!trip) return { action, moved, writes };
  const { delivery, audit } = trip;
  return { action, moved, writes: [...writes, { put: 'delivery', item: delivery, expect: 'absent' }], audits: [audit] };
}

/** Tells the producer once when only what an administrator may decide about is left; else looks again when more has ended. */
async function endHold(facts: Facts, store: Store): Promise<Step> {
  const { migration, announcement, now, policy, subject, reads } = facts;
  const { dueAt: _, ...settled } = migration;
  const action = 'migration.hold-ended' as const;
  // Nothing is held any more; what is live over the model goes on being said.
  if (announcement.live && migration.exposure)
    return { action, moved: withDue(migration, policy, now, hoursFor(announcement, facts.team)), writes: [] };
  if (announcement.live || !isWaitedFor(migration, policyTold(migration, policy, now)))
    return { action, moved: settled, writes: [] };
  const blockers = findBlockers(await allMigrations(store, announcement.id), policy, now);
  const waited = blockers.filter(
    ({ administratorAfter }) => administratorAfter === undefined || !isOver(administratorAfter, now),
  );
  const next = firstOf(waited.map(({ holdsUntil, administratorAfter }) => holdsUntil ?? administratorAfter));
  if (next !== undefined) return { action, moved: { ...settled, dueAt: endOf(next) }, writes: [] };
  const hours = hoursFor(announcement, await reads.team(announcement.ownerTeam));
  const at = hours.always ? {} : { at: sendingMoment(now, hours) };
  if (blockers.length === 0) return { action, moved: settled, writes: [] };
  const held = { announcement, kind: 'held', now, ...at } as const;
  const { fallback: channel } = await loadHelpers(announcement, migration.team, store);
  // Whoever decides must hear of it: the administrators too, where the organisation says in which channel.
  const deliveries = [
    ...planProducer({ ...held, subject }),
    ...(channel === undefined || subject?.channel === channel
      ? []
      : planProducer({ ...held, subject: { channel, ownerTeam: announcement.ownerTeam } })),
  ];
  return { action, moved: settled, writes: await unlessPresent(deliveries, store) };
}

/** A message that still waits tells of this model too. Once it is out, whoever misses the date later has another. */
async function unlessWaiting(
  deliveries: readonly Delivery[],
  again: readonly Delivery[],
  store: Store,
): Promise<readonly Write[]> {
  const known = await Promise.all(deliveries.map(({ id }) => store.find('delivery', { id })));
  return deliveries.flatMap((delivery, index): readonly Write[] => {
    const before = known[index];
    const item = before ? again[index] : delivery;
    if (!item || before?.status === 'scheduled' || before?.status === 'pending') return [];
    return [{ put: 'delivery', item, expect: 'absent' }];
  });
}
