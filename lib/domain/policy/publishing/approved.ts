import { type Approval, isInForce } from '../../approval.ts';
import { isExacting, type Subscription } from '../../consumer.ts';
import { firstOf } from '../../date.ts';
import { type Change, changeFingerprint } from '../../diff/change.ts';
import type { UndecidedKind } from '../../migration/undecided-kind.ts';
import type { ConsumerVerdict } from '../../verdict.ts';
import { isAsserting } from './asserting.ts';

/** What a team has said of the changes that break its model, and what it has not said yet. */
export interface ApprovalStanding {
  /** Of these changes alone; those whose date has come as well, for people to see why nothing is approved any more. */
  readonly given: readonly Approval[];
  /** Fingerprints of the changes that nobody has approved for it, worst first. */
  readonly missing: readonly string[];
  /** The first date on which an approval ends; only where none is missing. */
  readonly until?: string;
  /** Of an undecided change: all of them say that the team has looked, and its model can take it. */
  readonly safe?: true;
}

/** One break, proved or possible, as it was judged. */
interface Broken {
  readonly subscription: Subscription;
  readonly verdict: { readonly status: ConsumerVerdict['status'] | 'ended' };
  /** The changes at places that the model reads. */
  readonly changes: readonly Change[];
  readonly undecided?: UndecidedKind;
}

/**
 * What approvals are worth for one model that a version newly breaks, or may; `undefined` where it does not, or by what has
 * no name of its own to approve it by. That a team looked and can take it counts as long as nobody proves the break.
 */
export function approvalStanding(
  { subscription, verdict, changes, undecided }: Broken,
  approvals: readonly Approval[],
  now: string,
): ApprovalStanding | undefined {
  const isProved = verdict.status === 'newly-broken';
  if (!isProved && undecided !== 'held' && undecided !== 'asked') return undefined;
  if (changes.some(({ ruleId }) => NAMELESS.has(ruleId))) return undefined;
  const { subject, consumer, team } = subscription;
  const parts = isProved ? answerable(subscription, changes) : changes.filter(isAsserting);
  const needed = new Set(parts.map((change) => changeFingerprint(subject, change)));
  if (needed.size === 0) return undefined;
  const given = approvals.filter(
    (approval) =>
      approval.consumer === consumer && needed.has(approval.change) && !(isProved && approval.answer !== undefined),
  );
  const inForce = given.filter((approval) => isInForce(approval, team, now));
  const missing = [...needed].filter((change) => !inForce.some((approval) => approval.change === change));
  const until = firstOf(inForce.map((approval) => approval.until));
  const isSafe = inForce.every(({ answer }) => answer === 'not-affected');
  if (missing.length > 0 || until === undefined) return { given, missing };
  return { given, missing, until, ...(isSafe ? { safe: true } : {}) };
}

/**
 * The changes that may have a part in the break: each that is not safe in both lenses, as a field is also lost where
 * records only narrow, and several changes may break together what none breaks alone. Annotations break no contract. For
 * a model with expectations of its own nothing is safe beforehand.
 */
function answerable(subscription: Subscription, changes: readonly Change[]): readonly Change[] {
  const asserting = changes.filter(isAsserting);
  if (isExacting(subscription)) return asserting;
  const unsafe = asserting.filter(({ severity }) => severity.serving !== 'safe' || severity.training !== 'safe');
  return unsafe.length > 0 ? unsafe : asserting;
}

/** Findings that would be named alike whatever they stand for. */
const NAMELESS: ReadonlySet<string> = new Set(['break-unexplained', 'changes-omitted']);
