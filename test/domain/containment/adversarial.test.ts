import { describe, expect, it } from 'vitest';
import { runBatchLine } from '../../../lib/domain/containment/batch.ts';
import { Comparison } from '../../../lib/domain/containment/compare/comparison.ts';
import { decideContainment } from '../../../lib/domain/containment/decide.ts';
import { type ParsedSchema, parseSchema } from '../../../lib/domain/schema/parse-schema.ts';
import { parsed } from '../parsed.ts';

type Plain = { readonly [keyword: string]: unknown };
const count = (n: number): readonly number[] => [...Array(n).keys()];

/** A chain of definitions, each made of the next. */
const chain = (length: number, step: (next: Plain) => Plain, leaf: Plain): Plain => ({
  $ref: '#/$defs/d0',
  $defs: Object.fromEntries([
    ...count(length).map((at) => [`d${at}`, step({ $ref: `#/$defs/d${at + 1}` })]),
    [`d${length}`, leaf],
  ]),
});
const branches = (n: number, discriminated: boolean, changed = -1): Plain[] =>
  count(n).map((at) => ({
    type: 'object',
    properties: {
      ...(discriminated ? { kind: { const: `k${at}` } } : {}),
      [`p${at}`]: { type: at === changed ? 'string' : 'integer' },
    },
    required: [...(discriminated ? ['kind'] : []), `p${at}`],
  }));
const lists = (depth: number, leaf: Plain): Plain =>
  count(depth).reduce<Plain>((inner) => ({ type: 'array', items: inner, minItems: 1 }), leaf);
const nested = (depth: number, leaf: Plain): Plain =>
  count(depth).reduce<Plain>((inner) => ({ type: 'object', properties: { a: inner }, required: ['a'] }), leaf);
const words = count(60_000).map((at) => `a rather long value with the number ${at} in it`);
const int = { type: 'integer' };
const str = { type: 'string' };

/** A scene of marks, each a picture or again a scene: the choice between them leads back into itself, on the spot and inside. */
const scene = (leaf: Plain): Plain => ({
  $ref: '#/$defs/scene',
  $defs: {
    scene: {
      type: 'object',
      properties: {
        shape: { oneOf: [str, { $ref: '#/$defs/mark' }] },
        marks: { type: 'array', items: { oneOf: [{ $ref: '#/$defs/group' }, { $ref: '#/$defs/mark' }] } },
      },
    },
    group: {
      allOf: [{ properties: { type: { const: 'group' } }, required: ['type'] }, { $ref: '#/$defs/scene' }],
    },
    mark: {
      type: 'object',
      properties: { type: { enum: ['line', 'bar'] }, from: { oneOf: [leaf, { $ref: '#/$defs/scene' }] } },
      required: ['type'],
    },
  },
});

