import type { NamePatterns } from '../../containment/strings/name-patterns.ts';
import type { SchemaLocation } from '../../schema/document.ts';
import { isJsonObject } from '../../schema/json.ts';
import { type Part, type SchemaNode, schemaAt } from '../schema-node.ts';

/**
 * What an object says of a member that none of its `properties` names: the patterns that match it, else the schema of
 * all other members. Empty if nothing but `true` is said, which promises nothing: a field that moved there is gone
 * for its readers. With `patternProperties: {"^a": X}` the member `a1` has X.
 */
export function coveringOf(node: SchemaNode, name: string, patterns: NamePatterns): readonly SchemaLocation[] {
  return node.parts.flatMap((part) => coveringInPart(node, part, { name, patterns }));
}

interface Member {
  readonly name: string;
  readonly patterns: NamePatterns;
}

function coveringInPart(node: SchemaNode, part: Part, { name, patterns }: Member): readonly SchemaLocation[] {
  const sources = isJsonObject(part.schema['patternProperties']) ? Object.keys(part.schema['patternProperties']) : [];
  const answers = sources.map((source) => ({ source, matches: patterns.matches(source, name) }));
  // A pattern that cannot be read may match: nothing is known of the member then.
  if (answers.some(({ matches }) => matches === undefined)) return [];
  const matching = answers.filter(({ matches }) => matches);
  const tokens =
    matching.length > 0 ? matching.map(({ source }) => ['patternProperties', source]) : [['additionalProperties']];
  const found = tokens.flatMap((path) => schemaAt(node.document, part, path) ?? []);
  return found.filter(({ schema }) => isJsonObject(schema) && Object.keys(schema).length > 0);
}
