import type { Change } from '../../diff/change.ts';
import type { Lens, Verdict } from '../../verdict.ts';
import type { CompatibilityMode, OnUndecided } from '../settings/policy.ts';
import { isAsserting } from './asserting.ts';
import { lensesOf } from './compatibility-mode.ts';

/** Where a mode is not satisfied: a lens that breaks or, with its reason, one of which nobody knows. */
export interface Unsatisfied {
  readonly lens: Lens;
  readonly undecided?: string;
}

export interface Violation extends Unsatisfied {
  /** The version that was compared with. */
  readonly version: number;
}

/**
 * Where two schemas leave a mode unsatisfied. An undecided lens counts where something changed that could be to blame: what
 * stood there before, whatever the engine makes of it, is nobody's doing now.
 */
export function findViolations(
  compared: { readonly verdicts: Readonly<Record<Lens, Verdict>>; readonly changes: readonly Pick<Change, 'ruleId'>[] },
  mode: CompatibilityMode,
): readonly Unsatisfied[] {
  const isChanged = compared.changes.some(isAsserting);
  return lensesOf(mode).flatMap((lens): readonly Unsatisfied[] => {
    const verdict = compared.verdicts[lens];
    if (verdict.verdict === 'breaking') return [{ lens }];
    return verdict.verdict === 'undecided' && isChanged ? [{ lens, undecided: verdict.reason }] : [];
  });
}

/** Those that refuse what is published, or fail a check by severity. */
export const refusing = <T extends Unsatisfied>(unsatisfied: readonly T[], onUndecided: OnUndecided): readonly T[] =>
  unsatisfied.filter(({ undecided }) => undecided === undefined || onUndecided === 'hold');
