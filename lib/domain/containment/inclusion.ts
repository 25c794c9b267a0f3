import type { JsonValue } from '../schema/json.ts';
import type { ContentModel, Verdict } from '../verdict.ts';
import type { Engine } from './engine.ts';
import type { SchemaInScope } from './scope/schema-in-scope.ts';
import type { Doubt, Outcome } from './search/outcome.ts';
import { liftParts } from './witness/lift-parts.ts';
import { makeReadable } from './witness/make-readable.ts';
import { RequiredShape } from './witness/required-shape.ts';
import { shrink } from './witness/shrink.ts';

/** Values of a record; a larger one is nothing to show. */
const MAX_SIZE = 20_000;

export interface Inclusion {
  readonly from: SchemaInScope;
  readonly to: SchemaInScope;
  readonly contentModel: ContentModel;
}

export const COMPATIBLE: Verdict = { verdict: 'compatible' };

/** A schema against itself: what it emits it accepts, so all that can be said is that it emits nothing. */
export function decideSame(engine: Engine, root: SchemaInScope, contentModel: ContentModel): Verdict {
  return contentModel === 'declared' ? (emitsNothing(engine, root) ?? COMPATIBLE) : COMPATIBLE;
}

/** Searches `emit(from) ∧ ¬to`, checks what it finds against the schemas themselves, and makes it small. */
export function decideIn(engine: Engine, inclusion: Inclusion): Verdict {
  const { from, to, contentModel } = inclusion;
  const isWitness = (value: JsonValue): boolean =>
    engine.isEmitted(from, value, contentModel) && engine.evaluator.isValid(to, value) === false;
  const outcome =
    contentModel === 'open' ? searchOpen(engine, inclusion) : searchDeclared(engine, inclusion, isWitness);
  if (outcome.kind === 'empty') return decideSame(engine, from, contentModel);
  const confirmed = confirm(engine, outcome, { isWitness, from, required: new RequiredShape(from, engine.graph) });
  if (!confirmed.ok) return { verdict: 'undecided', ...confirmed.doubt };
  const pointers = engine.within(engine.budget.left, () => engine.evaluator.failingPlaces(to, confirmed.value));
  return { verdict: 'breaking', witness: confirmed.value, pointers: pointers ?? [] };
}

function searchOpen(engine: Engine, { from, to }: Inclusion): Outcome {
  const { compiler, formulas } = engine;
  return engine.find([compiler.formulaOf(from), formulas.not(compiler.formulaOf(to))]);
}

/**
 * What is emitted is accepted: so no record at all answers the question, and a record of declared members does too.
 * Only if the first one found has others is the closure worth writing out, which is many times larger than the schema.
 */
function searchDeclared(engine: Engine, inclusion: Inclusion, isWitness: (value: JsonValue) => boolean): Outcome {
  const open = engine.within(engine.budget.left / 2, () => searchOpen(engine, inclusion));
  if (open?.kind === 'empty' || (open?.kind === 'value' && open.size <= MAX_SIZE && isWitness(open.value))) return open;
  const { compiler, formulas } = engine;
  return engine.find([engine.emitted(inclusion.from, 'declared'), formulas.not(compiler.formulaOf(inclusion.to))]);
}

/** A schema that accepts records none of which it declares would be compatible with anything: that is reported instead. */
export function emitsNothing(
  engine: Engine,
  root: SchemaInScope,
): Extract<Verdict, { verdict: 'undecided' }> | undefined {
  const accepted = engine.within(engine.budget.left / 2, () => engine.find([engine.compiler.formulaOf(root)]));
  if (accepted?.kind === 'empty') return undefined;
  if (accepted?.kind === 'value' && engine.evaluator.isDeclared(root, accepted.value)) return undefined;
  if (engine.find([engine.emitted(root, 'declared')]).kind !== 'empty') return undefined;
  return {
    verdict: 'undecided',
    reason:
      'no record of the schema has declared members only: declare what it asks for, or use the open content model',
  };
}

interface Confirmation {
  readonly isWitness: (value: JsonValue) => boolean;
  /** The producer's schema: what applies to the record's places, and what it offers as words. */
  readonly from: SchemaInScope;
  /** The members that every witness needs, if they are known. */
  readonly required?: RequiredShape;
}

/** Turns what the search found into a witness that was tested, and made small and readable as far as the budget goes. */
export function confirm(
  engine: Engine,
  outcome: Outcome,
  { isWitness, from, required }: Confirmation,
): { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly doubt: Doubt } {
  if (outcome.kind === 'unknown') return { ok: false, doubt: outcome.doubt };
  if (outcome.kind !== 'value') throw new TypeError(`an answer is a value or a doubt, not ${outcome.kind}`);
  if (outcome.size > MAX_SIZE)
    return { ok: false, doubt: { reason: 'the smallest record found is too large to show' } };
  if (!isWitness(outcome.value))
    return { ok: false, doubt: outcome.doubt ?? { reason: 'the record found fails its own check' } };
  const { graph, budget } = engine;
  // Half of what is left each time: a record that is not as small as could be is still one.
  const part = (): ((value: JsonValue) => boolean) => engine.limited(budget.left / 2, isWitness);
  const lifted = liftParts(outcome.value, { from, isWitness: part(), graph });
  const small = shrink(lifted, { isWitness: part(), required });
  return { ok: true, value: makeReadable(small, { from, isWitness: part(), graph }) };
}
