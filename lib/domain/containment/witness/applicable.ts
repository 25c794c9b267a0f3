import { isJsonObject } from '../../schema/json.ts';
import { inPlace } from '../scope/in-place.ts';
import { itemLayout } from '../scope/items.ts';
import { keywordOf, namesOf } from '../scope/keywords.ts';
import type { SchemaGraph } from '../scope/schema-graph.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';

/** More at one place make no difference worth its cost. */
const MAX_SCHEMAS = 24;

/** All schemas that may apply at the same place. */
export function applicableTo(schemas: readonly SchemaInScope[], graph: SchemaGraph): readonly SchemaInScope[] {
  const seen = new Set(schemas);
  for (const scoped of seen) {
    if (seen.size > MAX_SCHEMAS) break;
    for (const inner of inPlace(scoped, { graph })) seen.add(inner);
  }
  return [...seen];
}

/** The schemas of a member; of patterns all, since a guess that is wrong costs one more try. */
export const memberSchemas = (
  schemas: readonly SchemaInScope[],
  name: string,
  graph: SchemaGraph,
): readonly SchemaInScope[] =>
  schemas.flatMap((scoped) => {
    const table = keywordOf(scoped.node, 'properties');
    if (isJsonObject(table) && Object.hasOwn(table, name)) return [graph.child(scoped, 'properties', name)];
    const patterns = namesOf(scoped.node, 'patternProperties');
    if (patterns.length > 0) return patterns.map((pattern) => graph.child(scoped, 'patternProperties', pattern));
    return isJsonObject(keywordOf(scoped.node, 'additionalProperties'))
      ? [graph.child(scoped, 'additionalProperties')]
      : [];
  });

/** The schemas of an item. */
export const itemSchemas = (
  schemas: readonly SchemaInScope[],
  at: number,
  graph: SchemaGraph,
): readonly SchemaInScope[] =>
  schemas.flatMap((scoped) => {
    const { prefix, rest } = itemLayout(scoped.node);
    const tokens = prefix[at] ?? rest;
    return tokens ? [graph.child(scoped, ...tokens)] : [];
  });
