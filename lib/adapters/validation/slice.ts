import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../domain/schema/json.ts';
import { REFERENCE_KEYWORDS } from '../../domain/schema/keywords.ts';
import { pointerTokens } from '../../domain/schema/pointer.ts';

const NAMED = ['$id', 'id', '$anchor', '$dynamicAnchor'];

/**
 * The schema without the `properties` whose names occur nowhere in the record and which no reference needs. It accepts
 * the record exactly where the whole schema does, and compiles in a fraction of the time.
 */
export function sliceSchema(schema: JsonValue, record: JsonValue): JsonValue {
  const names = new Set<string>();
  collectNames(record, names);
  const needed = new Set<string>();
  collectReferences(schema, needed);
  return slice(schema, { names, needed });
}

interface Wanted {
  readonly names: ReadonlySet<string>;
  /** Every token of every reference. */
  readonly needed: ReadonlySet<string>;
}

function slice(schema: JsonValue, wanted: Wanted): JsonValue {
  if (isJsonArray(schema)) return schema.map((item) => slice(item, wanted));
  if (!isJsonObject(schema)) return schema;
  const result: Record<string, JsonValue> = Object.create(null);
  for (const keyword of Object.keys(schema)) {
    const value = schema[keyword] ?? null;
    if (keyword === 'enum' || keyword === 'const' || keyword === 'default' || keyword === 'examples')
      result[keyword] = value;
    else if (keyword === 'properties' && isJsonObject(value)) result[keyword] = sliceProperties(value, wanted);
    else result[keyword] = slice(value, wanted);
  }
  return result;
}

function sliceProperties(properties: JsonObject, wanted: Wanted): JsonObject {
  const kept: Record<string, JsonValue> = Object.create(null);
  for (const name of Object.keys(properties)) {
    const value = properties[name] ?? null;
    // Where `properties` is itself a property's name its members are schemas' keywords: their names are kept too.
    if (wanted.names.has(name) || wanted.needed.has(name) || !isJsonObject(value) || isNamed(value))
      kept[name] = slice(value, wanted);
  }
  return kept;
}

/** Whether a reference may lead into the schema by a name instead of a pointer. */
function isNamed(schema: JsonValue): boolean {
  const open = [schema];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (isJsonArray(value)) open.push(...value);
    else if (isJsonObject(value)) {
      if (NAMED.some((keyword) => typeof value === 'object' && typeof (value as JsonObject)[keyword] === 'string'))
        return true;
      open.push(...Object.values(value));
    }
  }
  return false;
}

function collectNames(record: JsonValue, names: Set<string>): void {
  const open = [record];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (isJsonArray(value)) open.push(...value);
    else if (isJsonObject(value))
      for (const name of Object.keys(value)) {
        names.add(name);
        open.push(value[name] ?? null);
      }
  }
}

function collectReferences(schema: JsonValue, needed: Set<string>): void {
  const open = [schema];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (isJsonArray(value)) open.push(...value);
    else if (isJsonObject(value)) {
      for (const keyword of REFERENCE_KEYWORDS) {
        const reference = value[keyword];
        if (typeof reference === 'string' && reference.includes('#/'))
          for (const token of pointerTokens(decoded(reference.slice(reference.indexOf('#') + 1)))) needed.add(token);
      }
      open.push(...Object.values(value));
    }
  }
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch (error) {
    if (error instanceof URIError) return fragment;
    throw error;
  }
}
