import type { Random } from '../simulation/random.ts';
import { type Draft, definitionsOf, hidesSiblings, isSince, uriOf } from './drafts.ts';
import { patternBy } from './patterns.ts';
import { isObject, type Plain, type PlainObject, put } from './plain.ts';

const NAMES = ['a', 'b', 'c', 'ab', 'x-1'];
const ODD_NAMES = ['toString', 'constructor', 'valueOf', '__proto__', '', '$ref', 'properties', 'a/b', 'é'];
const TYPES = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];
const SCALARS: readonly Plain[] = [null, true, false, 0, 1, 2, 1.5, -1, 10, '', 'a', 'b', 'ab', 'abc', '1'];
const BOUNDS = [-1, 0, 0.5, 1, 2, 3, 10];
const FORMATS = ['date', 'email', 'uri', 'constructor'];
const THEN = 'then';

type Facet = (depth: number) => PlainObject;

/** Random schemas of one draft over few names and small numbers, so that two of them have something to do with each other. */
export class SchemaMaker {
  readonly #random: Random;
  readonly #draft: Draft;
  /** Names of the definitions that a reference may lead to. */
  #definitions: readonly string[] = [];
  readonly #facets: readonly Facet[];

  constructor(random: Random, draft: Draft) {
    this.#random = random;
    this.#draft = draft;
    this.#facets = [
      ...this.#scalars(),
      ...this.#scalars(),
      ...this.#objects(),
      ...this.#objects(),
      ...this.#arrays(),
      ...this.#logic(),
      ...this.#logic(),
    ];
  }

  /** A whole document: references lead to the root or to its definitions, by pointer. */
  document(): PlainObject {
    const random = this.#random;
    this.#definitions = random.chance(0.45) ? ['d', 'e', 'f'].slice(0, random.int(1, 3)) : [];
    // Mostly small ones: what two keywords do to each other shows where nothing else is in the way.
    const root = this.#object(random.pick([1, 1, 2, 2, 3]));
    // Beside a reference at the root the older drafts would see nothing else.
    const whole = hidesSiblings(this.#draft) && '$ref' in root ? { allOf: [root] } : root;
    const definitions = this.#definitions.map((name): [string, Plain] => [name, this.schema(random.int(1, 2))]);
    return {
      $schema: uriOf(this.#draft),
      ...whole,
      ...(definitions.length > 0 ? { [definitionsOf(this.#draft)]: Object.fromEntries(definitions) } : {}),
    };
  }

  schema(depth: number): Plain {
    if (this.#random.chance(0.06) && isSince(this.#draft, '6')) return this.#random.chance(0.6);
    return this.#object(depth);
  }

  /** Some keywords, to stand beside others. */
  facet(depth: number): PlainObject {
    return this.#random.pick(this.#facets)(depth);
  }

  name(): string {
    return this.#random.chance(0.04) ? this.#random.pick(ODD_NAMES) : this.#random.pick(NAMES);
  }

  #object(depth: number): PlainObject {
    if (this.#definitions.length > 0 && this.#random.chance(0.12)) return this.#reference();
    let schema: PlainObject = {};
    for (let count = this.#random.int(1, depth > 1 ? 4 : 2); count > 0; count--)
      schema = put(schema, Object.entries(this.facet(depth)));
    return schema;
  }

  #reference(): PlainObject {
    const $ref = this.#random.chance(0.1)
      ? '#'
      : `#/${definitionsOf(this.#draft)}/${this.#random.pick(this.#definitions)}`;
    return { $ref };
  }

  #list(depth: number): readonly Plain[] {
    return Array.from({ length: this.#random.int(1, 3) }, () => this.schema(depth - 1));
  }

  #table(depth: number): PlainObject {
    return Object.fromEntries(
      Array.from({ length: this.#random.int(1, 3) }, (): [string, Plain] => [this.name(), this.schema(depth - 1)]),
    );
  }

  #names(least: number): readonly string[] {
    return [...new Set(Array.from({ length: this.#random.int(least, 2) }, () => this.name()))];
  }

  #scalars(): readonly Facet[] {
    const random = this.#random;
    const sides = ['inimum', 'aximum'];
    const count = (): number => random.int(0, 3);
    const exclusive: Facet = isSince(this.#draft, '6')
      ? () => ({ [`exclusiveM${random.pick(sides)}`]: random.pick(BOUNDS) })
      : () => {
          const side = random.pick(sides);
          return { [`m${side}`]: random.pick(BOUNDS), [`exclusiveM${side}`]: random.chance(0.8) };
        };
    return [
      () => ({ type: random.pick(TYPES) }),
      () => ({ type: random.pick(TYPES) }),
      () => ({ type: [...new Set([random.pick(TYPES), random.pick(TYPES), random.pick(TYPES)])] }),
      () => ({ [`m${random.pick(sides)}`]: random.pick(BOUNDS) }),
      exclusive,
      () => ({ multipleOf: random.pick([0.5, 1, 2, 3]) }),
      () => ({ [random.pick(['minLength', 'maxLength'])]: count() }),
      () => ({ pattern: patternBy(random) }),
      () => (random.chance(0.2) ? { format: random.pick(FORMATS) } : { minLength: count() }),
      () => ({ enum: this.#values() }),
      () => (isSince(this.#draft, '6') ? { const: this.#value() } : { enum: [this.#value()] }),
    ];
  }

  #value(): Plain {
    const random = this.#random;
    if (random.chance(0.75)) return random.pick(SCALARS);
    if (random.chance(0.4)) return Array.from({ length: random.int(0, 2) }, () => random.pick(SCALARS));
    return Object.fromEntries(this.#names(0).map((name) => [name, random.pick(SCALARS)]));
  }

  #values(): readonly Plain[] {
    const values = Array.from({ length: this.#random.int(1, 4) }, () => this.#value());
    return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
  }

  #objects(): readonly Facet[] {
    const random = this.#random;
    const draft = this.#draft;
    const least = draft === '4' ? 1 : 0;
    const dependent: Facet = isSince(draft, '2019-09')
      ? (depth) =>
          random.chance(0.5)
            ? { dependentRequired: { [this.name()]: this.#names(0) } }
            : { dependentSchemas: this.#shallow(depth, () => this.#table(depth)) }
      : (depth) => ({
          dependencies: put(
            this.#shallow(depth, () => this.#table(depth)),
            [[this.name(), this.#names(1)]],
          ),
        });
    const facets: Facet[] = [
      (depth) => this.#inner(depth, () => ({ properties: this.#table(depth) })),
      (depth) => this.#inner(depth, () => ({ properties: this.#table(depth) })),
      (depth) => this.#inner(depth, () => ({ type: 'object', properties: this.#table(depth) })),
      () => ({ required: this.#names(Math.max(1, least)) }),
      (depth) => this.#inner(depth, () => ({ patternProperties: { [patternBy(random)]: this.schema(depth - 1) } })),
      (depth) => ({ additionalProperties: random.chance(0.5) ? random.chance(0.3) : this.#below(depth) }),
      () => ({ [random.pick(['minProperties', 'maxProperties'])]: random.int(0, 3) }),
      dependent,
    ];
    if (isSince(draft, '6')) facets.push((depth) => ({ propertyNames: this.#below(depth) }));
    if (isSince(draft, '2019-09'))
      facets.push((depth) => ({ unevaluatedProperties: random.chance(0.5) ? false : this.#below(depth) }));
    return facets;
  }

  #arrays(): readonly Facet[] {
    const random = this.#random;
    const draft = this.#draft;
    const tuple: Facet = isSince(draft, '2020-12')
      ? (depth) => this.#inner(depth, () => ({ prefixItems: this.#list(depth) }))
      : (depth) => this.#inner(depth, () => ({ items: this.#list(depth), additionalItems: this.#below(depth) }));
    const facets: Facet[] = [
      (depth) => ({ items: this.#below(depth) }),
      (depth) => ({ type: 'array', items: this.#below(depth) }),
      tuple,
      () => ({ [random.pick(['minItems', 'maxItems'])]: random.int(0, 3) }),
      () => ({ uniqueItems: random.chance(0.8) }),
    ];
    if (isSince(draft, '6')) facets.push((depth) => ({ contains: this.#below(depth) }));
    if (isSince(draft, '2019-09'))
      facets.push(
        (depth) => ({ contains: this.#below(depth), [random.pick(['minContains', 'maxContains'])]: random.int(0, 2) }),
        (depth) => ({ unevaluatedItems: random.chance(0.4) ? false : this.#below(depth) }),
      );
    return facets;
  }

  #logic(): readonly Facet[] {
    const facets: Facet[] = [
      (depth) => this.#inner(depth, () => ({ allOf: this.#list(depth) })),
      (depth) => this.#inner(depth, () => ({ anyOf: this.#list(depth) })),
      (depth) => this.#inner(depth, () => ({ oneOf: this.#list(depth) })),
      (depth) => this.#inner(depth, () => ({ not: this.schema(depth - 1) })),
    ];
    if (isSince(this.#draft, '7'))
      facets.push((depth) =>
        this.#inner(depth, () => {
          const [first, second] = [this.schema(depth - 1), this.schema(depth - 1)];
          const condition = { if: this.schema(depth - 1), [THEN]: first };
          return this.#random.chance(0.5) ? condition : { ...condition, else: second };
        }),
      );
    return facets;
  }

  /** What holds schemas, as long as there is room for them. */
  #inner(depth: number, make: () => PlainObject): PlainObject {
    return depth > 0 ? make() : { type: this.#random.pick(TYPES) };
  }

  #shallow(depth: number, make: () => PlainObject): PlainObject {
    return depth > 0 ? make() : {};
  }

  #below(depth: number): Plain {
    return depth > 0 ? this.schema(depth - 1) : { type: this.#random.pick(TYPES) };
  }
}

/** Two schemas in one, keyword by keyword; what both have is kept as two in `allOf`. */
export function together(one: PlainObject, two: PlainObject): PlainObject {
  const clash = Object.keys(two).some((keyword) => Object.hasOwn(one, keyword));
  if (!clash && !('$ref' in one) && !('$ref' in two)) return put(one, Object.entries(two));
  const rest = isObject(one) && Array.isArray(one['allOf']) ? (one['allOf'] as readonly Plain[]) : [];
  return '$ref' in one ? { allOf: [one, two] } : { ...one, allOf: [...rest, two] };
}
