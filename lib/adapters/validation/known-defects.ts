import { ExactNumber, isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../domain/schema/json.ts';
import type { Dissent } from '../../domain/verdict.ts';
import { dialectOf } from './excerpt.ts';

/** A defect that is known of a validator, and where it is described. */
interface Rule extends Dissent {
  readonly applies: (schema: JsonObject, context: { readonly root: JsonValue; readonly witness: JsonValue }) => boolean;
}

const later = (schema: JsonObject, keywords: readonly string[]): boolean =>
  keywords.some((keyword) => schema[keyword] !== undefined);

/** Each names its keyword: a defect explains a dissent only on a schema that uses what it is about. */
const RULES: readonly Rule[] = [
  {
    id: 'ajv-multiple-of',
    validators: ['ajv'],
    description: 'ajv divides doubles: 19.99 is not a multiple of 0.01 to it',
    source: 'https://github.com/ajv-validator/ajv/issues/84',
    applies: (schema) => typeof schema['multipleOf'] === 'number' && !Number.isInteger(schema['multipleOf']),
  },
  {
    id: 'ajv-contains-empty',
    validators: ['ajv'],
    description: 'ajv takes an empty array to contain what the array before it did, among the items of another',
    source: 'https://github.com/ajv-validator/ajv/blob/v8.20.0/lib/vocabularies/applicator/contains.ts',
    applies: (schema, { witness }) => schema['contains'] !== undefined && hasEmptyArray(witness),
  },
  {
    id: 'contains-evaluates',
    validators: ['ajv', 'hyperjump'],
    description: 'both take what contains accepts for evaluated in 2019-09, where only 2020-12 does',
    source: 'https://json-schema.org/draft/2019-09/json-schema-core#section-9.3.1.3',
    applies: (schema, { root }) =>
      schema['contains'] !== undefined &&
      dialectOf(root) === '2019-09' &&
      mentions(root, (keyword) => keyword === 'unevaluatedItems'),
  },
  {
    id: 'ajv-unevaluated',
    validators: ['ajv'],
    description: 'ajv does not follow what if without then, contains and failed branches evaluate',
    source: 'https://github.com/ajv-validator/ajv/issues/1943',
    applies: (schema) => later(schema, ['unevaluatedProperties', 'unevaluatedItems']),
  },
  {
    id: 'ajv-dynamic-references',
    validators: ['ajv'],
    description: 'ajv resolves dynamic references across resources differently from the draft',
    source: 'https://github.com/ajv-validator/ajv/issues/1573',
    applies: (schema) => later(schema, ['$dynamicRef', '$recursiveRef']),
  },
  {
    id: 'ajv-proto',
    validators: ['ajv'],
    description: 'ajv leaves out what keywords that name members say of __proto__',
    source: 'https://github.com/ajv-validator/ajv/blob/v8.20.0/lib/vocabularies/code.ts',
    applies: (schema) => BY_NAME.some((keyword) => mentions(schema[keyword], (name) => name === '__proto__')),
  },
  {
    id: 'ajv-empty-name',
    validators: ['ajv'],
    description: 'ajv never misses a required member whose name is empty',
    source: 'https://github.com/ajv-validator/ajv/blob/v8.20.0/lib/vocabularies/code.ts',
    applies: (schema) => [...namesRequired(schema)].includes(''),
  },
  {
    id: 'ajv-equality',
    validators: ['ajv'],
    description: 'ajv compares objects by methods that a member named like one replaces',
    source: 'https://github.com/epoberezkin/fast-deep-equal/blob/v3.1.3/index.js',
    applies: (schema, { witness }) =>
      later(schema, ['const', 'enum', 'uniqueItems']) &&
      [schema['const'], schema['enum'], witness].some((data) => mentions(data, (name) => METHODS.has(name))),
  },
  {
    id: 'ajv-embedded-resources',
    validators: ['ajv'],
    description: 'ajv cannot resolve some references between resources embedded in one schema',
    source: 'https://github.com/ajv-validator/ajv/issues/1414',
    applies: (schema, { root }) =>
      schema !== root && (typeof schema['$id'] === 'string' || typeof schema['id'] === 'string'),
  },
  {
    id: 'hyperjump-references-in-data',
    validators: ['hyperjump'],
    description: 'Hyperjump reads references and identifiers inside const and enum, which are data',
    source: 'https://json-schema.org/draft/2020-12/json-schema-core#section-9.4.2',
    applies: (schema) => [schema['const'], schema['enum']].some((data) => data !== undefined && hasIdentifier(data)),
  },
  {
    id: 'pattern-without-u-flag',
    validators: ['ajv', 'hyperjump'],
    description: 'both compile patterns with the u flag, which refuses identity escapes such as \\-',
    source: 'https://262.ecma-international.org/#sec-patterns',
    applies: (schema) => patternsOf(schema).some((pattern) => !compiles(pattern)),
  },
  {
    id: 'doubles',
    validators: ['ajv', 'hyperjump'],
    description: 'both read numbers as doubles, which lose digits past 2^53',
    source: 'https://www.rfc-editor.org/rfc/rfc8259#section-6',
    applies: (_, { root, witness }) => hasExactNumber(root) || hasExactNumber(witness),
  },
];

/** The known defects that may have led a validator astray on this schema and record. */
export function findDefects(root: JsonValue, witness: JsonValue): readonly Dissent[] {
  const found = new Set<Rule>();
  const open = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (isJsonArray(value)) open.push(...value);
    else if (isJsonObject(value)) {
      for (const rule of RULES) if (!found.has(rule) && rule.applies(value, { root, witness })) found.add(rule);
      open.push(...Object.values(value));
    }
  }
  return [...found].map(({ id, validators, description, source }) => ({ id, validators, description, source }));
}

