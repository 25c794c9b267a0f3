import { arePairwiseDisjoint } from '../containment/algebra/disjoint.ts';
import { OBJECT } from '../containment/algebra/formula.ts';
import { presence } from '../containment/algebra/presence.ts';
import type { Engine } from '../containment/engine.ts';
import { emitsNothing } from '../containment/inclusion.ts';
import { hasKeyword } from '../containment/scope/keywords.ts';
import type { SchemaInScope } from '../containment/scope/schema-in-scope.ts';
import type { Doubt } from '../containment/search/outcome.ts';
import { type DescribedPlace, distinctPlaces, schemasAt } from './places.ts';

const MAX_ASKED = 300;

const ADVICE =
  'declare what it asks for, tell the forms of a oneOf apart with a const, close them (additionalProperties: false), or use the open content model';

/**
 * A field that the schema declares and may hold, and that no record of declared members has: two forms of a `oneOf` that
 * are both open both take such a record. Nothing follows for a reader from what is never emitted, least of all that it
 * can take it. What the `other` schema says in the same words at the same place is not news to anybody.
 */
export function findUnemitted(
  engine: Engine,
  root: SchemaInScope,
  {
    whose,
    other,
    isAsked,
  }: { readonly whose: string; readonly other: SchemaInScope; readonly isAsked: (pointer: string) => boolean },
): Doubt | undefined {
  if (emitsNothing(engine, root)) return { reason: `no record of the ${whose} has declared members only: ${ADVICE}` };
  const emitted = engine.emitted(root, 'declared');
  const letter = engine.compiler.formulaOf(root);
  let asked = 0;
  for (const pointer of narrowedFields(engine, root, other)) {
    if (!isAsked(pointer)) continue;
    if (asked++ >= MAX_ASKED) break;
    const present = presence(pointer, engine);
    if (engine.find([emitted, present]).kind !== 'empty' || engine.find([letter, present]).kind === 'empty') continue;
    return {
      reason: `no record of the ${whose} that has declared members only can have ${pointer}: ${ADVICE}`,
      pointer,
    };
  }
  return undefined;
}

/** Whether the schema declares the field and no record of declared members can have it, though others can. */
export function isUnemitted(engine: Engine, root: SchemaInScope, pointer: string): boolean {
  if (schemasAt(pointer, root, engine).length === 0) return false;
  const present = presence(pointer, engine);
  return (
    engine.find([engine.emitted(root, 'declared'), present]).kind === 'empty' &&
    engine.find([engine.compiler.formulaOf(root), present]).kind !== 'empty'
  );
}

/**
 * The fields that are directly at places where more than the declarations decides which members may stand together,
 * and those places. Elsewhere what is declared may come.
 */
function* narrowedFields(engine: Engine, root: SchemaInScope, other: SchemaInScope): Generator<string> {
  const narrowed = new Set<DescribedPlace>();
  const isField = ({ pointer, parent }: DescribedPlace): boolean => parent !== undefined && !pointer.endsWith('/*');
  for (const place of distinctPlaces(root, engine)) {
    const { pointer, here, parent } = place;
    if (parent && narrowed.has(parent) && isField(place)) yield pointer;
    if (![...here].some((scoped) => excludes(scoped, engine)) || saysTheSame(pointer, [root, other], engine)) continue;
    narrowed.add(place);
    if (isField(place) && !(parent && narrowed.has(parent))) yield pointer;
  }
}

function saysTheSame(pointer: string, roots: readonly [SchemaInScope, SchemaInScope], engine: Engine): boolean {
  const [one, two] = roots.map((root) =>
    [...new Set(schemasAt(pointer, root, engine).map((scoped) => engine.graph.identities.identityOf(scoped)))]
      .sort()
      .join('\n'),
  );
  return one === two;
}

const CONDITIONS = ['if', 'dependentSchemas', 'dependencies', 'minProperties'];

/** Whether a keyword may refuse members that are declared, unless others are beside them. */
function excludes(scoped: SchemaInScope, engine: Engine): boolean {
  const { node } = scoped;
  if (CONDITIONS.some((keyword) => hasKeyword(node, keyword))) return true;
  const { compiler, solver, graph } = engine;
  const takesObjects = (inner: SchemaInScope): boolean => (solver.masks.of(compiler.formulaOf(inner)) & OBJECT) !== 0;
  if (hasKeyword(node, 'not') && takesObjects(graph.child(scoped, 'not'))) return true;
  const forms = graph.branches(scoped, 'oneOf').filter(takesObjects);
  return (
    forms.length > 1 &&
    !arePairwiseDisjoint(
      forms.map((form) => compiler.formulaOf(form)),
      compiler.formulas,
    )
  );
}
