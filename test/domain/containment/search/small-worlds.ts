import fc from 'fast-check';
import { exactlyOne } from '../../../../lib/domain/containment/algebra/exactly-one.ts';
import { EVERY_TYPE, type Formula } from '../../../../lib/domain/containment/algebra/formula.ts';
import { rational } from '../../../../lib/domain/containment/algebra/rational.ts';
import type { Region } from '../../../../lib/domain/containment/algebra/region.ts';
import type { Engine } from '../../../../lib/domain/containment/engine.ts';
import { fromPlain, type JsonValue } from '../../../../lib/domain/schema/json.ts';
import type { PlainSchema } from '../arbitraries.ts';

const SCALARS = [null, true, false, -1, 0, 0.5, 1, 2, '', 'a', 'b', 'ab'] as const;
const FEW = [null, 0, 1, 'a', true] as const;
const INNER = [...FEW, [], [0], {}, { a: 0 }, { b: 'a' }] as const;
const ABSENT = Symbol('absent');

/** A small world: values of all types, one and two levels deep. What a shortcut says of all values must hold of these. */
export const WORLD: readonly JsonValue[] = [
  ...SCALARS,
  [],
  ...INNER.map((item) => [item]),
  ...FEW.flatMap((first) => [...FEW, [], {}].map((second) => [first, second])),
  [0, 1, 0],
  [0, 'a', null],
  ...[...INNER, ABSENT].flatMap((a) => [...FEW, [], {}, ABSENT].map((b) => record({ a, b }))),
  ...FEW.flatMap((c) => [record({ c }), record({ a: 0, b: 0, c })]),
  { '': 0 },
  { '': null, a: 1 },
  { a: { a: { b: 0 } } },
  { a: [{ a: 1 }, { b: null }] },
  [[{ a: 1 }], { a: [0] }],
].map((value) => fromPlain(value));

function record(members: Readonly<Record<string, unknown>>): unknown {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== ABSENT));
}

const name = fc.constantFrom('a', 'b');
const bound = fc.constantFrom(0, 0.5, 1, 2);
const count = fc.integer({ min: 0, max: 2 });
const PATTERN = fc.constantFrom('^a', 'b$', '^.?$');

type Make = (engine: Engine) => Formula;
/** A formula to be made, with its text for the report of a failure. */
export interface Recipe {
  readonly text: string;
  readonly make: Make;
}
const recipe = (text: string, make: Make): Recipe => ({ text, make });

const region: fc.Arbitrary<{ text: string; make: (engine: Engine) => Region }> = fc.oneof(
  name.map((only) => ({ text: only, make: () => ({ only: new Set([only]) }) })),
  fc.constant({ text: 'a|b', make: () => ({ only: new Set(['a', 'b']) }) }),
  fc.uniqueArray(name).map((except) => ({
    text: `all but ${except.join()}`,
    make: ({ languages }: Engine) => ({ except: new Set(except), lang: languages.all }),
  })),
  PATTERN.map((source) => ({
    text: `/${source}/`,
    make: ({ compiler }: Engine) => ({ except: new Set<string>(), lang: compiler.pattern(source) }),
  })),
);

