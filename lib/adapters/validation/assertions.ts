import type { Dialect } from '../../domain/schema/dialect.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../domain/schema/json.ts';
import { holdingsOf, isInert, roleOf } from '../../domain/schema/keywords.ts';

/** Schemas and their members as they are being written: without a prototype, as `parseJson` makes them. */
export type Draft = Record<string, JsonValue>;
export const draftOf = (members: JsonObject = {}): Draft => Object.assign(Object.create(null), members);

/** Keywords that assert without subschemas, and empty lists: `items: []` still counts positions. */
export function assertionsOf(schema: JsonObject, dialect: Dialect): Draft {
  const draft = draftOf();
  for (const keyword of Object.keys(schema)) {
    const value = schema[keyword] ?? null;
    if (isInert(keyword, dialect) || isReworded(keyword, value, dialect)) continue;
    const isEmptyList = isJsonArray(value) && value.length === 0 && holdingsOf(keyword, dialect).includes('list');
    if (roleOf(keyword) === 'asserts' || isEmptyList) draft[keyword] = value;
    // Its lists of names are among schemas.
    if (keyword === 'dependencies' && isJsonObject(value)) draft[keyword] = draftOf(value);
  }
  return draft;
}

function isReworded(keyword: string, value: JsonValue, dialect: Dialect): boolean {
  if (keyword === 'enum') return isJsonArray(value) && value.length === 0;
  if (keyword === 'const') return dialect === 'draft-04';
  // One named like a method of every object would be looked up, and found.
  return keyword === 'format' && typeof value === 'string' && value in {};
}

/** Other words for what a validator refuses to read: an empty `enum`, and in draft 4 `const`. */
export function rewordedOf(schema: JsonObject, dialect: Dialect): readonly JsonValue[] {
  const { enum: values, const: value } = schema;
  return [
    ...(isJsonArray(values) && values.length === 0 ? [draftOf({ not: draftOf() })] : []),
    ...(dialect === 'draft-04' && value !== undefined ? [draftOf({ enum: [value] })] : []),
  ];
}
