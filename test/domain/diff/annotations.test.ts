import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesBetween, type Plain } from './rules/rule-table.ts';

const summary = (old: Plain, next: Plain): readonly string[] =>
  changesBetween(old, next).map(({ ruleId, pointer }) => `${ruleId} ${pointer}`);

// An entry: the linter takes a literal with a member `then` for a promise by mistake.
const REQUIRING = [['then', { required: ['a'] }]] as const;
const form = (kind: string, rest: object = {}, amount: object = {}): Plain => ({
  type: 'object',
  properties: { kind: { const: kind }, amount: { type: 'number', ...amount } },
  required: ['kind', 'amount'],
  ...rest,
});

describe('an annotation inside a union', () => {
  it('tells the unit of one form', () => {
    expect(
      summary(
        { oneOf: [form('card', {}, { 'x-unit': 'EUR' }), form('sepa', {}, { 'x-unit': 'EUR' })] },
        { oneOf: [form('sepa', {}, { 'x-unit': 'EUR' }), form('card', {}, { 'x-unit': 'cent' })] },
      ),
    ).toEqual(['unit-changed /amount']);
  });

  it('tells that one form is deprecated, with its sunset', () => {
    const pay = (...forms: readonly Plain[]): Plain => ({ type: 'object', properties: { pay: { oneOf: forms } } });
    const old = pay(form('x'), form('y'));
    const next = pay(form('x'), form('y', { deprecated: true, 'x-sunset': '2027-06-01' }));
    expect(changesBetween(old, next)).toMatchObject([
      { ruleId: 'deprecated-set', pointer: '/pay', schemaPointer: '/properties/pay/oneOf/1/deprecated' },
      { ruleId: 'sunset-changed', pointer: '/pay', after: '2027-06-01' },
    ]);
  });

  it('tells that one of several listed values is deprecated', () => {
    const values = (rest: object): Plain => ({ oneOf: [{ const: 'a' }, { const: 'b', ...rest }, { const: 'c' }] });
    expect(summary(values({}), values({ deprecated: true }))).toEqual(['deprecated-set ']);
    expect(summary(values({ title: 'B' }), values({ title: 'the second' }))).toEqual(['description-changed ']);
  });

  it('tells it of the null form, of a condition, of what must be contained and of dependent schemas', () => {
    const deprecated = { deprecated: true };
    expect(
      summary(
        { anyOf: [{ type: 'string' }, { type: 'null' }] },
        { anyOf: [{ type: 'string' }, { type: 'null', ...deprecated }] },
      ),
    ).toEqual(['deprecated-set ']);
    const condition = (rest: object): Plain =>
      Object.fromEntries([...REQUIRING, ['if', { properties: { a: { const: 1, ...rest } } }]]);
    expect(summary(condition({}), condition(deprecated))).toEqual(['deprecated-set /a']);
    expect(summary({ contains: { const: 1 } }, { contains: { const: 1, ...deprecated } })).toEqual([
      'deprecated-set /*',
    ]);
    const dependent = (rest: object): Plain => ({
      dependentSchemas: { a: { properties: { b: { type: 'string', ...rest } } } },
    });
    expect(summary(dependent({}), dependent(deprecated))).toEqual(['deprecated-set /b']);
  });

  it('says nothing of what stands under `not`, in names or where nothing refers to', () => {
    for (const keyword of ['not', 'propertyNames'])
      expect(summary({ [keyword]: { const: 'a' } }, { [keyword]: { const: 'a', deprecated: true } })).toEqual([]);
    expect(summary({ $defs: { a: true } }, { $defs: { a: { deprecated: true } } })).toEqual([]);
  });
});

