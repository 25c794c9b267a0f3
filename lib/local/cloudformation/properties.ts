import type { Json, JsonObject } from './cloud-assembly.ts';

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The value at a path of members, e.g. `propertyAt(properties, 'Code', 'S3Key')`; undefined if one is missing. */
export function propertyAt(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((found, name) => (isObject(found) ? found[name] : undefined), value);
}

/** A property that holds objects; none if it is left out. Throws an Error if it holds anything else. */
export function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return itemsOf(value, isObject, 'objects');
}

/** A property that holds strings; none if it is left out. Throws an Error if it holds anything else. */
export function stringsOf(value: Json | undefined): readonly string[] {
  return itemsOf(value, (item) => typeof item === 'string', 'strings');
}

function itemsOf<T extends Json>(value: Json | undefined, is: (item: Json) => item is T, what: string): readonly T[] {
  if (value === undefined) return [];
  if (isList(value) && value.every(is)) return value;
  throw new Error(`The template should hold a list of ${what} instead of ${JSON.stringify(value)}.`);
}
