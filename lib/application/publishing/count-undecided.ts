import type { UndecidedKind } from '../../domain/migration/undecided-kind.ts';
import type { Impact } from './assess-consumers.ts';

/** How many models it is undecided for, by what follows; `reasons`: of those who are not named among the affected. */
export interface UndecidedCount extends Readonly<Record<UndecidedKind, number>> {
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
}

export function countUndecided(open: readonly Impact[], untouched: readonly Impact[]): UndecidedCount {
  const reasons = new Map<string, number>();
  for (const { verdict } of untouched)
    if (verdict.status === 'undecided') reasons.set(verdict.reason, (reasons.get(verdict.reason) ?? 0) + 1);
  const count = (kind: UndecidedKind): number => open.filter(({ undecided }) => undecided === kind).length;
  return {
    held: count('held'),
    asked: count('asked'),
    told: count('told'),
    known: count('known'),
    untouched: count('untouched'),
    reasons: [...reasons].map(([reason, count]) => ({ reason, count })),
  };
}