describe('forms that changed', () => {
  it('are matched by their properties, so that each dropped keyword is told as itself', () => {
    const forms = (rest: object): Plain => ({
      type: 'object',
      properties: {
        p: {
          anyOf: ['c1', 'c2'].map((name) => ({ type: 'object', properties: { [name]: { type: 'string' } }, ...rest })),
        },
      },
    });
    expect(changesBetween(forms({ additionalProperties: false }), forms({}))).toMatchObject([
      { ruleId: 'additional-properties-opened', pointer: '/p', schemaPointer: '/properties/p/anyOf/0' },
      { ruleId: 'additional-properties-opened', pointer: '/p', schemaPointer: '/properties/p/anyOf/1' },
    ]);
  });

  it('are matched by most of their properties where some came', () => {
    const some = (name: string, more: object = {}) => ({
      type: 'object',
      properties: { [name]: { type: 'string' }, [`${name}2`]: { type: 'string' }, ...more },
      required: [name],
    });
    expect(
      summary(
        { anyOf: [some('a'), some('b')] },
        { anyOf: [some('b', { at: { type: 'integer' } }), some('a', { at: { type: 'integer' } })] },
      ),
    ).toEqual(['property-added /at', 'property-added /at']);
  });

  it('are matched in order where nothing tells them apart', () => {
    expect(
      summary(
        { anyOf: [{ type: 'string', pattern: '^a' }, { type: 'string', pattern: '^b' }, { type: 'integer' }] },
        { anyOf: [{ type: 'string', pattern: '^c' }, { type: 'string', pattern: '^d' }, { type: 'integer' }] },
      ),
    ).toEqual(['pattern-changed ', 'pattern-changed ']);
  });

  it('are others where their discriminants say so', () => {
    expect(summary({ oneOf: [form('a'), form('b'), form('c')] }, { oneOf: [form('a'), form('d'), form('e')] })).toEqual(
      ['one-of-branch-added ', 'one-of-branch-added ', 'one-of-branch-removed ', 'one-of-branch-removed '],
    );
  });
});

/** A schema with the places in it that describe the record: where each stands, and what it describes. */
interface Sketch {
  readonly schema: Record<string, unknown>;
  readonly places: readonly { readonly at: readonly string[]; readonly of: string }[];
}

const HERE = [{ at: [], of: '' }];
const beneath = ({ places }: Sketch, at: readonly string[], of: string): Sketch['places'] =>
  places.map((place) => ({ at: [...at, ...place.at], of: of + place.of }));

const leaf: fc.Arbitrary<Sketch> = fc
  .constantFrom<Record<string, unknown>>(
    ...[{ type: 'string' }, { type: 'integer', minimum: 0 }, { enum: ['a', 'b'] }, { type: ['string', 'null'] }, {}],
    ...[{ const: 'x' }, { type: 'number', 'x-unit': 'EUR', title: 'amount' }, { type: 'boolean', default: true }],
  )
  .map((schema) => ({ schema: { ...schema }, places: HERE }));

const NAMES = ['a', 'b', 'c'] as const;
const NULLABLE = { schema: { type: 'null' }, places: HERE };

