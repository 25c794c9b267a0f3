import { ARRAY, OBJECT } from '../containment/algebra/formula.ts';
import { holds } from '../containment/algebra/holds.ts';
import type { Engine } from '../containment/engine.ts';
import { COMPATIBLE, confirm, decideIn, decideSame, type Inclusion } from '../containment/inclusion.ts';
import type { SchemaInScope } from '../containment/scope/schema-in-scope.ts';
import type { Doubt } from '../containment/search/outcome.ts';
import { RequiredShape } from '../containment/witness/required-shape.ts';
import type { JsonValue } from '../schema/json.ts';
import type { Lens, Verdict } from '../verdict.ts';
import { blame } from './blame.ts';
import { narrows } from './narrowing.ts';
import { Projection } from './project/projection.ts';
import { wholeTree } from './reads.ts';
import { findUnemitted } from './unemitted.ts';

/**
 * What a change does to a reader of everything: `from` is what is emitted, `to` what the reader was made for. To the
 * letter `to` may take a record that it never emits, since a form of a union that fails declares nothing and forbids
 * nothing; a reader was never sent such a record, and so it breaks. History is taken to the letter.
 */
export function decideForReaders(engine: Engine, inclusion: Inclusion, lens: Lens): Verdict {
  const { from, to, contentModel } = inclusion;
  if (engine.graph.identities.identityOf(from) === engine.graph.identities.identityOf(to))
    return decideSame(engine, from, contentModel);
  const letter = decideIn(engine, inclusion);
  if (letter.verdict === 'breaking' || contentModel === 'open') return letter;
  const [sender, reader] = lens === 'serving' ? ['new version', 'old version'] : ['old version', 'new version'];
  const ask = (root: SchemaInScope, other: SchemaInScope, whose: string): Doubt | undefined =>
    findUnemitted(engine, root, { whose, other, isAsked: () => true });
  const unsent = ask(from, to, sender);
  // A change that touches no fields asks nothing of a reader's.
  const unread = lens === 'serving' && holdsFields(engine, from) ? ask(to, from, reader) : undefined;
  const beyond = lens === 'serving' && !unread && narrows(to, engine) ? decideBeyond(engine, from, to) : COMPATIBLE;
  if (beyond.verdict === 'breaking') return beyond;
  const doubt = unsent ?? unread;
  if (doubt) return { verdict: 'undecided', ...doubt };
  return letter.verdict === 'undecided' ? letter : beyond;
}

const holdsFields = (engine: Engine, root: SchemaInScope): boolean =>
  (engine.solver.masks.of(engine.emitted(root, 'declared')) & (OBJECT | ARRAY)) !== 0;

/** A record that `to` takes to the letter, and that looks like none which it emits. */
function decideBeyond(engine: Engine, from: SchemaInScope, to: SchemaInScope): Verdict {
  const { formulas, solver, graph } = engine;
  const contract = new Projection(engine).of(engine.emitted(to, 'declared'), wholeTree(false));
  const outcome = engine.find([engine.emitted(from, 'declared'), formulas.not(contract)]);
  if (outcome.kind === 'empty') return COMPATIBLE;
  const isWitness = (value: JsonValue): boolean =>
    engine.isEmitted(from, value, 'declared') && holds(contract, value, solver.algebra) === false;
  const confirmed = confirm(engine, outcome, { isWitness, from, required: new RequiredShape(from, graph) });
  if (!confirmed.ok) return { verdict: 'undecided', ...confirmed.doubt };
  const witness = confirmed.value;
  return { verdict: 'breaking', witness, pointers: blame(contract, witness, solver.algebra), by: 'contract' };
}