const atoms: readonly fc.Arbitrary<Recipe>[] = [
  fc
    .integer({ min: 0, max: EVERY_TYPE })
    .map((mask) => recipe(`types ${mask}`, ({ formulas }) => formulas.types(mask))),
  fc
    .tuple(fc.uniqueArray(fc.constantFrom(...SCALARS, ...INNER), { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([values, positive]) =>
      recipe(`${positive ? '' : 'not '}${JSON.stringify(values)}`, ({ formulas }) =>
        formulas.values(values.map(fromPlain), positive),
      ),
    ),
  fc
    .tuple(fc.constantFrom('min', 'max'), bound, fc.boolean())
    .map(([side, value, exclusive]) =>
      recipe(`${side} ${value}${exclusive ? ' exclusive' : ''}`, ({ formulas }) =>
        formulas[side](rational(BigInt(2 * value), 2n), exclusive),
      ),
    ),
  fc.constantFrom(1n, 2n).map((of) => recipe(`multiple of ${of}`, ({ formulas }) => formulas.multiple(rational(of)))),
  PATTERN.map((source) => recipe(`/${source}/`, ({ formulas, compiler }) => formulas.lang(compiler.pattern(source)))),
  fc
    .tuple(fc.constantFrom('length', 'members', 'items'), count, fc.option(count, { nil: Number.POSITIVE_INFINITY }))
    .map(([kind, min, max]) => recipe(`${kind} ${min}..${max}`, ({ formulas }) => formulas.size(kind, min, max))),
  fc.boolean().map((positive) => recipe(`unique ${positive}`, ({ formulas }) => formulas.unique(positive))),
];

/** Formulas of every kind over few names and small numbers, so that two of them often touch. */
export const anyFormula: fc.Arbitrary<Recipe> = fc.letrec<{ formula: Recipe }>((tie) => {
  const inner = tie('formula');
  const list = fc.array(inner, { minLength: 1, maxLength: 3 });
  const of = (parts: readonly Recipe[], engine: Engine): Formula[] => parts.map(({ make }) => make(engine));
  const say = (word: string, parts: readonly Recipe[]): string =>
    `${word}(${parts.map(({ text }) => text).join(', ')})`;
  const present: Recipe = recipe('true', ({ formulas }) => formulas.true);
  const absent: Recipe = recipe('false', ({ formulas }) => formulas.false);
  const member = fc.oneof(inner, fc.constantFrom(present, absent));
  return {
    formula: fc.oneof(
      { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
      ...atoms,
      fc
        .tuple(region, member, fc.constantFrom('everyMember', 'someMember'))
        .map(([where, part, kind]) =>
          recipe(`${kind} ${where.text}: ${part.text}`, (engine) =>
            engine.formulas[kind](where.make(engine), part.make(engine)),
          ),
        ),
      fc
        .tuple(count, fc.constantFrom(1, 2, Number.POSITIVE_INFINITY), inner, fc.constantFrom('everyItem', 'someItem'))
        .map(([from, length, part, kind]) =>
          recipe(`${kind} ${from}+${length}: ${part.text}`, (engine) =>
            engine.formulas[kind](from, from + length, part.make(engine)),
          ),
        ),
      fc
        .tuple(count, fc.option(count, { nil: Number.POSITIVE_INFINITY }), inner)
        .map(([min, max, part]) =>
          recipe(`count ${min}..${max}: ${part.text}`, (engine) => engine.formulas.count(part.make(engine), min, max)),
        ),
      list.map((parts) => recipe(say('and', parts), (engine) => engine.formulas.and(of(parts, engine)))),
      list.map((parts) => recipe(say('or', parts), (engine) => engine.formulas.or(of(parts, engine)))),
      list.map((parts) => recipe(say('one', parts), (engine) => exactlyOne(of(parts, engine), engine.formulas))),
      inner.map((part) => recipe(say('not', [part]), (engine) => engine.formulas.not(part.make(engine)))),
      fc.tuple(inner, inner, inner).map((parts) =>
        recipe(say('lazy', parts), (engine) => {
          const implied = of(parts, engine);
          const whole = engine.formulas.and(implied);
          return engine.formulas.lazy({ key: `lazy ${whole.id}`, expand: () => whole, implies: () => implied });
        }),
      ),
    ),
  };
}).formula;

/** Two formulas about the same members or items: what one asks of them, the other refuses or asks as well. */
const aboutTheSame: fc.Arbitrary<readonly [Recipe, Recipe]> = fc
  .tuple(anyFormula, anyFormula, anyFormula, region, fc.boolean())
  .map(([p, q, r, where, isRefused]) => {
    const one = recipe(`every ${where.text}: ${p.text} and ${q.text}`, (engine) => {
      const [inner, more] = [p.make(engine), q.make(engine)];
      return engine.formulas.and([engine.formulas.everyMember(where.make(engine), inner), more]);
    });
    const other = recipe(`some ${where.text}: ${isRefused ? 'not ' : ''}${p.text} or ${r.text}`, (engine) => {
      const { formulas } = engine;
      const [inner, more] = [p.make(engine), r.make(engine)];
      const refused = isRefused ? opposed(inner, engine) : inner;
      return formulas.or([formulas.someMember(where.make(engine), refused), more]);
    });
    return [one, other];
  });

/** What negates a formula, without the type that its negation names. */
function opposed(formula: Formula, { formulas }: Engine): Formula {
  const not = formulas.not(formula);
  return not.kind === 'and' ? (not.parts.find(({ kind }) => kind !== 'types') ?? not) : not;
}

export const twoFormulas: fc.Arbitrary<readonly [Recipe, Recipe]> = fc.oneof(
  fc.tuple(anyFormula, anyFormula),
  aboutTheSame,
);

/** Keywords of one type each, mostly without the `type` that would limit them to it. */
const keywords: readonly fc.Arbitrary<PlainSchema>[] = [
  fc.constantFrom<PlainSchema>({ minimum: 1 }, { exclusiveMaximum: 1 }, { maximum: 0 }, { exclusiveMinimum: 0 }),
  fc.constantFrom<PlainSchema>({ multipleOf: 1 }, { multipleOf: 2 }, { maxLength: 0 }, { minLength: 1 }),
  fc.constantFrom<PlainSchema>({ pattern: '^a' }, { maxItems: 0 }, { minItems: 1 }, { uniqueItems: true }),
  fc.constantFrom<PlainSchema>({ maxProperties: 0 }, { minProperties: 1 }, { minItems: 2 }, { maxProperties: 1 }),
  fc.uniqueArray(name, { minLength: 1 }).map((required) => ({ required })),
  fc.constantFrom<PlainSchema>(true, false, { dependentRequired: { a: ['b'] } }, { propertyNames: { const: 'a' } }),
  fc.constantFrom('null', 'boolean', 'integer', 'number', 'string', 'array', 'object').map((type) => ({ type })),
  fc.constantFrom(['number', 'null'], ['object', 'null'], ['array', 'string']).map((type) => ({ type })),
  fc.constantFrom<unknown>(...SCALARS, ...INNER).map((value) => ({ const: value })),
  fc.uniqueArray(fc.constantFrom<unknown>(...FEW), { maxLength: 2 }).map((values) => ({ enum: values })),
];

/** Each the opposite of the other among the values of one type, and only there. */
const OPPOSED: readonly (readonly [PlainSchema, PlainSchema])[] = [
  [{ minimum: 1 }, { exclusiveMaximum: 1 }],
  [{ exclusiveMinimum: 0 }, { maximum: 0 }],
  [{ required: ['b'] }, { properties: { b: false } }],
  [{ properties: { b: { type: 'string' } } }, { properties: { b: { not: { type: 'string' } } }, required: ['b'] }],
  [{ contains: { const: 0 } }, { items: { not: { const: 0 } } }],
  [{ pattern: '^a' }, { pattern: '^(?!a)' }],
  [{ maxLength: 0 }, { minLength: 1 }],
  [{ minItems: 1 }, { maxItems: 0 }],
  [{ minProperties: 1 }, { maxProperties: 0 }],
];

const THEN = 'then';

/** Schemas about the values of `WORLD`. */
export const tinySchema: fc.Arbitrary<PlainSchema> = fc.letrec<{ schema: PlainSchema }>((tie) => {
  const inner = tie('schema');
  const list = fc.array(inner, { minLength: 1, maxLength: 3 });
  const members = fc.dictionary(name, inner, { minKeys: 1, maxKeys: 2, noNullPrototype: true });
  const beside = fc
    .array(inner, { minLength: 2, maxLength: 3 })
    .map((parts) => Object.assign({}, ...parts.filter((part) => typeof part === 'object')) as PlainSchema);
  return {
    schema: fc.oneof(
      { maxDepth: 4, depthSize: 'small', withCrossShrink: true },
      ...keywords,
      members.map((properties) => ({ properties })),
      inner.map((additionalProperties) => ({ additionalProperties })),
      fc.tuple(members, inner).map(([properties, additionalProperties]) => ({ properties, additionalProperties })),
      inner.map((schema) => ({ patternProperties: { '^a': schema } })),
      inner.map((items) => ({ items })),
      fc.tuple(list, inner).map(([prefixItems, items]) => ({ prefixItems, items })),
      fc.tuple(inner, count).map(([contains, minContains]) => ({ contains, minContains })),
      inner.map((contains) => ({ contains, maxContains: 1 })),
      list.map((allOf) => ({ allOf })),
      list.map((anyOf) => ({ anyOf })),
      list.map((oneOf) => ({ oneOf })),
      inner.map((not) => ({ not })),
      fc.tuple(inner, inner).map(([condition, yes]) => ({ if: condition, [THEN]: yes })),
      fc.tuple(inner, inner, inner).map(([condition, yes, no]) => ({ if: condition, [THEN]: yes, else: no })),
      inner.map((schema) => ({ dependentSchemas: { a: schema } })),
      fc.tuple(list, inner).map(([anyOf, unevaluatedProperties]) => ({ anyOf, unevaluatedProperties })),
      fc.tuple(list, inner).map(([anyOf, unevaluatedItems]) => ({ anyOf, unevaluatedItems })),
      beside,
      beside,
    ),
  };
}).schema;

/** A schema and a second one that repeats, refuses or asks again for parts of it. */
export const twoSchemas: fc.Arbitrary<readonly [PlainSchema, PlainSchema]> = fc
  .tuple(
    fc.oneof(fc.tuple(tinySchema, tinySchema), fc.constantFrom(...OPPOSED)),
    tinySchema,
    fc.option(fc.constantFrom(['number', 'null'], ['object', 'null'], ['array', 'string']), { nil: undefined }),
    fc.nat({ max: 7 }),
  )
  .map(([[p, q], other, type, way]) => {
    const limited = (schema: PlainSchema): PlainSchema => (type ? { type, allOf: [schema] } : schema);
    const left = { properties: { a: limited(p), b: { type: 'string' } } };
    const asked = { properties: { a: q }, required: ['a'] };
    switch (way) {
      case 0:
        return [left, { ...left, if: asked, [THEN]: other }];
      case 1:
        return [left, { ...left, not: asked }];
      case 2:
        return [left, { oneOf: [{ properties: { a: p } }, asked] }];
      case 3:
        return [{ items: limited(p) }, { minItems: 1, not: { contains: q } }];
      case 4:
        return [{ allOf: [left, { properties: { a: q } }] }, other];
      case 5:
        return [left, { ...left, anyOf: [{ not: { properties: { a: p } } }, { properties: { a: { not: q } } }] }];
      case 6:
        return [p, { not: q }];
      default:
        return [p, q];
    }
  });
