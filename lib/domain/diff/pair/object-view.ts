import type { SchemaLocation } from '../../schema/document.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../schema/json.ts';
import { type SchemaNode, schemaAt } from '../schema-node.ts';

/** The schema of the members or items that nothing else names. */
export interface Rest {
  /** A `false`: no further member or item is allowed. */
  readonly isClosed: boolean;
  /** A `true` or a schema is there, so that a producer declares that it may emit more. */
  readonly isStated: boolean;
  readonly locations: readonly SchemaLocation[];
  readonly pointer: string;
}

export interface Dependency {
  readonly required: readonly string[];
  readonly schemas: readonly SchemaLocation[];
  readonly stated: JsonValue;
  readonly pointer: string;
}

export type Named = ReadonlyMap<string, readonly SchemaLocation[]>;

/** Where the names stand that an object may not have, by a `false`. */
export function forbiddenOf(node: SchemaNode): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, locations] of namedSchemas(node, 'properties', true)) {
    const refusing = locations.find(({ schema }) => schema === false);
    if (refusing) found.set(name, refusing.pointer);
  }
  return found;
}

/** The declared properties; a property whose schema is `false` is not one. */
export const propertiesOf = (node: SchemaNode): Named => namedSchemas(node, 'properties', false);
export const patternsOf = (node: SchemaNode): Named => namedSchemas(node, 'patternProperties', true);

export const requiredOf = (node: SchemaNode): ReadonlySet<string> =>
  new Set(node.stated('required').flatMap(({ value }) => stringsOf(value)));

export function additionalOf(node: SchemaNode): Rest {
  return restOf(node, ['additionalProperties', 'unevaluatedProperties']);
}

/** A tuple's positions and what follows them, as any draft writes it. */
export function itemsOf(node: SchemaNode): {
  readonly prefix: readonly (readonly SchemaLocation[])[];
  readonly rest: Rest;
} {
  const prefix: SchemaLocation[][] = [];
  for (const part of node.parts) {
    const keyword = isJsonArray(part.schema['items']) ? 'items' : 'prefixItems';
    const positions = part.schema[keyword];
    if (!isJsonArray(positions)) continue;
    for (const at of positions.keys()) {
      const location = schemaAt(node.document, part, [keyword, String(at)]);
      const known = prefix[at];
      if (location && known) known.push(location);
      else if (location) prefix[at] = [location];
    }
  }
  const isTuple = node.parts.some(({ schema }) => isJsonArray(schema['items']));
  return {
    prefix,
    rest: restOf(node, isTuple ? ['additionalItems', 'unevaluatedItems'] : ['items', 'unevaluatedItems']),
  };
}

/** `dependencies`, `dependentRequired` and `dependentSchemas` by their trigger. */
export function dependenciesOf(node: SchemaNode): ReadonlyMap<string, Dependency> {
  const found = new Map<string, Dependency>();
  for (const keyword of ['dependencies', 'dependentRequired', 'dependentSchemas'])
    for (const { value, part, pointer } of node.stated(keyword)) {
      if (!isJsonObject(value)) continue;
      for (const [trigger, needs] of Object.entries(value)) {
        const schema = isJsonArray(needs) ? undefined : schemaAt(node.document, part, [keyword, trigger]);
        const known = found.get(trigger);
        found.set(trigger, {
          required: [...new Set([...(known?.required ?? []), ...stringsOf(needs)])].sort(),
          schemas: schema ? [...(known?.schemas ?? []), schema] : (known?.schemas ?? []),
          stated: known?.stated ?? needs,
          pointer: known?.pointer ?? pointer,
        });
      }
    }
  return found;
}

/** An `if` with what follows from it; an `if` alone asserts nothing. */
export interface Condition {
  readonly condition: SchemaLocation;
  readonly then: SchemaLocation | undefined;
  readonly otherwise: SchemaLocation | undefined;
}

export const conditionsOf = (node: SchemaNode): readonly Condition[] =>
  node.parts.flatMap((part) => {
    const [condition, then, otherwise] = ['if', 'then', 'else'].map((keyword) =>
      schemaAt(node.document, part, [keyword]),
    );
    return condition && (then || otherwise) ? [{ condition, then, otherwise }] : [];
  });

function namedSchemas(node: SchemaNode, keyword: string, keepForbidden: boolean): Named {
  const found = new Map<string, SchemaLocation[]>();
  const forbidden = new Set<string>();
  for (const { value, part } of node.stated(keyword)) {
    if (!isJsonObject(value)) continue;
    for (const name of Object.keys(value)) {
      const location = schemaAt(node.document, part, [keyword, name]);
      if (!location) continue;
      if (location.schema === false && !keepForbidden) forbidden.add(name);
      const known = found.get(name);
      if (known) known.push(location);
      else found.set(name, [location]);
    }
  }
  for (const name of forbidden) found.delete(name);
  return found;
}

function restOf(node: SchemaNode, keywords: readonly string[]): Rest {
  const locations = node.parts.flatMap((part) => {
    const keyword = keywords.find((candidate) => part.schema[candidate] !== undefined);
    return (keyword && schemaAt(node.document, part, [keyword])) || [];
  });
  return {
    isClosed: locations.some(({ schema }) => schema === false),
    isStated: locations.length > 0,
    locations,
    pointer: node.pointerOf(...keywords),
  };
}

const stringsOf = (value: JsonValue): readonly string[] =>
  isJsonArray(value) ? value.filter((item) => typeof item === 'string') : [];
