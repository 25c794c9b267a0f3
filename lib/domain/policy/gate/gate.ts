import { isOver, lastOf, utcDay } from '../../date.ts';
import { isWaitedForUntold, untoldBecause } from '../../migration/hearing.ts';
import type { Migration } from '../../migration/migration.ts';
import { isAnswered, isClosed } from '../../migration/state.ts';
import { later } from '../deadlines/notice.ts';
import { isWaitedFor } from '../publishing/attention.ts';
import type { Governing } from '../settings/announced-policy.ts';
import type { Policy } from '../settings/policy.ts';
import { isTooLate } from './late.ts';

/** Why one model holds the gate, and until when it can. */
export interface Blocker {
  readonly consumer: string;
  readonly team: string;
  readonly state: Migration['state']['name'];
  readonly deadline: string;
  /** Once this date is over the gate no longer waits for it; absent where an administrator must decide. */
  readonly holdsUntil?: string;
  /** Once this date is over an administrator may let the version through in spite of it. */
  readonly administratorAfter?: string;
  /** Why its team was never told, where that is why it holds. */
  readonly untold?: string;
}

type Gated = Pick<Migration, 'verdict' | 'concern' | 'undecided' | 'state' | 'tier' | 'deadline' | 'late' | 'hearing'>;

/** The models that still keep a proposed version from going live at `now`. */
export function findBlockers(migrations: readonly Migration[], policy: Governing, now: string): readonly Blocker[] {
  return migrations.flatMap((migration) => {
    const holdsUntil = holdEnd(migration, policyTold(migration, policy, now), now);
    if (holdsUntil === 'open' || (holdsUntil !== undefined && isOver(holdsUntil, now))) return [];
    const after = administratorAfter(migration, policy);
    const { consumer, team, state, deadline } = migration;
    const dates = {
      ...(holdsUntil === undefined ? {} : { holdsUntil }),
      ...(after === undefined ? {} : { administratorAfter: after }),
    };
    const untold = isHeldUntold(migration, now) ? { untold: untoldBecause(migration) } : {};
    return [{ consumer, team, state: state.name, deadline, ...dates, ...untold }];
  });
}

/**
 * `open` where the model holds nothing; a date until which it does; `undefined` where only an administrator ends it.
 * A critical model that has not come through holds, whatever it said: a promise that was not kept is no migration. Where
 * it is only asked whether something undecided concerns it, its word is enough, and so is its date. Whoever came late holds
 * until its date and no longer, and nothing that was open by then. A date that nobody of its team heard of does not pass by itself.
 */
function holdEnd(migration: Gated, policy: Pick<Policy, 'onUndecided'>, now: string): string | 'open' | undefined {
  const { undecided, state, tier, deadline, late } = migration;
  if (!isWaitedFor(migration, policy) || isClosed({ state }) || isTooLate(migration)) return 'open';
  if (state.name === 'objected') return late ? deadline : undefined;
  if (isHeldUntold(migration, now)) return undefined;
  // More time that was granted is waited for; any other answer to a question ends it.
  if (undecided === 'asked') return isAnswered({ state }) && state.name !== 'granted' ? 'open' : deadline;
  return tier === 'critical' && !late ? undefined : deadline;
}

/**
 * Whether a move makes a model hold a version that it let pass: more time for what was overdue, an answer taken back, a
 * deployment there. Whoever moves it so must not overlook that the version goes live in the same moment. `wasPassedOver`: as
 * stale, or because it ran nowhere that counts.
 */
export function holdsAgain(
  move: { readonly before: Migration; readonly after: Migration; readonly wasPassedOver: boolean },
  policy: Governing,
  now: string,
): boolean {
  const holds = (migration: Migration): boolean => findBlockers([migration], policy, now).length > 0;
  return holds(move.after) && (move.wasPassedOver || !holds(move.before));
}

/** What is still under way by its date has not arrived; before, nothing says that it will not. */
const isHeldUntold = (migration: Pick<Migration, 'hearing' | 'deadline' | 'late'>, now: string): boolean =>
  isWaitedForUntold(migration) && (migration.hearing?.name === 'untold' || isOver(migration.deadline, now));

/**
 * What one model goes by where the policy of its announcement was loosened: whoever was told before keeps, until the date
 * that it was told is over, what lets nothing go earlier.
 */
export function policyTold(
  migration: Parameters<typeof administratorAfter>[0] & Pick<Migration, 'createdAt'>,
  policy: Governing,
  now: string,
): Governing {
  const { loosened } = policy;
  if (!loosened || migration.createdAt > loosened.at) return policy;
  if (isOver(administratorAfter(migration, policy) ?? migration.deadline, now)) return policy;
  const { onUndecided, staleAfter, liveEnvironments } = loosened.madeUnder;
  return { ...policy, onUndecided, staleAfter, liveEnvironments };
}

/** Where the models are asked before a version goes live; one that was told is asked where it was told so. */
export const environmentsAsked = (
  migrations: readonly Migration[],
  policy: Governing,
  now: string,
): readonly string[] => [
  ...new Set([
    ...policy.liveEnvironments,
    ...migrations.flatMap((migration) => policyTold(migration, policy, now).liveEnvironments),
  ]),
];

/** The date after which an administrator may decide in its place; `undefined` where its own date does. */
export function administratorAfter(
  migration: Pick<Migration, 'state' | 'tier' | 'deadline' | 'undecided' | 'late' | 'hearing'>,
  policy: Pick<Governing, 'holdObjection' | 'holdCritical' | 'holdUntold' | 'loosened'>,
): string | undefined {
  const { state, tier, deadline, undecided, late } = migration;
  if (late) return undefined;
  const own = lastOf([
    ...(tier === 'critical' && undecided !== 'asked' ? [later(deadline, policy.holdCritical)] : []),
    ...(isWaitedForUntold(migration) ? [later(deadline, policy.holdUntold)] : []),
  ]);
  if (state.name !== 'objected') return own;
  const { loosened } = policy;
  // Whoever objected before was told for how long that holds.
  const { holdObjection } = loosened && state.at <= loosened.at ? loosened.madeUnder : policy;
  const objection = later(utcDay(state.at), holdObjection);
  // Whoever objects early must not lose by it the time that silence would have left: the later of both holds.
  return lastOf([objection, own ?? deadline]);
}
