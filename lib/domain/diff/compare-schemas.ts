import { Comparison } from '../containment/comparison.ts';
import type { ContainmentOptions } from '../containment/decide.ts';
import type { ParsedSchema } from '../schema/parse-schema.ts';
import type { Lens, Verdict } from '../verdict.ts';
import type { Change } from './change.ts';
import { diffSchemas, type PlaceJudge } from './diff.ts';

/**
 * Two schemas' relation and what changed between them: containment decides both lenses, rules explain, and a structural
 * finding at a place that containment proves equal is a refactoring.
 */
export function compareSchemas(
  old: ParsedSchema,
  next: ParsedSchema,
  options: Pick<ContainmentOptions, 'contentModel' | 'formatMode'>,
): { readonly verdicts: Readonly<Record<Lens, Verdict>>; readonly changes: readonly Change[] } {
  const comparison = new Comparison(old.value, next.value, options);
  const verdicts = comparison.verdicts();
  const judge: PlaceJudge = (place) => {
    const { oldSchemaPointer, newSchemaPointer } = place;
    const found = oldSchemaPointer === '' && newSchemaPointer === '' ? verdicts : comparison.verdictsAt(place);
    if (found?.serving.verdict !== 'compatible' || found.training.verdict !== 'compatible') return found;
    // Where producers emit what they declare, two schemas may read each other and still not say the same.
    return { ...found, isEqual: comparison.isEqualAt(place) === true };
  };
  return { verdicts, changes: diffSchemas(old, next, judge) };
}
