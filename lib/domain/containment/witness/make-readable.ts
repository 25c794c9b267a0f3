import { canonicalValue } from '../../schema/canonical.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../schema/json.ts';
import { FORMAT_SAMPLES } from '../algebra/formats.ts';
import { keywordOf, listOf, stringOf } from '../scope/keywords.ts';
import type { SchemaGraph } from '../scope/schema-graph.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';
import { applicableTo, itemSchemas, memberSchemas } from './applicable.ts';
import { replace } from './shrink.ts';

export interface ReadableOptions {
  readonly from: SchemaInScope;
  readonly isWitness: (value: JsonValue) => boolean;
  readonly graph: SchemaGraph;
}

/** Tries per record: readable words are a courtesy, the verdict does not depend on them. */
const MAX_TRIES = 48;

/**
 * Replaces made-up scalars by words that the producer's schema itself offers: `examples`, `default`, `enum`, then a
 * sample of the `format`. Each replacement must leave a witness a witness.
 */
export function makeReadable(value: JsonValue, { from, isWitness, graph }: ReadableOptions): JsonValue {
  let tries = 0;
  // One order of members for one record, however it was found: it is shown beside itself on several surfaces.
  const sorted = canonicalValue(value);
  let whole = sorted;
  const visit = (part: JsonValue, schemas: readonly SchemaInScope[], put: (part: JsonValue) => JsonValue): void => {
    if (tries > MAX_TRIES || schemas.length === 0) return;
    const reached = applicableTo(schemas, graph);
    if (isJsonArray(part)) {
      let current: JsonValue = part;
      part.forEach((item, at) => {
        visit(item, itemSchemas(reached, at, graph), (replacement) => {
          current = replace(current, at, replacement);
          return put(current);
        });
      });
      return;
    }
    if (isJsonObject(part)) {
      let current: JsonValue = part;
      for (const name of Object.keys(part))
        visit(part[name] ?? null, memberSchemas(reached, name, graph), (replacement) => {
          current = replace(current, name, replacement);
          return put(current);
        });
      return;
    }
    for (const word of words(reached, part)) {
      if (++tries > MAX_TRIES) return;
      if (word === part) return;
      const candidate = put(word);
      if (isWitness(candidate)) {
        whole = candidate;
        return;
      }
      put(part);
    }
  };
  visit(sorted, [from], (part) => part);
  return whole;
}

/** Better words than `current`, best first, without what is not a scalar. */
function words(schemas: readonly SchemaInScope[], current: JsonValue): readonly JsonValue[] {
  const found: JsonValue[] = [];
  for (const { node } of schemas) {
    found.push(...listOf(node, 'examples'));
    const fallback = keywordOf(node, 'default');
    if (fallback !== undefined && fallback !== null) found.push(fallback);
  }
  for (const { node } of schemas) found.push(...listOf(node, 'enum').slice(0, 4));
  for (const { node } of schemas) found.push(...(FORMAT_SAMPLES.get(stringOf(node, 'format') ?? '') ?? []));
  if (typeof current === 'string' && current.length < 2) found.push('text');
  return found.filter((word) => typeof word !== 'object' || word === null);
}
