import type { JsonValue } from '../schema/json.ts';
import type { ContentModel, Verdict } from '../verdict.ts';
import type { Engine } from './engine.ts';
import { shrink } from './shrink.ts';
import type { Spot } from './spots.ts';

/** Values of a record; a larger one is nothing to show. */
const MAX_SIZE = 20_000;

export interface Inclusion {
  readonly from: Spot;
  readonly to: Spot;
  readonly contentModel: ContentModel;
}

/** Searches `from ∧ ¬to`, checks what it finds against the schemas themselves, and makes it small. */
export function decideIn(engine: Engine, { from, to }: Inclusion): Verdict {
  const { compiler, formulas } = engine;
  const outcome = engine.find([compiler.formulaOf(from), formulas.not(compiler.formulaOf(to))]);
  if (outcome.kind === 'empty') return { verdict: 'compatible' };
  if (outcome.kind === 'unknown') return { verdict: 'undecided', ...outcome.doubt };
  if (outcome.kind === 'refine') throw new TypeError('a refinement is never an answer');
  if (outcome.size > MAX_SIZE)
    return { verdict: 'undecided', reason: 'the smallest record found is too large to show' };
  const isWitness = (value: JsonValue): boolean =>
    engine.evaluator.evaluate(from, value).valid === true && engine.evaluator.evaluate(to, value).valid === false;
  if (!isWitness(outcome.value))
    return { verdict: 'undecided', ...(outcome.doubt ?? { reason: 'the record found fails its own check' }) };
  const witness = shrink(outcome.value, isWitness);
  return { verdict: 'breaking', witness, pointers: failingPointers(engine.evaluator.evaluate(to, witness).failures) };
}

/** Where the record fails, deepest first. */
export function failingPointers(failures: readonly { readonly instance: string }[]): readonly string[] {
  const depth = (pointer: string): number => pointer.split('/').length;
  return [...new Set(failures.map(({ instance }) => instance))].sort((a, b) => depth(b) - depth(a));
}
