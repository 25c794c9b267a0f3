import { ARRAY, OBJECT } from '../containment/algebra/formula.ts';
import { Declarations } from '../containment/emit/declarations.ts';
import type { Engine } from '../containment/engine.ts';
import { inPlace } from '../containment/scope/in-place.ts';
import { itemLayout } from '../containment/scope/items.ts';
import { hasKeyword, namesOf } from '../containment/scope/keywords.ts';
import type { SchemaInScope } from '../containment/scope/schema-in-scope.ts';

/**
 * Whether what a schema emits may be less than what it accepts, even seen without the members that it does not mention:
 * where a member is declared by some of its forms only, or where members are counted. Else its contract for a reader of
 * everything takes all that it accepts, and need not be asked about.
 */
export function narrows(root: SchemaInScope, engine: Engine): boolean {
  const declarations = new Declarations(engine.compiler);
  const seen = new Set([root]);
  for (const scoped of seen) {
    if (narrowsAt(scoped, engine, declarations)) return true;
    for (const inner of [...inPlace(scoped, engine), ...beneath(scoped, engine)]) seen.add(inner);
  }
  return false;
}

function narrowsAt(scoped: SchemaInScope, engine: Engine, declarations: Declarations): boolean {
  const { node } = scoped;
  const { compiler, solver, graph } = engine;
  if (hasKeyword(node, 'minProperties') || hasKeyword(node, 'contains')) return true;
  const isNested = (inner: SchemaInScope): boolean =>
    (solver.masks.of(compiler.formulaOf(inner)) & (OBJECT | ARRAY)) !== 0;
  if (hasKeyword(node, 'not') && isNested(graph.child(scoped, 'not'))) return true;
  const certain = declarations.certainNames(scoped, new Set());
  const declares = (inner: SchemaInScope): boolean => declarations.matters(inner, certain);
  const conditional = inPlace(scoped, engine).filter((inner) => !isCertain(scoped, inner, engine));
  if (!conditional.some(declares)) return false;
  const choices = ['anyOf', 'oneOf'].map((keyword) => graph.branches(scoped, keyword));
  const others = conditional.filter((inner) => !choices.some((branches) => branches.includes(inner)));
  return (
    others.some(declares) || choices.some((branches) => branches.filter(isNested).length > 1 && branches.some(declares))
  );
}

/** Whether a schema that applies in place always does: a reference or a part of `allOf`. */
const isCertain = (scoped: SchemaInScope, inner: SchemaInScope, { graph }: Engine): boolean =>
  graph.references(scoped).some(({ target }) => target === inner) || graph.branches(scoped, 'allOf').includes(inner);

function beneath(scoped: SchemaInScope, { graph }: Engine): readonly SchemaInScope[] {
  const { node } = scoped;
  const { prefix, rest } = itemLayout(node);
  const found = [...prefix, ...(rest ? [rest] : [])].map((tokens) => graph.child(scoped, ...tokens));
  for (const keyword of ['properties', 'patternProperties'])
    for (const name of namesOf(node, keyword)) found.push(graph.child(scoped, keyword, name));
  for (const keyword of ['additionalProperties', 'unevaluatedProperties', 'unevaluatedItems'])
    if (hasKeyword(node, keyword)) found.push(graph.child(scoped, keyword));
  return found;
}