// Each ends within the budget, in both content models; `undecided` where nothing else was reached yet.
const CASES: readonly (readonly [what: string, left: Plain, right: Plain, verdict: string])[] = [
  [
    '2^40 records of a reference graph',
    chain(40, (next) => ({ type: 'object', required: ['a', 'b'], properties: { a: next, b: next } }), int),
    chain(40, (next) => ({ type: 'object', required: ['a', 'b'], properties: { a: next, b: next } }), str),
    'undecided',
  ],
  [
    'a reference graph of 2^40 paths that is contained',
    chain(40, (next) => ({ type: 'object', properties: { a: next, b: next } }), int),
    chain(40, (next) => ({ type: 'object', properties: { a: next, b: next } }), { type: 'number' }),
    'compatible',
  ],
  [
    '2^60 ways in place',
    chain(60, (next) => ({ anyOf: [next, { allOf: [next] }] }), int),
    chain(60, (next) => ({ anyOf: [next, { allOf: [next] }] }), { type: 'number' }),
    'compatible',
  ],
  ['300 discriminated oneOf branches', { oneOf: branches(300, true) }, { oneOf: branches(300, true, 7) }, 'breaking'],
  [
    '150 oneOf branches without a discriminator',
    { oneOf: branches(150, false) },
    { oneOf: branches(150, false, 7) },
    'breaking',
  ],
  [
    '500 oneOf branches without a discriminator, and one more',
    { oneOf: branches(500, false) },
    { oneOf: [...branches(500, false), { type: 'null' }] },
    'compatible',
  ],
  [
    '500 oneOf branches without a discriminator of which one is changed',
    { oneOf: branches(500, false) },
    { oneOf: branches(500, false, 250) },
    'breaking',
  ],
  [
    '200 anyOf branches without a discriminator',
    { anyOf: branches(200, false) },
    { anyOf: branches(200, false, 7) },
    'breaking',
  ],
  ['a depth of 300', nested(300, int), nested(300, str), 'breaking'],
  ['a depth of 400 lists', lists(400, int), lists(400, str), 'breaking'],
  [
    'a catastrophic pattern',
    { type: 'string', pattern: '^(a+)+$' },
    { type: 'string', pattern: '^(a|aa)+$' },
    'compatible',
  ],
  [
    'a catastrophic pattern that breaks',
    { type: 'string', pattern: '^(([a-z])+.)+[A-Z]([a-z])+$' },
    { type: 'string', pattern: '^(a+)+b$' },
    'breaking',
  ],
  [
    'an automaton too large',
    { type: 'string', pattern: 'a.{0,200}b' },
    { type: 'string', pattern: 'a.{0,201}b' },
    'undecided',
  ],
  ['a back-reference', { type: 'string', pattern: '^(a*)b\\1$' }, { type: 'string', pattern: '^a*ba*$' }, 'undecided'],
  [
    'reference loops',
    { $ref: '#' },
    { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } },
    'compatible',
  ],
  [
    'a recursion without a finite document',
    { type: 'object', properties: { a: { $ref: '#' } }, required: ['a'] },
    { not: {} },
    'compatible',
  ],
  [
    'two patterns with back-references at one place',
    { properties: { a: { type: 'string', pattern: '^(x*)\\1$' } } },
    { properties: { a: { type: 'string', pattern: '^(y*)\\1$' } } },
    'breaking',
  ],
  [
    'a pattern with a back-reference and its opposite',
    { properties: { a: { type: 'string', pattern: '^(x*)\\1$' } } },
    { properties: { a: { type: 'string', not: { pattern: '^(x*)\\1$' } } } },
    'breaking',
  ],
  [
    'a pattern with a back-reference that stays beside what changes',
    { properties: { a: { type: 'string', pattern: '^(x*)\\1$' }, b: int } },
    { properties: { b: { type: 'number' }, a: { type: 'string', minLength: 0, pattern: '^(x*)\\1$' } } },
    'compatible',
  ],
  ['oneOf branches that lead back into their oneOf', scene(int), scene({ type: 'number' }), 'compatible'],
  ['oneOf branches that lead back into their oneOf and break', scene({ type: 'number' }), scene(int), 'breaking'],
  [
    'a tuple of 6,000 positions of which three may be there',
    { type: 'array', prefixItems: count(6_000).map(() => int), maxItems: 3 },
    { type: 'array', prefixItems: count(6_000).map(() => str), maxItems: 3, minItems: 1 },
    'breaking',
  ],
  ['60,000 enum values', { enum: words }, { enum: words.slice(0, -1) }, 'breaking'],
  ['60,000 enum values that are contained', { enum: words.slice(0, -1) }, { enum: words }, 'compatible'],
  [
    'numbers beyond the budget of digits',
    { type: 'number', minimum: 1e308 },
    { type: 'number', minimum: 1e300 },
    'compatible',
  ],
];

describe('schemas from strangers', () => {
  it.each(CASES)('%s', (_, left, right, verdict) => {
    for (const contentModel of ['open', 'declared'] as const) {
      const answer = decideContainment(parsed(left), parsed(right), { contentModel, formatMode: 'annotation' });
      expect(answer.verdict).toBe(verdict);
    }
  });

  it('takes __proto__ and toString for names like any other', () => {
    const left = parse(
      '{"type":"object","properties":{"__proto__":{"type":"integer"},"toString":{"type":"integer"}},"required":["__proto__","toString"]}',
    );
    const right = parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}');
    const answer = decideContainment(left, right, { contentModel: 'declared', formatMode: 'annotation' });
    expect(answer).toMatchObject({ verdict: 'breaking', pointers: ['/__proto__'] });
  });

  it('keeps the digits of the text', () => {
    const [narrow, wide] = [
      parse('{"type":"integer","minimum":9007199254740993}'),
      parse('{"type":"integer","minimum":9007199254740992}'),
    ];
    const options = { contentModel: 'open', formatMode: 'annotation' } as const;
    expect(decideContainment(narrow, wide, options).verdict).toBe('compatible');
    expect(decideContainment(wide, narrow, options)).toMatchObject({ verdict: 'breaking', witness: 9007199254740992 });
  });

  it('gives up a number with too many digits', () => {
    const huge = parse('{"type":"number","minimum":1e9000}');
    const answer = decideContainment(huge, parsed({ type: 'string' }), {
      contentModel: 'open',
      formatMode: 'annotation',
    });
    expect(answer).toMatchObject({ verdict: 'undecided', reason: expect.stringContaining('digits') });
  });

  it('says at which budget it stopped', () => {
    const answer = decideContainment(
      parsed({ oneOf: branches(40, false) }),
      parsed({ oneOf: branches(40, false, 7) }),
      { contentModel: 'open', formatMode: 'annotation', budget: 50 },
    );
    expect(answer).toEqual({ verdict: 'undecided', reason: 'the budget of 50 steps is used up' });
  });
});

