import { isJsonArray, isJsonNumber, isJsonObject, type JsonValue } from '../../schema/json.ts';
import { typeBit } from '../algebra/disjoint.ts';
import { isFormat } from '../algebra/formats.ts';
import { NUMBER } from '../algebra/formula.ts';
import { compare, isInteger, isMultiple, toRational } from '../algebra/rational.ts';
import { countOf, keywordOf, numberOf, stringOf } from '../scope/keywords.ts';
import type { Check } from './check.ts';

/** `type`, `enum` and `const`, which say something about every value. */
export function checkTypeAndValue(check: Check): void {
  const { node, value } = check;
  const type = keywordOf(node, 'type');
  if (type !== undefined && !(isJsonArray(type) ? type : [type]).some((name) => isOfType(value, name))) check.fail();
  const listed = keywordOf(node, 'enum');
  if (isJsonArray(listed) && !check.keys.isListed(listed, value)) check.fail();
  const constant = keywordOf(node, 'const');
  if (constant !== undefined && !check.keys.isSame(constant, value)) check.fail();
}

export function checkNumber(check: Check): void {
  const { node, value } = check;
  if (!isJsonNumber(value)) return;
  const exact = toRational(value);
  const of = numberOf(node, 'multipleOf');
  if (of !== undefined && toRational(of).num > 0n && !isMultiple(exact, toRational(of))) check.fail();
  for (const [bare, strict, sign] of [
    ['minimum', 'exclusiveMinimum', 1],
    ['maximum', 'exclusiveMaximum', -1],
  ] as const) {
    const bound = numberOf(node, bare);
    const old = node.resource.dialect === 'draft-04';
    if (bound !== undefined) {
      const order = compare(exact, toRational(bound)) * sign;
      if (order < 0 || (order === 0 && old && keywordOf(node, strict) === true)) check.fail();
    }
    const exclusive = numberOf(node, strict);
    if (exclusive !== undefined && compare(exact, toRational(exclusive)) * sign <= 0) check.fail();
  }
}

export function checkString(check: Check): void {
  const { node, value } = check;
  if (typeof value !== 'string') return;
  const length = [...value].length;
  if (length < (countOf(node, 'minLength') ?? 0)) check.fail();
  if (length > (countOf(node, 'maxLength') ?? Number.POSITIVE_INFINITY)) check.fail();
  const pattern = stringOf(node, 'pattern');
  if (pattern !== undefined) check.require(check.matches(pattern, value));
  const format = stringOf(node, 'format');
  if (format !== undefined && check.formatMode === 'assertion') check.require(isFormat(format, value));
}

function isOfType(value: JsonValue, name: JsonValue): boolean {
  switch (name) {
    case 'null':
      return value === null;
    case 'boolean':
      return typeof value === 'boolean';
    case 'string':
      return typeof value === 'string';
    case 'number':
      return typeBit(value) === NUMBER;
    case 'integer':
      return isJsonNumber(value) && isInteger(toRational(value));
    case 'array':
      return isJsonArray(value);
    case 'object':
      return isJsonObject(value);
    default:
      return name === 'any';
  }
}
