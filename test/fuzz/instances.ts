import type { Random } from '../simulation/random.ts';
import { type Draft, definitionsOf } from './drafts.ts';
import { isList, isObject, type Plain, type PlainObject, put, replaceAt, valuesIn } from './plain.ts';

const ALWAYS: readonly Plain[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  0.5,
  3,
  11,
  '',
  'a',
  'ab',
  'zz',
  '1',
  [],
  {},
  [null],
  { a: null },
];

/** Values on both sides of what two schemas say: uniform ones almost never tell them apart. */
export class InstanceMaker {
  readonly #random: Random;
  readonly #draft: Draft;
  readonly #root: PlainObject;
  readonly #names: readonly string[];
  readonly #pool: readonly Plain[];

  constructor(random: Random, draft: Draft, schemas: readonly PlainObject[]) {
    this.#random = random;
    this.#draft = draft;
    this.#root = schemas[0] ?? {};
    const { names, values } = mentionedIn(schemas);
    this.#names = [...names, 'zz'];
    this.#pool = [...ALWAYS, ...values];
  }

  /** An instance that is likely to satisfy the first schema. */
  fitting(): Plain {
    return this.#fit(this.#root, 4);
  }

  any(depth = 2): Plain {
    const random = this.#random;
    if (depth === 0 || random.chance(0.4)) return random.pick(this.#pool);
    if (random.chance(0.35)) return Array.from({ length: random.int(0, 3) }, () => this.any(depth - 1));
    return this.#object(depth);
  }

  /** An instance with something changed in it. */
  near(instance: Plain): Plain {
    const random = this.#random;
    const places = [...valuesIn(instance)];
    const [value, tokens] = random.pick(places);
    if (tokens.length > 0 && random.chance(0.2)) return replaceAt(instance, tokens, undefined);
    if (isObject(value) && random.chance(0.6))
      return replaceAt(instance, tokens, put(value, [[random.pick(this.#names), this.any(1)]]));
    if (isList(value) && random.chance(0.6)) return replaceAt(instance, tokens, [...value, this.any(1)]);
    if (typeof value === 'number' && random.chance(0.5))
      return replaceAt(instance, tokens, value + random.pick([-1, 1, 0.5]));
    if (typeof value === 'string' && random.chance(0.4))
      return replaceAt(
        instance,
        tokens,
        random.pick([`${value}a`, value.slice(1), `b${value}`, `${value}1`]).slice(0, 12),
      );
    return replaceAt(instance, tokens, this.any(1));
  }

  #object(depth: number): Plain {
    const random = this.#random;
    const names = Array.from({ length: random.int(0, 3) }, () => random.pick(this.#names));
    return Object.fromEntries(names.map((name) => [name, this.any(depth - 1)]));
  }

  #fit(schema: Plain | undefined, depth: number): Plain {
    const random = this.#random;
    if (!isObject(schema) || depth <= 0 || random.chance(0.06)) return this.any(Math.max(0, Math.min(depth, 2)));
    if (schema['const'] !== undefined && random.chance(0.9)) return schema['const'];
    if (isList(schema['enum']) && schema['enum'].length > 0 && random.chance(0.9)) return random.pick(schema['enum']);
    if (typeof schema['$ref'] === 'string') return this.#fit(this.#resolve(schema['$ref']), depth - 1);
    for (const keyword of ['oneOf', 'anyOf', 'allOf']) {
      const branches = schema[keyword];
      if (isList(branches) && branches.length > 0 && random.chance(0.5))
        return this.#fit(blend(schema, random.pick(branches)), depth - 1);
    }
    const consequence = schema[random.pick(['then', 'else', 'if'])];
    if (isObject(consequence) && random.chance(0.5)) return this.#fit(blend(schema, consequence), depth - 1);
    return this.#fitType(schema, depth);
  }

  #fitType(schema: PlainObject, depth: number): Plain {
    const random = this.#random;
    const stated = schema['type'];
    const type = isList(stated) && stated.length > 0 ? random.pick(stated) : stated;
    const isObjectLike = ['properties', 'required', 'patternProperties', 'additionalProperties'].some(
      (name) => name in schema,
    );
    const isArrayLike = ['items', 'prefixItems', 'contains'].some((name) => name in schema);
    if (type === 'object' || (type === undefined && isObjectLike && random.chance(0.75)))
      return this.#fitObject(schema, depth);
    if (type === 'array' || (type === undefined && isArrayLike && random.chance(0.75)))
      return this.#fitArray(schema, depth);
    if (type === undefined) return this.any(2);
    const fitting = this.#pool.filter((value) => isOfType(value, String(type)));
    return fitting.length > 0 ? random.pick(fitting) : this.any(1);
  }

  #fitObject(schema: PlainObject, depth: number): Plain {
    const random = this.#random;
    const properties = isObject(schema['properties']) ? schema['properties'] : {};
    const required = isList(schema['required']) ? schema['required'].map(String) : [];
    const optional = Object.keys(properties).filter(() => random.chance(0.6));
    const others = random.chance(0.3) ? [random.pick(this.#names)] : [];
    const patterns = isObject(schema['patternProperties']) ? Object.values(schema['patternProperties']) : [];
    const rest = [schema['additionalProperties'] ?? null, ...patterns];
    return Object.fromEntries(
      [...new Set([...required, ...optional, ...others])].map((name) => [
        name,
        this.#fit(Object.hasOwn(properties, name) ? properties[name] : random.pick(rest), depth - 1),
      ]),
    );
  }

  #fitArray(schema: PlainObject, depth: number): Plain {
    const random = this.#random;
    const { items, prefixItems, contains } = schema as Record<string, Plain | undefined>;
    const first = isList(prefixItems) ? prefixItems : isList(items) ? items : [];
    const rest = isList(items) ? schema['additionalItems'] : items;
    const least = typeof schema['minItems'] === 'number' ? Math.min(schema['minItems'], 5) : 0;
    return Array.from({ length: random.int(least, Math.max(least, first.length + 1)) }, (_, at) =>
      this.#fit(contains !== undefined && random.chance(0.5) ? contains : (first[at] ?? rest), depth - 1),
    );
  }

  #resolve(reference: string): Plain {
    if (reference === '#') return this.#root;
    const definitions = this.#root[definitionsOf(this.#draft)];
    const name = reference.slice(reference.lastIndexOf('/') + 1);
    return isObject(definitions) ? (definitions[name] ?? {}) : {};
  }
}

const blend = (schema: PlainObject, branch: Plain): Plain => {
  if (!isObject(branch)) return schema;
  const { oneOf: _, anyOf: __, allOf: ___, if: ____, ...rest } = schema;
  const properties = {
    ...(isObject(rest['properties']) ? rest['properties'] : {}),
    ...(isObject(branch['properties']) ? branch['properties'] : {}),
  };
  const required = [rest['required'], branch['required']].flatMap((list) => (isList(list) ? list : []));
  return {
    ...rest,
    ...branch,
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
    ...(required.length > 0 ? { required } : {}),
  };
};

const isOfType = (value: Plain, type: string): boolean =>
  type === 'null'
    ? value === null
    : type === 'array'
      ? isList(value)
      : type === 'object'
        ? isObject(value)
        : type === 'integer'
          ? Number.isInteger(value)
          : typeof value === type;

/** The names and values that schemas speak of, and those just beside them. */
function mentionedIn(schemas: readonly PlainObject[]): { names: readonly string[]; values: readonly Plain[] } {
  const names = new Set<string>();
  const values = new Map<string, Plain>();
  const add = (value: Plain): void => {
    if (values.size < 120) values.set(JSON.stringify(value), value);
  };
  for (const [value, tokens] of schemas.flatMap((schema) => [...valuesIn(schema)])) {
    const keyword = tokens.at(-1);
    if (
      ['properties', 'dependencies', 'dependentSchemas', 'dependentRequired'].includes(keyword ?? '') &&
      isObject(value)
    )
      for (const name of Object.keys(value)) names.add(name);
    if (isList(value) && (keyword === 'required' || tokens.at(-2)?.startsWith('dependent')))
      for (const name of value) if (typeof name === 'string') names.add(name);
    if (keyword === 'const') add(value);
    if (keyword === 'enum' && isList(value)) for (const item of value) add(item);
    if (typeof value === 'number' && Math.abs(value) < 1_000)
      for (const near of [value - 1, value - 0.5, value, value + 0.5, value + 1]) add(near);
    if (typeof value === 'number' && /Length$/.test(keyword ?? '') && value < 20)
      for (const length of [value - 1, value, value + 1]) add('a'.repeat(Math.max(0, length)));
    if (keyword === 'pattern' && typeof value === 'string') for (const text of samplesOf(value)) add(text);
    if (keyword === 'patternProperties' && isObject(value))
      for (const pattern of Object.keys(value)) for (const text of samplesOf(pattern)) names.add(text);
  }
  return { names: [...names].slice(0, 40), values: [...values.values()] };
}

const WORDS = ['', 'a', 'b', 'aa', 'ab', 'ba', 'bb', 'abc', 'a1', '1', '12', 'x-1', 'x-', '-', '.', 'é', '😀', 'ab1'];

/** Short words that the pattern accepts; none where it is no pattern with the u flag. */
function samplesOf(pattern: string): readonly string[] {
  try {
    const expression = new RegExp(pattern, 'u');
    return WORDS.filter((word) => expression.test(word)).slice(0, 5);
  } catch {
    return [];
  }
}
