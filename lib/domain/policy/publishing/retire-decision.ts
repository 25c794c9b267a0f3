import type { Subject } from '../../subject.ts';
import { minimumNotice } from '../deadlines/notice.ts';
import type { Policy } from '../settings/policy.ts';
import { type Emergency, findShortNotice, isObserved, readerCount } from './publish-decision.ts';

/** What is known of a subject when somebody asks to retire it. */
export interface RetireFacts {
  readonly subject: Subject;
  readonly policy: Policy;
  /** The date asked for, UTC ISO 8601. */
  readonly sunset?: string | undefined;
  readonly emergency?: Emergency | undefined;
  readonly now: string;
}

export type RetireDecision =
  /** Nobody reads it, or it is retired already. */
  | { readonly outcome: 'retired' }
  /** Its readers are told, and it ends once they have come through; `atOnce`: it ends now, and they are told that. */
  | {
      readonly outcome: 'announced';
      readonly atOnce: boolean;
      readonly minimum: NonNullable<ReturnType<typeof minimumNotice>>;
    }
  | { readonly outcome: 'refused'; readonly code: 'conflict' | 'incompatible'; readonly detail: string }
  | {
      readonly outcome: 'refused';
      readonly code: 'notice-too-short';
      readonly detail: string;
      readonly earliest: string;
    };

/**
 * What retiring a subject comes to: at once where nobody subscribes, else announced like a breaking change. Nothing is
 * retired under a reader that was not told.
 */
export function decideRetirement(facts: RetireFacts): RetireDecision {
  const { subject, policy, sunset, emergency, now } = facts;
  const readers = readerCount(subject);
  const minimum = minimumNotice(policy, subject.tiers, now);
  if (subject.status === 'retired' || readers === 0 || !minimum) return { outcome: 'retired' };
  const name = subject.name;
  if (isObserved(subject, now))
    return refused(
      'conflict',
      `${name} is only observed, so that its ${count(readers)} would not be told: end that first with ` +
        `\`forewarn subjects ${name} --no-observe\``,
    );
  if (policy.onBreaking === 'reject' && !emergency)
    return refused(
      'incompatible',
      `${name} refuses breaking changes (onBreaking: reject), and has ${count(readers)}: it can be retired once they have unsubscribed`,
    );
  const tooShort = findShortNotice({ ...facts, noticeSince: undefined });
  if (tooShort) return tooShort;
  return { outcome: 'announced', atOnce: emergency !== undefined && sunset === undefined, minimum };
}

const count = (readers: number): string => (readers === 1 ? '1 subscriber' : `${readers} subscribers`);
const refused = (code: 'conflict' | 'incompatible', detail: string): RetireDecision => ({
  outcome: 'refused',
  code,
  detail,
});
