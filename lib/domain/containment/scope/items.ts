import type { SchemaLocation } from '../../schema/document.ts';
import { isJsonArray } from '../../schema/json.ts';
import { hasKeyword, keywordOf, listOf } from './keywords.ts';
import type { Spot } from './spot.ts';
import type { Spots } from './spots.ts';

/** The keywords that apply one schema to items wherever they stand in the array. */
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
export function layoutSchemas(spot: Spot, spots: Spots): readonly Spot[] {
  const { prefix, rest } = itemLayout(spot.node);
  return [...prefix, ...(rest ? [rest] : [])].map((tokens) => spots.child(spot, ...tokens));
}

/** The schemas that apply to items beside the layout. */
export const schemasBesideLayout = (spot: Spot, spots: Spots): readonly Spot[] =>
  ANYWHERE.filter((keyword) => hasKeyword(spot.node, keyword)).map((keyword) => spots.child(spot, keyword));

/** The schema that some items have to satisfy. */
export const containedSchema = (spot: Spot, spots: Spots): Spot | undefined =>
  hasKeyword(spot.node, 'contains') ? spots.child(spot, 'contains') : undefined;

/** Whether an item that satisfies the contained schema counts as evaluated: since 2020-12 (core, section 10.3.1.3). */
export const evaluatesContained = ({ node }: Spot): boolean => node.resource.dialect === '2020-12';
