import type { Announcement } from '../../domain/announcement.ts';
import type { Approval } from '../../domain/approval.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { transition } from '../../domain/migration/transition.ts';
import { withDue } from '../../domain/policy/deadlines/due.ts';
import { hoursFor } from '../../domain/policy/deadlines/hours.ts';
import { approvalStanding } from '../../domain/policy/publishing/approved.ts';
import type { Policy } from '../../domain/policy/settings/policy.ts';
import type { Team } from '../../domain/principal.ts';
import type { Cause } from './assess-consumers.ts';

/**
 * A migration that is about to be opened, as the word of its team has it: whoever approved all that breaks the model has
 * acknowledged it, in the name of the last who said so; whoever looked at all that is undecided and found it safe is not
 * affected. An answer that was carried over stays.
 */
export function acknowledgeApproved(
  migration: Migration,
  facts: {
    readonly announcement: Announcement;
    readonly impact: Cause;
    readonly approvals: readonly Approval[];
    readonly policy: Policy;
    readonly team: Team | undefined;
  },
): Migration {
  const { announcement, impact, approvals, policy, team } = facts;
  const { state, createdAt: at } = migration;
  if (announcement.observed || state.name !== 'notified' || state.reopened !== undefined) return migration;
  // What is said after the announcement is no answer to it: that is given to the migration itself.
  const before = approvals.filter((approval) => approval.at <= at);
  const standing = approvalStanding(impact, before, at);
  const [last] = standing?.until === undefined ? [] : [...standing.given].sort((left, right) => compare(right, left));
  if (!last) return migration;
  const { by, reason } = last;
  const result = transition(
    migration,
    standing?.safe ? { name: 'declare-not-affected', by, reason } : { name: 'acknowledge', by, approved: reason },
    at,
  );
  if (result.outcome !== 'moved') return migration;
  return withDue({ ...migration, ...result.standing }, policy, at, hoursFor(announcement, team));
}

const compare = (left: Approval, right: Approval): number => (left.at < right.at ? -1 : 1);
