import { isOver } from './date.ts';

/**
 * A team's word on one change before it is published: it has seen that its model breaks, and takes the change on. Dates
 * are UTC ISO 8601. It names the change itself (`changeFingerprint`), no commit and no version, so it holds until the
 * change is another one, or its date comes.
 */
export interface Approval {
  readonly subject: string;
  /** The change's fingerprint. */
  readonly change: string;
  readonly consumer: string;
  /** The team that owned the model then, also where an administrator spoke in its place. */
  readonly team: string;
  /** Once this date is over it holds no more. */
  readonly until: string;
  readonly reason: string;
  /**
   * The team looked at what was undecided of an announced change, and its model can take it. Absent: it takes the change on,
   * whatever that does. Worth nothing where the change is proved to break.
   */
  readonly answer?: 'not-affected';
  readonly by: string;
  readonly at: string;
  readonly revision: number;
}

/** Of the reason, in characters. */
export const APPROVAL_REASON = { minimum: 3, maximum: 500 } as const;

/** For so long after its date it can still be seen why nothing is approved any more; then it is deleted. */
export const APPROVAL_KEPT_DAYS = 30;

/** Only its own team's word counts for a model: one that has another owner now is asked anew. */
export const isInForce = (approval: Pick<Approval, 'team' | 'until'>, team: string, now: string): boolean =>
  approval.team === team && !isOver(approval.until, now);
