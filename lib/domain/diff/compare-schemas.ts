import { Comparison } from '../containment/compare/comparison.ts';
import { internalError } from '../containment/internal-error.ts';
import type { ContainmentOptions } from '../containment/options.ts';
import { fieldsOf } from '../contract/lost-fields.ts';
import { decideForReaders } from '../contract/readers.ts';
import type { ParsedSchema } from '../schema/parse-schema.ts';
import type { Lens, Verdict } from '../verdict.ts';
import type { Change } from './change.ts';
import { type DiffOptions, diffSchemas, type PlaceJudge } from './diff.ts';

/**
 * Two schemas' relation and what changed between them: containment decides both lenses, the serving one as for a reader
 * of everything, rules explain, and a structural finding at a place that containment proves equal is a refactoring.
 */
export function compareSchemas(
  old: ParsedSchema,
  next: ParsedSchema,
  options: Pick<ContainmentOptions, 'contentModel' | 'formatMode'> & Omit<DiffOptions, 'judge' | 'prover' | 'fields'>,
): { readonly verdicts: Readonly<Record<Lens, Verdict>>; readonly changes: readonly Change[] } {
  const comparison = new Comparison(old, next, options, decideForReaders);
  const verdicts = comparison.verdicts();
  const judge: PlaceJudge = (place) => {
    const { oldSchemaPointer, newSchemaPointer } = place;
    const found = oldSchemaPointer === '' && newSchemaPointer === '' ? verdicts : comparison.verdictsAt(place);
    if (found?.serving.verdict !== 'compatible' || found.training.verdict !== 'compatible') return found;
    // Where producers emit what they declare, two schemas may read each other and still not say the same.
    return { ...found, isEqual: comparison.isEqualAt(place) === true };
  };
  const naming = options.categoryKeywords === undefined ? {} : { categoryKeywords: options.categoryKeywords };
  return explained(
    verdicts,
    () =>
      diffSchemas(old, next, {
        ...naming,
        judge,
        prover: comparison,
        fields: fieldsOf(comparison, options.contentModel),
      }),
    () => diffSchemas(old, next, naming),
  );
}

/** A change that was not explained to the end is not shown as if it were: only a proven break keeps its verdict. */
function explained(
  verdicts: Readonly<Record<Lens, Verdict>>,
  explain: () => readonly Change[],
  explainByRules: () => readonly Change[],
): { readonly verdicts: Readonly<Record<Lens, Verdict>>; readonly changes: readonly Change[] } {
  try {
    return { verdicts, changes: explain() };
  } catch (error) {
    const open = (verdict: Verdict): Verdict =>
      verdict.verdict === 'breaking' ? verdict : { verdict: 'undecided', reason: internalError(error) };
    const left = { serving: open(verdicts.serving), training: open(verdicts.training) };
    try {
      return { verdicts: left, changes: explainByRules() };
    } catch {
      // The reason of the first failure stays.
      return { verdicts: left, changes: [] };
    }
  }
}
