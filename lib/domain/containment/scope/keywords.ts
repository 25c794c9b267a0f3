import { hidesRefSiblings } from '../../schema/dialect.ts';
import type { SchemaLocation } from '../../schema/document.ts';
import type { ExactNumber } from '../../schema/json.ts';
import { isJsonArray, isJsonNumber, isJsonObject, type JsonObject, type JsonValue } from '../../schema/json.ts';
import { isInert } from '../../schema/keywords.ts';

/** Whether the schema has the keyword, and its draft knows it. */
export function hasKeyword(node: SchemaLocation, keyword: string): boolean {
  const { schema, resource } = node;
  if (!isJsonObject(schema) || schema[keyword] === undefined) return false;
  const { dialect } = resource;
  if (keyword !== '$ref' && typeof schema['$ref'] === 'string' && hidesRefSiblings(dialect)) return false;
  return !isInert(keyword, dialect);
}

export const keywordOf = (node: SchemaLocation, keyword: string): JsonValue | undefined =>
  hasKeyword(node, keyword) ? (node.schema as JsonObject)[keyword] : undefined;

export const numberOf = (node: SchemaLocation, keyword: string): number | ExactNumber | undefined => {
  const value = keywordOf(node, keyword);
  return isJsonNumber(value) ? value : undefined;
};

/** A count keyword such as `minLength`; a huge one is clipped, a fractional one rounded outward. */
export const countOf = (node: SchemaLocation, keyword: string): number | undefined => {
  const value = numberOf(node, keyword);
  return value === undefined ? undefined : Math.min(Number(value), Number.MAX_SAFE_INTEGER);
};

export const stringOf = (node: SchemaLocation, keyword: string): string | undefined => {
  const value = keywordOf(node, keyword);
  return typeof value === 'string' ? value : undefined;
};

export const listOf = (node: SchemaLocation, keyword: string): readonly JsonValue[] => {
  const value = keywordOf(node, keyword);
  return isJsonArray(value) ? value : [];
};

export const namesOf = (node: SchemaLocation, keyword: string): readonly string[] => {
  const value = keywordOf(node, keyword);
  return isJsonObject(value) ? Object.keys(value) : [];
};

/** Whether a keyword that holds a table, such as `properties`, has an entry of this name: at once, however many it has. */
export const listsName = (node: SchemaLocation, keyword: string, name: string): boolean => {
  const value = keywordOf(node, keyword);
  return isJsonObject(value) && Object.hasOwn(value, name);
};

export const stringsOf = (value: JsonValue | undefined): readonly string[] =>
  isJsonArray(value) ? value.filter((item) => typeof item === 'string') : [];
