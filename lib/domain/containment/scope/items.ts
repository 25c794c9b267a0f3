import type { SchemaLocation } from '../../schema/document.ts';
import { isJsonArray } from '../../schema/json.ts';
import { hasKeyword, keywordOf, listOf } from './keywords.ts';
import type { SchemaGraph } from './schema-graph.ts';
import type { SchemaInScope } from './schema-in-scope.ts';

/** The keywords that apply one schema to items wherever they are in the array. */
const ANYWHERE = ['unevaluatedItems', 'contains'] as const;
/** All keywords that apply schemas to items. */
export const ITEM_KEYWORDS = ['items', 'prefixItems', 'additionalItems', ...ANYWHERE] as const;

/** How a schema divides the positions of an array: the tokens of each leading schema, and of the one for the rest. */
export function itemLayout(node: SchemaLocation): {
  readonly prefix: readonly (readonly string[])[];
  readonly rest: readonly string[] | undefined;
} {
  if (node.resource.dialect === '2020-12') {
    const prefix = listOf(node, 'prefixItems').map((_, at) => ['prefixItems', String(at)]);
    const items = keywordOf(node, 'items');
    return { prefix, rest: items === undefined || isJsonArray(items) ? undefined : ['items'] };
  }
  const items = keywordOf(node, 'items');
  if (items === undefined) return { prefix: [], rest: undefined };
  if (!isJsonArray(items)) return { prefix: [], rest: ['items'] };
  return {
    prefix: items.map((_, at) => ['items', String(at)]),
    rest: hasKeyword(node, 'additionalItems') ? ['additionalItems'] : undefined,
  };
}

/** The schemas of the layout. */
export function layoutSchemas(scoped: SchemaInScope, graph: SchemaGraph): readonly SchemaInScope[] {
  const { prefix, rest } = itemLayout(scoped.node);
  return [...prefix, ...(rest ? [rest] : [])].map((tokens) => graph.child(scoped, ...tokens));
}

/** The schemas that apply to items beside the layout. */
export const schemasBesideLayout = (scoped: SchemaInScope, graph: SchemaGraph): readonly SchemaInScope[] =>
  ANYWHERE.filter((keyword) => hasKeyword(scoped.node, keyword)).map((keyword) => graph.child(scoped, keyword));

/** The schema that some items have to satisfy. */
export const containedSchema = (scoped: SchemaInScope, graph: SchemaGraph): SchemaInScope | undefined =>
  hasKeyword(scoped.node, 'contains') ? graph.child(scoped, 'contains') : undefined;

/** Whether an item that satisfies the contained schema counts as evaluated: since 2020-12 (core, section 10.3.1.3). */
export const evaluatesContained = ({ node }: SchemaInScope): boolean => node.resource.dialect === '2020-12';
