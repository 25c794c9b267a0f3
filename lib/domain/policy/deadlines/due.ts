import { endOf, isOver } from '../../date.ts';
import { isWaitedForUntold } from '../../migration/hearing.ts';
import type { Migration } from '../../migration/migration.ts';
import { isAnswered, isClosed } from '../../migration/state.ts';
import { administratorAfter } from '../gate/gate.ts';
import { isTooLate } from '../gate/late.ts';
import { isDated } from '../publishing/attention.ts';
import type { Governing } from '../settings/announced-policy.ts';
import { nextTelling } from './exposure.ts';
import type { QuietHours } from './hours.ts';
import { nextReminder } from './notice.ts';

type Dated = Pick<Migration, 'state' | 'deadline' | 'concern' | 'tier' | 'undecided' | 'late' | 'hearing' | 'exposure'>;
type Timing = Pick<
  Governing,
  'reminders' | 'remindersAcknowledged' | 'holdObjection' | 'holdCritical' | 'holdUntold' | 'loosened'
>;

/** The migration with the moment at which the sweep looks at it again, if there is one. */
export function withDue(migration: Migration, policy: Timing, now: string, hours: QuietHours): Migration {
  const { dueAt: _, ...rest } = migration;
  const dueAt = nextDue(rest, policy, now, hours);
  return dueAt === undefined ? rest : { ...rest, dueAt };
}

/** Whether a release before made it due, which took the noon of a day for its end: nothing is to be said yet. */
export const isDueTooSoon = ({ dueAt, deadline }: Pick<Migration, 'dueAt' | 'deadline'>): boolean =>
  dueAt === `${deadline}T12:00:00.000Z`;

/**
 * When the sweep looks at a migration again: its next reminder, its deadline, the end of its hold on the release, or what is
 * to be said of a change that is live over it;
 * `undefined` where nothing is left. Whoever has acknowledged is reminded less often. `hours`: its team's (`hoursFor`).
 */
export function nextDue(
  migration: Dated & Pick<Migration, 'verdict'>,
  policy: Timing,
  now: string,
  hours: QuietHours,
): string | undefined {
  const own = ownDue(migration, policy, now, hours);
  const telling = nextTelling(migration, hours)?.at;
  // One that was put off by an answer, and is due again since the answer was denied, is due now: what came between is over.
  const said = telling !== undefined && telling < now ? now : telling;
  return said !== undefined && (own === undefined || said < own) ? said : own;
}

/** Of the date itself, whatever is live. */
function ownDue(migration: Dated, policy: Timing, now: string, hours: QuietHours): string | undefined {
  const { state, deadline, concern } = migration;
  if (!isDated(migration) && concern !== 'deprecation') return undefined;
  if (isClosed(migration) || isTooLate(migration)) return undefined;
  // There is nothing left to hold once the change is live.
  if (migration.exposure && (state.name === 'objected' || state.name === 'overdue')) return undefined;
  // Also where it has ended already, while nobody looked: the sweep tells of it and looks no more.
  if (
    state.name === 'objected' ||
    state.name === 'overdue' ||
    (isWaitedForUntold(migration) && isOver(deadline, now))
  ) {
    const after = administratorAfter(migration, policy);
    return after === undefined ? undefined : endOf(after);
  }
  const isWorking = isAnswered(migration) || state.name === 'extension-requested';
  return nextReminder(deadline, isWorking ? policy.remindersAcknowledged : policy.reminders, now, hours);
}
