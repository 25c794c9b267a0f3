import { type ContainmentOptions, decideContainment, isEquivalentAt } from '../containment/decide.ts';
import type { ParsedSchema } from '../schema/parse-schema.ts';
import type { Lens, Verdict } from '../verdict.ts';
import type { Change } from './change.ts';
import { diffSchemas, type PlaceJudge } from './diff.ts';

// Each question loads both schemas anew; beyond so many places the rules speak without a proof.
const MAX_QUESTIONS = 50;

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
  let questions = 0;
  const judge: PlaceJudge = ({ oldSchemaPointer, newSchemaPointer }) => {
    const isRoot = oldSchemaPointer === '' && newSchemaPointer === '';
    const isOpen = !isRoot || Object.values(verdicts).every(({ verdict }) => verdict === 'compatible');
    const isEqual =
      isOpen &&
      questions++ < MAX_QUESTIONS &&
      isEquivalentAt({
        old: old.value,
        next: next.value,
        oldPointer: oldSchemaPointer,
        nextPointer: newSchemaPointer,
        options,
      }) === true;
    if (isRoot) return { ...verdicts, isEqual };
    return isEqual ? { serving: { verdict: 'compatible' }, training: { verdict: 'compatible' }, isEqual } : undefined;
  };
  return { verdicts, changes: diffSchemas(old, next, judge) };
}
