import { distance } from 'fastest-levenshtein';
import { itemLayout } from '../containment/scope/items.ts';
import { namesOf } from '../containment/scope/keywords.ts';
import type { SchemaInScope } from '../containment/scope/schema-in-scope.ts';

const MAX_NEAREST = 3;

/** The names that the schemas at one place declare, those first that are written most like the token. */
export function nearestTokens(token: string, here: Iterable<SchemaInScope>): readonly string[] {
  const schemas = [...here];
  const names = new Set(schemas.flatMap(({ node }) => namesOf(node, 'properties')));
  if (schemas.some(({ node }) => itemLayout(node).rest || itemLayout(node).prefix.length > 0)) names.add('*');
  return [...names]
    .map((name) => ({ name, edits: distance(name, token) }))
    .sort((a, b) => a.edits - b.edits || (a.name < b.name ? -1 : 1))
    .slice(0, MAX_NEAREST)
    .map(({ name }) => name);
}
