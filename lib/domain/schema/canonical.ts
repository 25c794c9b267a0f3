import { createHash } from 'node:crypto';
import {
  ExactNumber,
  isJsonArray,
  isJsonNumber,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  normalDecimal,
} from './json.ts';

/**
 * Canonical JSON text (RFC 8785: sorted names, shortest numbers, no white space). A number beyond the double keeps its
 * digits, as RFC 8785 would not: two schemas that differ only there must not get one fingerprint.
 */
export function canonicalJson(value: JsonValue): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string')
    return JSON.stringify(value);
  if (value instanceof ExactNumber) return exactText(value);
  if (isJsonArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const object: JsonObject = value;
  const members = Object.keys(object)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(object[name] ?? null)}`);
  return `{${members.join(',')}}`;
}

/** The same value with sorted names and one spelling for each number: what is read off it depends on neither. */
export function canonicalValue<T extends JsonValue>(value: T): T;
export function canonicalValue(value: JsonValue): JsonValue {
  if (value instanceof ExactNumber) return new ExactNumber(exactText(value));
  if (typeof value === 'number') return value === 0 ? 0 : value;
  if (isJsonArray(value)) return value.map((item) => canonicalValue(item));
  if (!isJsonObject(value)) return value;
  const members: Record<string, JsonValue> = Object.create(null);
  for (const name of Object.keys(value).sort()) members[name] = canonicalValue(value[name] ?? null);
  return members;
}

/** SHA-256 of the canonical JSON, 64 hex digits. */
export const fingerprint = (canonical: string): string => createHash('sha256').update(canonical).digest('hex');

/** Equal up to member order and number spelling; stops at the first difference. */
export function jsonEquals(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    // One may be a number whose digits were kept and the other the same number as a double.
    return isJsonNumber(left) && isJsonNumber(right) && canonicalJson(left) === canonicalJson(right);
  }
  if (isJsonArray(left))
    return isJsonArray(right) && left.length === right.length && left.every((item, at) => jsonEquals(item, right[at]));
  if (!isJsonObject(left) || !isJsonObject(right)) return canonicalJson(left) === canonicalJson(right);
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && jsonEquals(left[name], right[name]))
  );
}

function exactText(value: ExactNumber): string {
  const { negative, digits, exponent } = normalDecimal(value.text);
  const sign = negative ? '-' : '';
  return exponent >= 0 && exponent < 400 ? `${sign}${digits}${'0'.repeat(exponent)}` : `${sign}${digits}e${exponent}`;
}
