import { ARRAY, OBJECT } from '../containment/algebra/formula.ts';
import { Declarations } from '../containment/emit/declarations.ts';
import type { Engine } from '../containment/engine.ts';
import { inPlace } from '../containment/scope/in-place.ts';
import { itemLayout } from '../containment/scope/items.ts';
import { hasKeyword, namesOf } from '../containment/scope/keywords.ts';
import type { Spot } from '../containment/scope/spot.ts';

/**
 * Whether what a schema emits may be less than what it accepts, even seen without the members that it does not mention:
 * where a member is declared by some of its forms only, or where members are counted. Else its contract for a reader of
 * everything takes all that it accepts, and need not be asked about.
 */
export function narrows(root: Spot, engine: Engine): boolean {
  const declarations = new Declarations(engine.compiler);
  const seen = new Set([root]);
  for (const spot of seen) {
    if (narrowsAt(spot, engine, declarations)) return true;
    for (const inner of [...inPlace(spot, engine), ...beneath(spot, engine)]) seen.add(inner);
  }
  return false;
}

function narrowsAt(spot: Spot, engine: Engine, declarations: Declarations): boolean {
  const { node } = spot;
  const { compiler, solver, spots } = engine;
  if (hasKeyword(node, 'minProperties') || hasKeyword(node, 'contains')) return true;
  const isNested = (inner: Spot): boolean => (solver.masks.of(compiler.formulaOf(inner)) & (OBJECT | ARRAY)) !== 0;
  if (hasKeyword(node, 'not') && isNested(spots.child(spot, 'not'))) return true;
  const certain = declarations.certainNames(spot, new Set());
  const declares = (inner: Spot): boolean => declarations.matters(inner, certain);
  const conditional = inPlace(spot, engine).filter((inner) => !isCertain(spot, inner, engine));
  if (!conditional.some(declares)) return false;
  const choices = ['anyOf', 'oneOf'].map((keyword) => spots.branches(spot, keyword));
  const others = conditional.filter((inner) => !choices.some((branches) => branches.includes(inner)));
  return (
    others.some(declares) || choices.some((branches) => branches.filter(isNested).length > 1 && branches.some(declares))
  );
}

/** Whether a schema that applies in place always does: a reference or a part of `allOf`. */
const isCertain = (spot: Spot, inner: Spot, { spots }: Engine): boolean =>
  spots.references(spot).some(({ target }) => target === inner) || spots.branches(spot, 'allOf').includes(inner);

function beneath(spot: Spot, { spots }: Engine): readonly Spot[] {
  const { node } = spot;
  const { prefix, rest } = itemLayout(node);
  const found = [...prefix, ...(rest ? [rest] : [])].map((tokens) => spots.child(spot, ...tokens));
  for (const keyword of ['properties', 'patternProperties'])
    for (const name of namesOf(node, keyword)) found.push(spots.child(spot, keyword, name));
  for (const keyword of ['additionalProperties', 'unevaluatedProperties', 'unevaluatedItems'])
    if (hasKeyword(node, keyword)) found.push(spots.child(spot, keyword));
  return found;
}
