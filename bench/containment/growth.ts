import { performance } from 'node:perf_hooks';
import { decideContainment } from '../../lib/domain/containment/decide.ts';
import type { ParsedSchema } from '../../lib/domain/schema/parse-schema.ts';
import { parsed } from '../../test/domain/parsed.ts';
import type { Table } from '../table.ts';

type Plain = { readonly [keyword: string]: unknown };
const count = (n: number): readonly number[] => [...Array(n).keys()];
const integer = { type: 'integer' };
const text = { type: 'string' };

const properties = (n: number, changed: number): Plain => ({
  type: 'object',
  properties: Object.fromEntries(count(n).map((at) => [`p${at}`, at < changed ? text : integer])),
  required: count(n).map((at) => `p${at}`),
});
const branches = (n: number, discriminated: boolean, changed: number): readonly Plain[] =>
  count(n).map((at) => ({
    type: 'object',
    properties: { ...(discriminated ? { kind: { const: `k${at}` } } : {}), [`p${at}`]: at < changed ? text : integer },
    required: [...(discriminated ? ['kind'] : []), `p${at}`],
  }));
const nested = (depth: number, leaf: Plain): Plain =>
  count(depth).reduce<Plain>((inner) => ({ type: 'object', properties: { a: inner }, required: ['a'] }), leaf);
const graph = (n: number, leaf: Plain): Plain => ({
  $ref: '#/$defs/d0',
  $defs: Object.fromEntries([
    ...count(n).map((at) => {
      const next = { $ref: `#/$defs/d${at + 1}` };
      return [`d${at}`, { type: 'object', properties: { a: next, b: next } }];
    }),
    [`d${n}`, leaf],
  ]),
});
const patterns = (n: number, value: Plain): Plain => ({
  type: 'object',
  patternProperties: Object.fromEntries(count(n).map((at) => [`^p${at}x`, value])),
  additionalProperties: false,
});

/** A pair of schemas of size n for each series; the second differs from the first. */
const SERIES: readonly (readonly [
  name: string,
  make: (n: number) => readonly [Plain, Plain],
  sizes: readonly number[],
])[] = [
  ['properties, one changed', (n) => [properties(n, 0), properties(n, 1)], [10, 100, 1_000]],
  ['properties, all changed', (n) => [properties(n, 0), properties(n, n)], [10, 100, 1_000]],
  [
    'anyOf with discriminator',
    (n) => [{ anyOf: branches(n, true, 0) }, { anyOf: branches(n, true, 1) }],
    [10, 100, 1_000],
  ],
  ['anyOf without', (n) => [{ anyOf: branches(n, false, 0) }, { anyOf: branches(n, false, 1) }], [10, 100, 1_000]],
  [
    'oneOf with discriminator',
    (n) => [{ oneOf: branches(n, true, 0) }, { oneOf: branches(n, true, 1) }],
    [10, 100, 1_000],
  ],
  ['oneOf without', (n) => [{ oneOf: branches(n, false, 0) }, { oneOf: branches(n, false, 1) }], [10, 100, 500]],
  ['nesting', (n) => [nested(n, integer), nested(n, text)], [10, 100, 400]],
  ['$ref graph, contained', (n) => [graph(n, integer), graph(n, { type: 'number' })], [10, 100, 300]],
  ['$ref graph, breaking', (n) => [graph(n, integer), graph(n, text)], [10, 100, 300]],
  ['patterns, contained', (n) => [patterns(n, integer), patterns(n, { type: 'number' })], [5, 20, 60]],
];

/** How the time of one decision grows with the schema, in both content models; no assertion. */
export async function growthTable(short: boolean): Promise<Table> {
  const rows: (string | number)[][] = [];
  for (const [name, make, sizes] of SERIES)
    for (const n of short ? sizes.slice(0, 2) : sizes) {
      const [left, right] = make(n).map(parsed);
      if (left === undefined || right === undefined) continue;
      const [open, declared] = (['open', 'declared'] as const).map((contentModel) => time(left, right, contentModel));
      rows.push([name, n, open?.ms ?? 0, open?.verdict ?? '', declared?.ms ?? 0, declared?.verdict ?? '']);
    }
  return {
    title: 'How containment grows',
    about: 'One decision with its witness, milliseconds, best of three in a warm process: old within new.',
    headings: ['Series', 'n', 'open', 'verdict', 'declared', 'verdict'],
    rows,
  };
}

function time(
  left: ParsedSchema,
  right: ParsedSchema,
  contentModel: 'open' | 'declared',
): { ms: number; verdict: string } {
  let best = Number.POSITIVE_INFINITY;
  let verdict = '';
  for (let run = 0; run < 3; run++) {
    const start = performance.now();
    verdict = decideContainment(left, right, { contentModel, formatMode: 'annotation' }).verdict;
    best = Math.min(best, performance.now() - start);
  }
  return { ms: best, verdict };
}
