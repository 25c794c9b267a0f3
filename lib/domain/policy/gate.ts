import type { Migration } from '../announcement.ts';
import { later } from './notice.ts';
import type { Policy } from './policy.ts';

/** Why one model holds the gate, and until when it can. */
export interface Blocker {
  readonly consumer: string;
  readonly team: string;
  readonly state: Migration['state']['name'];
  readonly deadline: string;
  /** From then on the gate no longer waits for it; absent where an admin must decide. */
  readonly holdsUntil?: string;
  /** From then on an administrator may let the version through in spite of it. */
  readonly administratorFrom?: string;
}

/** The models that still keep a proposed version from going live at `now`. */
export function findBlockers(migrations: readonly Migration[], policy: Policy, now: string): readonly Blocker[] {
  return migrations.flatMap((migration) => {
    const holdsUntil = holdEnd(migration);
    if (holdsUntil === 'open' || (holdsUntil !== undefined && holdsUntil <= now)) return [];
    const administratorFrom = adminDecidesFrom(migration, policy);
    const { consumer, team, state, deadline } = migration;
    const dates = {
      ...(holdsUntil === undefined ? {} : { holdsUntil }),
      ...(administratorFrom === undefined ? {} : { administratorFrom }),
    };
    return [{ consumer, team, state: state.name, deadline, ...dates }];
  });
}

/** `open` where the model holds nothing; a date until which it does; `undefined` where only an admin ends it. */
function holdEnd(migration: Migration): string | 'open' | undefined {
  if (migration.verdict === 'compatible') return 'open';
  switch (migration.state.name) {
    case 'migrated':
    case 'not-affected':
    case 'waived':
    case 'withdrawn':
      return 'open';
    case 'objected':
      return undefined;
    case 'notified':
    case 'overdue':
      // A silent critical model holds the gate past its deadline, until it answers or an admin decides.
      return migration.tier === 'critical' ? undefined : migration.deadline;
    case 'acknowledged':
    case 'extension-requested':
    case 'granted':
    case 'denied':
      return migration.deadline;
  }
}

/** When a silent critical model's or an objection's hold becomes an admin's matter. */
function adminDecidesFrom(migration: Migration, policy: Policy): string | undefined {
  if (migration.state.name === 'objected') return later(migration.state.at, policy.holdObjection);
  const silent = migration.state.name === 'notified' || migration.state.name === 'overdue';
  return silent && migration.tier === 'critical' ? later(migration.deadline, policy.holdCritical) : undefined;
}
