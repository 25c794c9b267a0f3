import { isJsonArray, isJsonObject } from '../../schema/json.ts';
import { ITEM_KEYWORDS } from './items.ts';
import { hasKeyword, keywordOf } from './keywords.ts';
import type { SchemaGraph } from './schema-graph.ts';
import type { SchemaInScope } from './schema-in-scope.ts';

/** Whoever knows the schemas of a comparison: the engine, the compiler. */
interface InGraph {
  readonly graph: SchemaGraph;
}

/** The schemas that apply to the same value whenever a schema does. */
export const certainlyInPlace = (scoped: SchemaInScope, { graph }: InGraph): readonly SchemaInScope[] => [
  ...graph.references(scoped).map(({ target }) => target),
  ...graph.branches(scoped, 'allOf'),
];

/** The subschemas that may apply to the same value. */
export function inPlace(scoped: SchemaInScope, { graph }: InGraph): readonly SchemaInScope[] {
  const { node } = scoped;
  if (scoped.isLeaf) return [];
  const found: SchemaInScope[] = [];
  for (const { target } of graph.references(scoped)) found.push(target);
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) found.push(...graph.branches(scoped, keyword));
  for (const keyword of ['if', 'then', 'else']) if (hasKeyword(node, keyword)) found.push(graph.child(scoped, keyword));
  for (const keyword of ['dependentSchemas', 'dependencies']) {
    const table = keywordOf(node, keyword);
    if (isJsonObject(table))
      for (const name of Object.keys(table))
        if (!isJsonArray(table[name])) found.push(graph.child(scoped, keyword, name));
  }
  return found;
}

const NAMING = ['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties'];

interface EvaluatesOptions extends InGraph {
  readonly keyword?: 'unevaluatedProperties' | 'unevaluatedItems';
}

/** Whether a schema, or one that applies in place within it, evaluates names or items. */
export function evaluates(scoped: SchemaInScope, options: EvaluatesOptions, seen = new Set<SchemaInScope>()): boolean {
  if (seen.has(scoped)) return false;
  seen.add(scoped);
  const own = options.keyword === 'unevaluatedItems' ? ITEM_KEYWORDS : NAMING;
  return (
    own.some((keyword) => hasKeyword(scoped.node, keyword)) ||
    inPlace(scoped, options).some((inner) => evaluates(inner, options, seen))
  );
}
