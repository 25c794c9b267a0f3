import type { Formula } from '../containment/algebra/formula.ts';
import type { Engine } from '../containment/engine.ts';
import type { SchemaInScope } from '../containment/scope/schema-in-scope.ts';
import type { ContentModel } from '../verdict.ts';
import { Projection } from './project/projection.ts';
import { type ReadPlace, readTree } from './reads.ts';

/**
 * What a consumer of the version can take: the records that look, where it reads, like one that the version emits. Who
 * reads the whole record is held to the version's letter too: a member that it forbids is none that nobody mentioned.
 */
export function contractFormula(
  engine: Engine,
  version: SchemaInScope,
  {
    places,
    strict,
    contentModel,
  }: { readonly places: readonly ReadPlace[]; readonly strict: boolean; readonly contentModel: ContentModel },
): Formula {
  const projection = new Projection(engine);
  const tree = readTree(places, strict);
  const emitted = projection.of(engine.emitted(version, contentModel), tree);
  if (!tree.whole || tree.strict) return emitted;
  return engine.formulas.and([projection.of(engine.compiler.formulaOf(version), readTree(places, true)), emitted]);
}
