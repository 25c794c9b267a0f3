import type { Migration } from '../announcement.ts';
import { isAnswered, isClosed } from '../migration/state.ts';
import { nextReminder } from './notice.ts';
import type { Policy } from './policy.ts';

/** The migration with the moment at which the sweep looks at it again, if there is one. */
export function withDue(migration: Migration, policy: Parameters<typeof nextDue>[1], now: string): Migration {
  const { dueAt: _, ...rest } = migration;
  const dueAt = nextDue(rest, policy, now);
  return dueAt === undefined ? rest : { ...rest, dueAt };
}

/**
 * When the sweep looks at a migration again: its next reminder or its deadline; `undefined` where nothing is left to
 * remind of. Whoever has acknowledged is reminded less often.
 */
export function nextDue(
  migration: Pick<Migration, 'state' | 'deadline' | 'concern'>,
  policy: Pick<Policy, 'reminders' | 'remindersAcknowledged'>,
  now: string,
): string | undefined {
  const { state, deadline, concern } = migration;
  if (concern === 'question' || concern === 'digest') return undefined;
  if (isClosed(migration) || state.name === 'overdue' || state.name === 'objected') return undefined;
  const isWorking = isAnswered(migration) || state.name === 'extension-requested';
  return nextReminder(deadline, isWorking ? policy.remindersAcknowledged : policy.reminders, now);
}
