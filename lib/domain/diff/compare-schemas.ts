import { type ContainmentOptions, decideContainment, isEquivalentAt } from '../containment/decide.ts';
import { createPlaceJudge } from '../containment/place-judge.ts';
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
  const verdicts = {
    serving: decideContainment(next.value, old.value, options),
    training: decideContainment(old.value, next.value, options),
  };
  const judgePlace = createPlaceJudge(old.value, next.value, options);
  const judge: PlaceJudge = (place) => {
    const { oldSchemaPointer: oldPointer, newSchemaPointer: nextPointer } = place;
    const found = oldPointer === '' && nextPointer === '' ? verdicts : judgePlace(place);
    if (found?.serving.verdict !== 'compatible' || found.training.verdict !== 'compatible') return found;
    // Where producers emit what they declare, two schemas may read each other and still not say the same.
    const isEqual = isEquivalentAt({ old: old.value, next: next.value, oldPointer, nextPointer, options }) === true;
    return { ...found, isEqual };
  };
  return { verdicts, changes: diffSchemas(old, next, judge) };
}