const BY_NAME = ['properties', 'patternProperties', 'dependencies', 'dependentRequired', 'dependentSchemas'];
const METHODS = new Set(['toString', 'valueOf', 'constructor']);

function namesRequired(schema: JsonObject): ReadonlySet<JsonValue> {
  const lists = [schema['required'] ?? null];
  for (const keyword of ['dependentRequired', 'dependencies']) {
    const table = schema[keyword];
    if (isJsonObject(table)) lists.push(...Object.values(table));
  }
  return new Set(lists.flatMap((list) => (isJsonArray(list) ? list : [])));
}

/** Whether a member with such a name is anywhere in the data. */
function mentions(data: JsonValue | undefined, is: (name: string) => boolean): boolean {
  const open = [data];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (isJsonArray(value)) open.push(...value);
    else if (isJsonObject(value)) {
      if (Object.keys(value).some(is)) return true;
      open.push(...Object.values(value));
    }
  }
  return false;
}

function hasEmptyArray(data: JsonValue): boolean {
  const open = [data];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (isJsonArray(value)) {
      if (value.length === 0) return true;
      open.push(...value);
    } else if (isJsonObject(value)) open.push(...Object.values(value));
  }
  return false;
}

function patternsOf(schema: JsonObject): readonly string[] {
  const named = schema['patternProperties'];
  const own = schema['pattern'];
  return [...(typeof own === 'string' ? [own] : []), ...(isJsonObject(named) ? Object.keys(named) : [])];
}

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function hasIdentifier(data: JsonValue): boolean {
  const open = [data];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (isJsonArray(value)) open.push(...value);
    else if (isJsonObject(value)) {
      if (later(value, ['$ref', '$id', 'id', '$schema', '$anchor', '$dynamicAnchor'])) return true;
      open.push(...Object.values(value));
    }
  }
  return false;
}

function hasExactNumber(value: JsonValue): boolean {
  const open = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next instanceof ExactNumber) return true;
    if (typeof next === 'number' && Math.abs(next) > Number.MAX_SAFE_INTEGER) return true;
    if (isJsonArray(next)) open.push(...next);
    else if (isJsonObject(next)) open.push(...Object.values(next));
  }
  return false;
}
