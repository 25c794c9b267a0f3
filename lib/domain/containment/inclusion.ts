import type { JsonValue } from '../schema/json.ts';
import type { ContentModel, Verdict } from '../verdict.ts';
import type { Engine } from './engine.ts';
import type { Doubt, Outcome } from './outcome.ts';
import { Pins } from './pins.ts';
import { polish } from './polish.ts';
import { type ShrinkOptions, shrink } from './shrink.ts';
import type { Spot } from './spots.ts';

/** Values of a record; a larger one is nothing to show. */
const MAX_SIZE = 20_000;

export interface Inclusion {
  readonly from: Spot;
  readonly to: Spot;
  readonly contentModel: ContentModel;
}

export const COMPATIBLE: Verdict = { verdict: 'compatible' };

/** A schema against itself: what it emits it accepts, so all that can be said is that it emits nothing. */
export function decideSame(engine: Engine, root: Spot, contentModel: ContentModel): Verdict {
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
  const confirmed = confirm(outcome, { isWitness, pins: new Pins(from, engine.spots) });
  if (!confirmed.ok) return { verdict: 'undecided', ...confirmed.doubt };
  const witness = polish(confirmed.value, { from, isWitness, spots: engine.spots });
  return { verdict: 'breaking', witness, pointers: engine.evaluator.failingPlaces(to, witness) };
}

function searchOpen(engine: Engine, { from, to }: Inclusion): Outcome {
  const { compiler, formulas } = engine;
  return engine.find([compiler.formulaOf(from), formulas.not(compiler.formulaOf(to))]);
}

/**
 * What is emitted is accepted: so no record at all answers the question, and a record of declared members does too.
 * Only where the first one found has others is the closure worth writing out, which is many times larger than the schema.
 */
function searchDeclared(engine: Engine, inclusion: Inclusion, isWitness: (value: JsonValue) => boolean): Outcome {
  const open = engine.within(engine.budget.left / 2, () => searchOpen(engine, inclusion));
  if (open?.kind === 'empty' || (open?.kind === 'value' && open.size <= MAX_SIZE && isWitness(open.value))) return open;
  const { compiler, formulas } = engine;
  return engine.find([engine.emitted(inclusion.from, 'declared'), formulas.not(compiler.formulaOf(inclusion.to))]);
}

/** A schema that accepts records none of which it declares would be compatible with anything: that is reported instead. */
export function emitsNothing(engine: Engine, root: Spot): Extract<Verdict, { verdict: 'undecided' }> | undefined {
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

/** Turns what the search found into a witness that was tested and made small. */
export function confirm(
  outcome: Outcome,
  { isWitness, pins }: ShrinkOptions,
): { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly doubt: Doubt } {
  if (outcome.kind === 'unknown') return { ok: false, doubt: outcome.doubt };
  if (outcome.kind !== 'value') throw new TypeError(`an answer is a value or a doubt, not ${outcome.kind}`);
  if (outcome.size > MAX_SIZE)
    return { ok: false, doubt: { reason: 'the smallest record found is too large to show' } };
  if (!isWitness(outcome.value))
    return { ok: false, doubt: outcome.doubt ?? { reason: 'the record found fails its own check' } };
  return { ok: true, value: shrink(outcome.value, { isWitness, pins }) };
}
