import type { AnnouncementKind } from '../announcement.ts';
import type { Change } from '../diff/change.ts';
import type { ConsumerVerdict } from '../verdict.ts';
import type { Tier } from './policy.ts';
import { DEPRECATION_RULES, QUESTION_RULES } from './publish-decision.ts';

/** Why one consumer hears of a version; `none`: it does not. A critical model is asked where nothing could be proved. */
export type Concern = AnnouncementKind | 'none';

export function concernOf(input: {
  readonly verdict: ConsumerVerdict;
  readonly tier: Tier;
  /** The changes at places that it reads. */
  readonly changes: readonly Change[];
}): Concern {
  const { verdict, tier, changes } = input;
  if (verdict.status === 'newly-broken') return 'breaking';
  if (verdict.status === 'undecided' && tier === 'critical' && changes.length > 0) return 'breaking';
  if (changes.some(({ ruleId }) => DEPRECATION_RULES.has(ruleId))) return 'deprecation';
  if (changes.some(({ ruleId }) => QUESTION_RULES.has(ruleId))) return 'question';
  return changes.some(({ severity }) => severity.serving === 'dangerous') ? 'digest' : 'none';
}
