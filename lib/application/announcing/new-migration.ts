import type { Announcement } from '../../domain/announcement.ts';
import { boundedChanges, boundedPointers, boundedReason, boundedRecord } from '../../domain/bounded.ts';
import type { Consumer } from '../../domain/consumer.ts';
import { isOver } from '../../domain/date.ts';
import { defined } from '../../domain/defined.ts';
import type { Late } from '../../domain/migration/late.ts';
import { MIGRATION_CHANGES, type Migration } from '../../domain/migration/migration.ts';
import { placesIn } from '../../domain/notification/channels.ts';
import { nextDue } from '../../domain/policy/deadlines/due.ts';
import { hoursFor } from '../../domain/policy/deadlines/hours.ts';
import { migrationDeadline } from '../../domain/policy/deadlines/notice.ts';
import { lateDate } from '../../domain/policy/gate/late.ts';
import { isAsserting } from '../../domain/policy/publishing/asserting.ts';
import { noticeTier } from '../../domain/policy/publishing/attention.ts';
import type { Policy } from '../../domain/policy/settings/policy.ts';
import type { Team } from '../../domain/principal.ts';
import type { Cause } from '../publishing/assess-consumers.ts';

/** An announcement for one consumer, in its first state; nothing is due where it was only observed. */
export function newMigration(input: Opening): Migration {
  const { announcement, impact, policy, consumer, team } = input;
  const at = input.at ?? announcement.createdAt;
  const deadline = deadlineOf(input);
  const news = newsOf(impact);
  const state = { name: 'notified', at } as const;
  const concern = impact.concern === 'none' ? 'digest' : impact.concern;
  const about = defined({ undecided: impact.undecided, late: input.late?.late });
  const dueAt = announcement.observed
    ? undefined
    : nextDue(
        { state, deadline, concern, tier: consumer.tier, ...provenBy(impact.verdict), ...about },
        policy,
        at,
        hoursFor(announcement, team),
      );
  return {
    announcementId: announcement.id,
    consumer: consumer.name,
    team: consumer.team,
    tier: consumer.tier,
    subject: announcement.subject,
    version: announcement.version,
    releases: consumer.releases,
    ...placesIn(consumer),
    concern,
    state,
    ...(announcement.observed ? {} : { hearing: { name: 'under-way' } as const }),
    deadline,
    announcedDeadline: deadline,
    ...provenBy(impact.verdict),
    ...defined({ judged: impact.judged }),
    ...about,
    changes: boundedChanges(news, MIGRATION_CHANGES),
    changeCount: news.length,
    ...(announcement.observed ? { observed: true as const } : {}),
    ...defined({ dueAt }),
    createdAt: at,
    revision: 1,
  };
}

interface Opening {
  readonly announcement: Announcement;
  readonly impact: Cause;
  readonly policy: Policy;
  readonly consumer: Consumer;
  /** The consumer's: its working hours say when it is reminded. */
  readonly team: Team | undefined;
  /** When the consumer hears of it: the announcement's moment, or later for a late subscriber. */
  readonly at?: string;
  /** Of a late subscriber, as long as something waits: how late it is, and the latest date that the others have. */
  readonly late?: { readonly late: Late; readonly agreed: string | undefined };
}

function deadlineOf({ announcement, impact, policy, consumer, at, late: come }: Opening): string {
  const own = migrationDeadline({
    policy,
    tier: noticeTier(consumer.tier, impact.undecided),
    // Whoever comes late has its notice from then on: counted from the announcement, its date might have passed already.
    announcedAt: at ?? announcement.noticeSince ?? announcement.createdAt,
    sunset: isPassed(announcement.sunset, at) ? undefined : announcement.sunset,
    emergency: announcement.emergency !== undefined,
  });
  return come ? lateDate(own, come.late, come.agreed) : own;
}

/**
 * What is safe for a reader is not news to it: a description, a wider promise. If it is undecided, or breaks although no rule
 * says so of the head's readers, anything may be to blame: a field that was gone comes back as something else.
 */
function newsOf({ changes, undecided, verdict }: Cause): Cause['changes'] {
  const grave = changes.filter(({ severity }) => severity.serving !== 'safe');
  const isUnexplained =
    verdict.status === 'newly-broken' && !grave.some(({ severity }) => severity.serving === 'breaking');
  if (undecided === undefined && !isUnexplained) return grave;
  return changes.filter((change) => grave.includes(change) || isAsserting(change));
}

/** Whether an announced date is none any more for whoever hears of it only then. */
const isPassed = (sunset: string | undefined, heardAt: string | undefined): boolean =>
  sunset !== undefined && heardAt !== undefined && isOver(sunset, heardAt);

function provenBy(verdict: Cause['verdict']): Pick<Migration, 'verdict' | 'kind' | 'witness' | 'reason' | 'pointers'> {
  switch (verdict.status) {
    case 'newly-broken':
      return {
        verdict: 'breaking',
        kind: verdict.kind,
        witness: boundedRecord(verdict.witness),
        pointers: boundedPointers(verdict.pointers),
      };
    case 'undecided':
      // Where a doubt comes from is a place in a schema, not one where a contract fails.
      return { verdict: 'undecided', reason: boundedReason(verdict.reason), pointers: [] };
    case 'ended':
      return { verdict: 'breaking', pointers: [''] };
    case 'still-broken':
    case 'compatible':
      return { verdict: 'compatible', pointers: [] };
  }
}
