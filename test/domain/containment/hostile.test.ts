import { describe, expect, it } from 'vitest';
import { Budget } from '../../../lib/domain/containment/budget.ts';
import { Comparison } from '../../../lib/domain/containment/comparison.ts';
import { Engine } from '../../../lib/domain/containment/engine.ts';
import { fromPlain } from '../../../lib/domain/schema/json.ts';

type Plain = { readonly [keyword: string]: unknown };
const count = (n: number): readonly number[] => [...Array(n).keys()];
const integer = { type: 'integer' };
const number = { type: 'number' };
const named = (n: number, make: (at: number) => unknown): Plain =>
  Object.fromEntries(count(n).map((at) => [`p${at}`, make(at)]));

/** Steps of one decision: enough to meet the limit where a family has no end, and not to wait for it. */
const BUDGET = 150_000;

/** Pairs that somebody would send to stop a registry, of size n, and the most steps that both lenses may take. */
const FAMILIES: readonly (readonly [
  name: string,
  most: number,
  n: number,
  make: (n: number) => readonly [Plain, Plain],
])[] = [
  [
    'deep unions that share their branches',
    3_000,
    30,
    (n) => {
      const make = (leaf: Plain): Plain => ({
        $ref: '#/$defs/p0',
        $defs: named(n, (at) =>
          at === n - 1
            ? leaf
            : { anyOf: [{ $ref: `#/$defs/p${at + 1}` }, { title: 'again', $ref: `#/$defs/p${at + 1}` }] },
        ),
      });
      return [make(number), make(integer)];
    },
  ],
  [
    'wide objects',
    120_000,
    2_000,
    (n) => {
      const make = (first: Plain): Plain => ({
        type: 'object',
        properties: named(n, (at) => (at === 0 ? first : integer)),
        required: Object.keys(named(n, () => 0)),
      });
      return [make({ type: 'string' }), make(integer)];
    },
  ],
  [
    'many patterns that overlap',
    3 * BUDGET,
    40,
    (n) => {
      const make = (value: Plain): Plain => ({
        type: 'object',
        patternProperties: Object.fromEntries(count(n).map((at) => [`^(a|b|c${at})*x.{0,${at}}y${at}$`, value])),
        additionalProperties: false,
      });
      return [make(number), make(integer)];
    },
  ],
  [
    'unevaluated members of many branches',
    2_000,
    14,
    (n) => {
      const make = (value: Plain): Plain => ({
        type: 'object',
        anyOf: count(n).map((at) => ({ properties: { [`p${at}`]: value }, required: [`p${at}`] })),
        unevaluatedProperties: false,
      });
      return [make(number), make(integer)];
    },
  ],
  [
    'dynamic references through many resources',
    20_000,
    20,
    (n) => {
      const make = (leaf: Plain): Plain => ({
        $id: 'https://example.com/p0',
        $dynamicAnchor: 'node',
        type: 'object',
        properties: { value: leaf },
        anyOf: count(n).map((at) => ({ $ref: `https://example.com/p${at + 1}` })),
        $defs: named(n, (at) => ({
          $id: `https://example.com/p${at + 1}`,
          $dynamicAnchor: at % 2 === 0 ? 'node' : `node${at}`,
          properties: { [`p${at}`]: { $dynamicRef: '#node' } },
        })),
      });
      return [make(number), make(integer)];
    },
  ],
  [
    'big enums',
    120_000,
    5_000,
    (n) => [
      { properties: { a: { enum: count(n + 1) }, b: { enum: count(n) } } },
      { properties: { a: { enum: count(n) }, b: { enum: count(n) } } },
    ],
  ],
  [
    'long arrays in an enum',
    40_000,
    300,
    (n) => [{ enum: count(20).map((at) => [...count(n), at]) }, { enum: count(19).map((at) => [...count(n), at]) }],
  ],
  [
    'distinct items of many kinds',
    3 * BUDGET,
    7,
    (n) => {
      const make = (least: number): Plain => ({
        type: 'array',
        uniqueItems: true,
        minItems: least,
        allOf: count(n).map((at) => ({ contains: { enum: count(n).map((item) => item + at) }, maxContains: n - 1 })),
      });
      return [make(n), make(n + 1)];
    },
  ],
  [
    'schemas in a circle on one value',
    3_000,
    10,
    (n) => {
      const make = (leaf: Plain): Plain => ({
        allOf: [{ $ref: '#/$defs/p0' }, leaf],
        $defs: named(n, (at) => ({
          title: `${at}`,
          anyOf: count(n)
            .filter((other) => other !== at)
            .map((other) => ({ $ref: `#/$defs/p${other}` })),
        })),
      });
      return [make(number), make(integer)];
    },
  ],
];

describe('hostile schemas', () => {
  it.each(FAMILIES)('take as many steps as they should, and no more: %s', (_, most, n, make) => {
    for (const contentModel of ['open', 'declared'] as const) {
      const [old, next] = make(n).map((schema) => fromPlain(schema));
      const options = { contentModel, formatMode: 'annotation', budget: BUDGET } as const;
      const comparison = new Comparison(old ?? null, next ?? null, options);
      comparison.verdicts();
      const { spent, limit } = comparison.budget;
      // The step that is one too many is counted, and thrown at.
      expect(spent).toBeLessThanOrEqual(Math.min(most, limit) + 1_000);
    }
  });

  it('are given up where they need more memory than a comparison may have', () => {
    const budget = new Budget(1_000_000, 10_000);
    const engine = new Engine({ formatMode: 'annotation', budget });
    const reason = engine.guard(
      () => {
        for (let at = 0; ; at++) engine.formulas.values([at]);
      },
      (given) => given,
    );
    expect(reason).toBe('the comparison needs more memory than it may');
    expect(budget.spent).toBeLessThan(1_000_000);
  });
});
