import type { Change } from '../change.ts';

/** A model, as far as the order of changes depends on it. */
export interface Touched {
  readonly breaks: boolean;
  readonly changes: readonly Change[];
}

/**
 * What breaks a model first, then what touches one, then the rest, each in its own order: wherever a list is cut, what
 * somebody has to hear of is in it.
 */
export function affectedFirst(changes: readonly Change[], models: readonly Touched[]): readonly Change[] {
  const of = (wanted: (model: Touched) => boolean): ReadonlySet<Change> =>
    new Set(models.filter(wanted).flatMap((model) => model.changes));
  const [breaking, touching] = [of(({ breaks }) => breaks), of(() => true)];
  const rank = (change: Change): number => {
    if (change.severity.serving !== 'breaking') return touching.has(change) ? 2 : 3;
    return breaking.has(change) ? 0 : touching.has(change) ? 1 : 3;
  };
  return [...changes].sort((left, right) => rank(left) - rank(right));
}
