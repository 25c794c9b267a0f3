import { type Dialect, hidesRefSiblings } from './dialect.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from './json.ts';
import { type Holding, holdersOf, holdingsOf } from './keywords.ts';

export interface Subschema {
  /** Unescaped tokens from the schema that holds it, e.g. `['properties', 'a/b']`. */
  readonly tokens: readonly string[];
  readonly schema: JsonObject | boolean;
}

/** The schemas directly inside one. Beside a `$ref` that hides its siblings only definitions count: they may be its target. */
export function subschemas(schema: JsonObject, dialect: Dialect): readonly Subschema[] {
  const hidden = hidesRefSiblings(dialect) && typeof schema['$ref'] === 'string';
  return holdersOf(dialect).flatMap(({ name, role, holds }) => {
    const value = schema[name];
    if (value === undefined || (hidden && role !== 'defines')) return [];
    return unfold(name, holds, value);
  });
}

/** In which way a value holds schemas where it is behind the keyword. */
export const holdingOf = (keyword: string, value: JsonValue, dialect: Dialect): Holding | undefined =>
  holdingsOf(keyword, dialect).find((holds) => isHeld(holds, value));

const isHeld = (holds: Holding, value: JsonValue): boolean => {
  switch (holds) {
    case 'schema':
      return isSchema(value);
    case 'list':
      return isJsonArray(value);
    case 'map':
      return isJsonObject(value);
  }
};

export const isSchema = (value: JsonValue | undefined): value is JsonObject | boolean =>
  typeof value === 'boolean' || isJsonObject(value);

function unfold(keyword: string, holds: Holding, value: JsonValue): readonly Subschema[] {
  if (!isHeld(holds, value)) return [];
  if (holds === 'schema') return isSchema(value) ? [{ tokens: [keyword], schema: value }] : [];
  return Object.entries(value as JsonObject).flatMap(([name, member]) =>
    isSchema(member) ? [{ tokens: [keyword, name], schema: member }] : [],
  );
}
