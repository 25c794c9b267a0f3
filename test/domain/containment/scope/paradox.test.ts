import { describe, expect, it } from 'vitest';
import { decideContainment } from '../../../../lib/domain/containment/decide.ts';
import { decideServing } from '../../../../lib/domain/contract/serving.ts';
import { decideTraining } from '../../../../lib/domain/contract/training.ts';
import { parsed } from '../../parsed.ts';
import type { PlainSchema } from '../arbitraries.ts';

const itself = { $ref: '#' };
const THEN = 'then';
const text = { type: 'string' };

const PARADOXES: readonly (readonly [how: string, schema: PlainSchema])[] = [
  ['not', { not: itself }],
  ['not, by an anchor', { $anchor: 'me', not: { $ref: '#me' } }],
  ['not, beside a type', { type: ['object', 'string'], properties: { a: text }, not: itself }],
  ['not, by allOf', { not: { allOf: [true, itself] } }],
  ['not, by anyOf', { not: { anyOf: [text, itself] } }],
  ['not, by a definition', { $ref: '#/$defs/p', $defs: { p: { anyOf: [text, { not: { $ref: '#/$defs/p' } }] } } }],
  [
    'not, by two definitions',
    { $ref: '#/$defs/p', $defs: { p: { $ref: '#/$defs/q' }, q: { not: { $ref: '#/$defs/p' } } } },
  ],
  ['not, by dependentSchemas', { not: { dependentSchemas: { a: itself } } }],
  ['not twice', { not: { not: itself } }],
  ['a dynamic reference', { $dynamicAnchor: 'me', not: { $dynamicRef: '#me' } }],
  ['if', { if: itself, [THEN]: false }],
  ['if, by then', { if: { if: text, [THEN]: itself }, else: text }],
  ['oneOf', { oneOf: [itself, text] }],
  ['oneOf, by allOf', { type: 'object', oneOf: [{ allOf: [itself], required: ['a'] }, { required: ['b'] }] }],
  [
    'unevaluatedProperties beside it',
    {
      allOf: [{ $ref: '#/$defs/p' }],
      unevaluatedProperties: false,
      $defs: { p: { properties: { a: true }, oneOf: [{ $ref: '#/$defs/p' }, text] } },
    },
  ],
];
const OTHERS: readonly PlainSchema[] = [
  { type: 'object', properties: { a: text } },
  { type: 'string' },
  { type: ['object', 'string', 'number'], properties: { a: text }, additionalProperties: true },
];
const CASES = PARADOXES.flatMap(([how, schema]) =>
  (['open', 'declared'] as const).map((model) => [how, model, schema] as const),
);

describe('a schema that refers to itself on the spot under a negation', () => {
  it.each(CASES)('is undecided with a sentence on either side: %s (%s)', (_, contentModel, schema) => {
    const options = { contentModel, formatMode: 'annotation' } as const;
    for (const other of OTHERS)
      for (const [left, right] of [
        [schema, other],
        [other, schema],
      ] as const) {
        const verdict = decideContainment(parsed(left), parsed(right), options);
        expect({ left, right, ...verdict }).toMatchObject({
          left,
          right,
          verdict: 'undecided',
          reason: expect.stringContaining('itself'),
        });
      }
  });

  it.each(CASES)('is undecided in what is read of it: %s (%s)', (_, contentModel, schema) => {
    const options = { contentModel, formatMode: 'annotation' } as const;
    const field = (inner: PlainSchema): PlainSchema => ({ type: 'object', properties: { f: inner }, required: ['f'] });
    const inside = parsed({
      type: 'object',
      properties: { f: { $ref: 'urn:p' } },
      required: ['f'],
      $defs: { p: { $id: 'urn:p', ...(schema as object) } },
    });
    for (const other of OTHERS)
      for (const [trained, next] of [
        [inside, parsed(field(other))],
        [parsed(field(other)), inside],
      ] as const)
        for (const reads of [[], [{ pointer: '/f' }]]) {
          expect(decideServing({ trained, next, reads, options })).toMatchObject({ status: 'undecided' });
          expect(decideTraining({ old: trained, next, reads, options })).toMatchObject({ verdict: 'undecided' });
        }
  });
});

describe('a schema that refers to itself elsewhere', () => {
  const OTHERWISE: readonly (readonly [how: string, schema: PlainSchema])[] = [
    ['in a member of a negation', { type: 'object', not: { required: ['a'], properties: { a: itself } } }],
    ['in what a condition asks of items', { type: 'array', if: { items: itself }, [THEN]: { maxItems: 2 } }],
    ['in a name', { type: 'object', propertyNames: { not: itself } }],
    ['on the spot without a negation', { type: 'object', anyOf: [itself, { required: ['a'] }] }],
  ];
  it.each(OTHERWISE)('is decided: %s', (_, schema) => {
    const options = { contentModel: 'open', formatMode: 'annotation' } as const;
    const { type } = schema as { readonly type: string };
    expect(decideContainment(parsed(schema), parsed({ type }), options)).toEqual({ verdict: 'compatible' });
  });
});
