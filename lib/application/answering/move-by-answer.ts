import type { Announcement } from '../../domain/announcement.ts';
import { ANSWERS, type Answer, eventOf } from '../../domain/migration/answer.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { transition } from '../../domain/migration/transition.ts';
import { withDue } from '../../domain/policy/deadlines/due.ts';
import type { QuietHours } from '../../domain/policy/deadlines/hours.ts';
import { secondsBetween } from '../../domain/policy/deadlines/notice.ts';
import { afterTold, passUntold } from '../../domain/policy/deadlines/told.ts';
import { grantedAtOnce } from '../../domain/policy/gate/late.ts';
import type { Policy } from '../../domain/policy/settings/policy.ts';
import type { Principal } from '../../domain/principal.ts';

export interface AnswerRequest {
  readonly announcement: string;
  /** Names of models; all of them get this answer, in transactions of at most 30. */
  readonly consumers: readonly string[];
  readonly answer: Answer;
  /**
   * UTC ISO 8601: what the answering person had before their eyes was true then. Whoever answers to a state that
   * another person has changed since is told, instead of overruling them unknowingly. Absent: whatever it is now.
   */
  readonly seen?: string;
  readonly principal: Principal;
  readonly from?: string;
}

/** `because` says why it did not move, in words for whoever answered. */
export type AnswerOutcome =
  | {
      readonly outcome: 'moved';
      readonly migration: Migration;
      /** Of a team's first word on what it was told: how long that took. */
      readonly secondsSincePublish?: number;
    }
  | {
      readonly outcome: 'unchanged' | 'overtaken' | 'refused';
      readonly because: string;
      readonly migration: Migration;
    };

/** All that a move depends on. */
interface Move {
  readonly request: AnswerRequest;
  readonly announcement: Announcement;
  readonly policy: Policy;
  readonly now: string;
  readonly hours: QuietHours;
}

/** What an answer makes of one migration; nothing is written. */
export function moveByAnswer(known: Migration, { request, announcement, policy, now, hours }: Move): AnswerOutcome {
  // Whoever answers has heard of it, and is not held to a date that nobody told.
  const speaks = ANSWERS[request.answer.answer] === 'consumer' && known.team === request.principal.team;
  const migration = speaks ? afterTold(known, { at: now, by: 'answer', policy, announcement }) : known;
  const { state, deadline } = migration;
  const { seen, answer, principal } = request;
  if (answer.answer === 'pass-untold') return pass(migration, answer.reason, { request, policy, now, hours });
  const isOvertaken = seen !== undefined && state.at > seen && !('by' in state && state.by === principal.id);
  // A deprecation is live from the start, and breaks nobody: its date counts as any other.
  const liveSince = announcement.live ? migration.exposure?.since : undefined;
  const event = eventOf(answer, principal.id, { allowedUntil: grantedAtOnce(migration, policy), liveSince });
  const result = transition({ state, deadline }, event, now);
  if (result.outcome !== 'moved') return { outcome: result.outcome, because: result.because, migration };
  if (isOvertaken)
    return { outcome: 'overtaken', because: `it became ${state.name.replaceAll('-', ' ')} meanwhile`, migration };
  const moved: Migration = { ...migration, ...result.standing, revision: migration.revision + 1 };
  const isFirstWord =
    state.name === 'notified' && state.reopened === undefined && ANSWERS[answer.answer] === 'consumer';
  return {
    outcome: 'moved',
    migration: withDue(moved, policy, now, hours),
    ...(isFirstWord ? { secondsSincePublish: secondsBetween(migration.createdAt, now) } : {}),
  };
}

/** The producer's word, or an administrator's, over a model whose team was never told. */
function pass(
  migration: Migration,
  reason: string,
  { request, policy, now, hours }: Omit<Move, 'announcement'>,
): AnswerOutcome {
  const result = passUntold(migration, { by: request.principal.id, reason, policy, now });
  if (result.outcome !== 'passed') return { ...result, migration };
  const passed = { ...migration, hearing: result.hearing, revision: migration.revision + 1 };
  return { outcome: 'moved', migration: withDue(passed, policy, now, hours) };
}