describe('one line of a batch', () => {
  const options = { contentModel: 'open', formatMode: 'annotation', now: () => 0 } as const;

  it('answers both directions', () => {
    expect(runBatchLine('{"id":"x","old":{"type":"integer"},"new":{"type":"number"}}', options)).toEqual({
      id: 'x',
      backward: { verdict: 'compatible' },
      forward: { verdict: 'breaking', witness: 0.5 },
      ms: 0,
    });
  });

  it.each([
    ['not json', 'a text that is not JSON'],
    ['[]', 'a line that is no object'],
    ['{"id":1,"old":{}}', 'a line without new'],
    ['{"id":1,"old":3,"new":{}}', 'a schema that is a number'],
  ])('answers %s with an error: %s', (line) => {
    expect(runBatchLine(line, options)).toHaveProperty('error');
  });

  it('says of what it cannot read what holds of every schema', () => {
    const line = '{"id":1,"old":{"$ref":"urn:x"},"new":true}';
    expect(runBatchLine(line, options)).toMatchObject({
      backward: { verdict: 'compatible' },
      forward: { verdict: 'undecided' },
    });
  });

  it.each([
    ['a reference that leads nowhere', '{"$ref":"#/$defs/gone"}', 'at /$ref: "#/$defs/gone" leads to no schema'],
    ['a reference to another document', '{"$ref":"urn:x"}', 'at /$ref: "urn:x" leaves the document'],
    [
      'such a reference beside what asks what was evaluated',
      '{"allOf":[{"$ref":"urn:x"}],"unevaluatedProperties":false}',
      'at /allOf/0/$ref: "urn:x" leaves the document',
    ],
    ['a keyword that is wrong in its draft', '{"type":"strnig"}', 'at /type: must be'],
    ['a draft that nobody knows', '{"$schema":"urn:draft"}', 'at /$schema: "urn:draft" is not a known dialect'],
  ])('decides nothing where it meets %s, and says so', (_what, schema, why) => {
    const cannotRead = { verdict: 'undecided', reason: expect.stringContaining(why) };
    for (const other of ['{"maxProperties":0}', schema]) {
      const line = `{"id":1,"old":${other},"new":${schema}}`;
      expect(runBatchLine(line, options)).toMatchObject({ backward: cannotRead, forward: cannotRead });
    }
  });
});

describe('equivalence at two places', () => {
  const options = { contentModel: 'declared', formatMode: 'annotation' } as const;
  const old = parsed({
    properties: {
      a: { type: ['integer', 'null'] },
      b: { type: 'object', properties: { x: int } },
      c: { pattern: '(x*)\\1' },
    },
  });
  const next = parsed({
    properties: {
      a: { anyOf: [{ type: 'null' }, int] },
      b: { type: 'object', properties: { x: int, y: int } },
      c: { pattern: '(x*)\\1$' },
    },
  });

  it.each<[string, boolean | undefined, string]>([
    ['/properties/a', true, 'a rewriting of the same'],
    ['/properties/b', false, 'a property more is emitted'],
    ['/properties/c', undefined, 'a pattern that is no regular language'],
    ['/properties/nowhere', undefined, 'no schema stands there'],
  ])('at %s is %s: %s', (pointer, expected) => {
    expect(new Comparison(old, next, options).isEqualAt({ oldSchemaPointer: pointer, newSchemaPointer: pointer })).toBe(
      expected,
    );
  });
});

function parse(text: string): ParsedSchema {
  const result = parseSchema(text);
  if (!result.ok) throw new Error(result.problems[0]?.detail);
  return result.schema;
}