const sketch: fc.Arbitrary<Sketch> = fc.letrec<{ node: Sketch }>((tie) => {
  const listed = (keyword: string, of: (at: number) => string, rest: Record<string, unknown> = {}) =>
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map(
      (list): Sketch => ({
        schema: { ...rest, [keyword]: list.map(({ schema }) => schema) },
        places: [...HERE, ...list.flatMap((inner, at) => beneath(inner, [keyword, String(at)], of(at)))],
      }),
    );
  const single = (keyword: string, of: string, rest: Record<string, unknown> = {}) =>
    tie('node').map(
      (inner): Sketch => ({
        schema: { ...rest, [keyword]: inner.schema },
        places: [...HERE, ...beneath(inner, [keyword], of)],
      }),
    );
  const named = (keyword: string, of: (name: string) => string, keys: readonly string[]) =>
    fc.dictionary(fc.constantFrom(...keys), tie('node'), { minKeys: 1, maxKeys: 3 }).map(
      (members): Sketch => ({
        schema: {
          type: 'object',
          [keyword]: Object.fromEntries(Object.entries(members).map(([name, { schema }]) => [name, schema])),
        },
        places: [
          ...HERE,
          ...Object.entries(members).flatMap(([name, inner]) => beneath(inner, [keyword, name], of(name))),
        ],
      }),
    );
  const discriminated = fc.array(tie('node'), { minLength: 2, maxLength: 3 }).map(
    (list): Sketch => ({
      schema: {
        oneOf: list.map(({ schema }, at) => ({
          properties: { kind: { const: `k${at}` }, of: schema },
          required: ['kind'],
        })),
      },
      places: [
        ...HERE,
        ...list.flatMap((inner, at) => [
          { at: ['oneOf', String(at)], of: '' },
          { at: ['oneOf', String(at), 'properties', 'kind'], of: '/kind' },
          ...beneath(inner, ['oneOf', String(at), 'properties', 'of'], '/of'),
        ]),
      ],
    }),
  );
  const nullable = tie('node').map(
    (inner): Sketch => ({
      schema: { anyOf: [inner.schema, NULLABLE.schema] },
      places: [...HERE, ...beneath(inner, ['anyOf', '0'], ''), ...beneath(NULLABLE, ['anyOf', '1'], '')],
    }),
  );
  // Of types that exclude each other nothing beneath would describe a record.
  const conjoined = fc.tuple(tie('node'), fc.constantFrom({}, { title: 'more' }, { minimum: 0 }), fc.boolean()).map(
    ([inner, more, isFirst]): Sketch => ({
      schema: { allOf: isFirst ? [inner.schema, { ...more }] : [{ ...more }, inner.schema] },
      places: [
        ...HERE,
        { at: ['allOf', isFirst ? '1' : '0'], of: '' },
        ...beneath(inner, ['allOf', isFirst ? '0' : '1'], ''),
      ],
    }),
  );
  return {
    node: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      leaf,
      named('properties', (name) => `/${name}`, NAMES),
      named('patternProperties', () => '/*', ['^x', 'y$']),
      named('dependentSchemas', () => '', NAMES),
      single('additionalProperties', '/*'),
      single('items', '/*'),
      single('contains', '/*'),
      listed('prefixItems', (at) => `/${at}`),
      listed('anyOf', () => ''),
      listed('oneOf', () => ''),
      conjoined,
      single('if', '', Object.fromEntries(REQUIRING)),
      single('then', '', { if: { required: ['a'] } }),
      single('else', '', { if: { required: ['a'] } }),
      discriminated,
      nullable,
    ),
  };
}).node;

const ANNOTATIONS: readonly (readonly [string, unknown, string])[] = [
  ['x-unit', 'cent', 'unit-changed'],
  ['x-semantics', 'other', 'semantics-changed'],
  ['x-sunset', '2027-01-01', 'sunset-changed'],
  ['deprecated', true, 'deprecated-set'],
  ['default', 'other', 'default-changed'],
  ['description', 'other', 'description-changed'],
  ['contentMediaType', 'image/png', 'content-changed'],
];

const copyOf = (schema: Record<string, unknown>): Record<string, unknown> => JSON.parse(JSON.stringify(schema));

function withKeyword(schema: Record<string, unknown>, at: readonly string[], keyword: string, value: unknown): Plain {
  const copy = copyOf(schema);
  let here: Record<string, unknown> = copy;
  for (const token of at) here = here[token] as Record<string, unknown>;
  here[keyword] = value;
  return copy;
}

describe('any annotation', () => {
  it('is told by its rule, at what it describes, wherever it stands', () => {
    fc.assert(
      fc.property(sketch, fc.nat(), fc.constantFrom(...ANNOTATIONS), ({ schema, places }, pick, annotation) => {
        const [keyword, value, rule] = annotation;
        const place = places[pick % places.length];
        if (!place) return;
        const next = withKeyword(schema, place.at, keyword, value);
        expect(summary(copyOf(schema), next)).toEqual([`${rule} ${place.of}`]);
        // And through a reference, as far as it stands beneath one.
        const referring = (target: Plain): Plain => ({
          type: 'object',
          properties: { one: { $ref: '#/$defs/d' }, more: { oneOf: [{ $ref: '#/$defs/d' }, { type: 'null' }] } },
          $defs: { d: target },
        });
        expect(summary(referring(copyOf(schema)), referring(next))).toEqual([
          `${rule} /more${place.of}`,
          `${rule} /one${place.of}`,
        ]);
      }),
      { numRuns: 100 },
    );
  });
});
