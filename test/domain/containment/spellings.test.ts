import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideContainment } from '../../../lib/domain/containment/decide.ts';
import { compareSchemas } from '../../../lib/domain/diff/compare-schemas.ts';
import type { Dialect } from '../../../lib/domain/schema/dialect.ts';
import { fromPlain } from '../../../lib/domain/schema/json.ts';
import { parseSchema, parseSchemaValue } from '../../../lib/domain/schema/parse-schema.ts';
import type { Verdict } from '../../../lib/domain/verdict.ts';
import { parsed } from '../parsed.ts';
import { anySchema, type PlainSchema } from './arbitraries.ts';
import { definitions, moved, renamed, shuffled, withStrangers } from './spellings.ts';

const RUNS = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 200) };
const DIALECTS: readonly Dialect[] = ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12'];
const OPTIONS = { contentModel: 'declared', formatMode: 'annotation' } as const;
const BUDGET = 60_000;

const decide = (left: PlainSchema, right: PlainSchema): Verdict =>
  decideContainment(parsed(left), parsed(right), { ...OPTIONS, budget: BUDGET });

/** A budget may end on one way of writing and not on another: an open question contradicts nothing. */
const agree = (one: Verdict, other: Verdict, ...about: readonly unknown[]): void => {
  if (one.verdict !== 'undecided' && other.verdict !== 'undecided')
    expect({ about, verdict: other.verdict }).toEqual({ about, verdict: one.verdict });
};

/** Two schemas of a dialect that refer to definitions by pointer or by name; what their draft refuses is left out. */
const pairIn = (dialect: Dialect): fc.Arbitrary<readonly [PlainSchema, PlainSchema]> =>
  fc.tuple(referring(dialect), referring(dialect));

const referring = (dialect: Dialect): fc.Arbitrary<PlainSchema> =>
  fc
    .tuple(anySchema, anySchema, anySchema, fc.boolean())
    .map(([root, one, two, isNamed]) => definitions({ dialect, root, one, two, isNamed }))
    .filter((schema) => parseSchemaValue(fromPlain(schema)).ok);

describe.each(DIALECTS)('another way of writing a schema of %s', (dialect) => {
  it('changes neither verdict nor finding nor witness where its names stand in another order', () => {
    fc.assert(
      fc.property(pairIn(dialect), fc.nat(), ([a, b], seed) => {
        const [left, right] = [shuffled(a, seed), shuffled(b, seed)];
        expect(compareSchemas(parsed(left), parsed(right), OPTIONS)).toEqual(
          compareSchemas(parsed(a), parsed(b), OPTIONS),
        );
      }),
      { numRuns: RUNS.numRuns / 4 },
    );
  });

  it('changes no verdict where definitions have other names and stand elsewhere', () => {
    fc.assert(
      fc.property(pairIn(dialect), ([a, b]) => {
        const verdict = decide(a, b);
        agree(verdict, decide(renamed(a), b), a, b);
        agree(verdict, decide(a, renamed(b)), a, b);
        agree(verdict, decide(moved(a, dialect), moved(b, dialect)), a, b);
      }),
      RUNS,
    );
  });

  it('changes no verdict where keywords of other drafts stand in it, with addresses and names inside', () => {
    fc.assert(
      fc.property(pairIn(dialect), anySchema, fc.boolean(), ([a, b], stranger, isFirst) => {
        const verdict = decide(a, b);
        const strange = (schema: PlainSchema): PlainSchema => withStrangers(schema, { dialect, stranger, isFirst });
        agree(verdict, decide(strange(a), b), a, b, stranger);
        agree(verdict, decide(a, strange(b)), a, b, stranger);
        agree(decide(a, a), decide(a, strange(a)), a, stranger);
      }),
      RUNS,
    );
  });
});

describe('numbers', () => {
  it.each(['10', '10.0', '1e1', '100e-1', '0.1e2'])('are the same however they are spelt: %s', (text) => {
    expect(parseSchema(`{"maximum":${text}}`)).toMatchObject({ ok: true, schema: { value: { maximum: 10 } } });
  });

  it('keep their digits, in one spelling', () => {
    const [one, other] = ['9007199254740993', '900719925474099.30e1'].map((text) => parseSchema(`{"maximum":${text}}`));
    if (!one?.ok || !other?.ok) throw new TypeError('both are schemas');
    expect(one.schema.canonical).toBe('{"maximum":9007199254740993}');
    expect(one.schema.value).toEqual(other.schema.value);
  });
});
