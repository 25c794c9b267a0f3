import { canonicalJson } from '../../schema/canonical.ts';
import type { JsonValue } from '../../schema/json.ts';
import type { SchemaNode } from '../schema-node.ts';

/** The values of a keyword that only one side states, e.g. the patterns that a new schema adds. */
export function statedOnlyIn(node: SchemaNode, other: SchemaNode, keyword: string): readonly JsonValue[] {
  const theirs = new Set(other.stated(keyword).map(({ value }) => canonicalJson(value)));
  return node.stated(keyword).flatMap(({ value }) => (theirs.has(canonicalJson(value)) ? [] : [value]));
}

/** A finding shows the first values that differ; the others belong to the change as well. */
export const contentOf = (
  before: readonly JsonValue[],
  after: readonly JsonValue[],
): { readonly content?: JsonValue } => (before.length + after.length > 0 ? { content: [before, after] } : {});
