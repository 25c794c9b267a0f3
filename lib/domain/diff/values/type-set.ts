import { ExactNumber, isJsonArray, isJsonNumber, type JsonValue, normalDecimal } from '../../schema/json.ts';

/** JSON Schema's types, with `number` cut in two so that sets of them can be compared by membership. */
export type TypeAtom = 'null' | 'boolean' | 'object' | 'array' | 'string' | 'integer' | 'fraction';
export type TypeSet = ReadonlySet<TypeAtom>;

const ATOMS: Readonly<Record<string, readonly TypeAtom[]>> = {
  null: ['null'],
  boolean: ['boolean'],
  object: ['object'],
  array: ['array'],
  string: ['string'],
  integer: ['integer'],
  number: ['integer', 'fraction'],
};

/** The types that a `type` keyword allows. */
export function readTypes(type: JsonValue): TypeSet {
  const names = isJsonArray(type) ? type : [type];
  return new Set(names.flatMap((name) => (typeof name === 'string' ? (ATOMS[name] ?? []) : [])));
}

export const typesOfValues = (values: readonly JsonValue[]): TypeSet => new Set(values.map(typeOfValue));

export const intersectTypes = (left: TypeSet | undefined, right: TypeSet | undefined): TypeSet | undefined =>
  left && right ? new Set([...left].filter((atom) => right.has(atom))) : (left ?? right);

export const uniteTypes = (left: TypeSet, right: TypeSet): TypeSet => new Set([...left, ...right]);

export const withoutNull = (types: TypeSet): TypeSet => new Set([...types].filter((atom) => atom !== 'null'));

export const isSubset = (inner: TypeSet, outer: TypeSet): boolean => [...inner].every((atom) => outer.has(atom));

/** The set as a `type` keyword would say it: `integer`, or `[null, string]` sorted. */
export function typeKeyword(types: TypeSet): string | readonly string[] {
  const names = [...types].map((atom) => (atom === 'fraction' ? 'number' : atom));
  const shown = [...new Set(names)].filter((name) => name !== 'integer' || !types.has('fraction')).sort();
  return shown.length === 1 ? (shown[0] ?? []) : shown;
}

export function describeTypes(types: TypeSet | undefined): string {
  if (!types) return 'any type';
  const keyword = typeKeyword(types);
  return typeof keyword === 'string' ? keyword : keyword.join(' or ') || 'nothing';
}

function typeOfValue(value: JsonValue): TypeAtom {
  if (value === null) return 'null';
  if (isJsonNumber(value)) {
    const text = value instanceof ExactNumber ? value.text : String(value);
    return normalDecimal(text).exponent >= 0 ? 'integer' : 'fraction';
  }
  if (isJsonArray(value)) return 'array';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' ? 'string' : 'object';
}
