import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askAjv } from '../../../lib/adapters/validation/validators.ts';
import { verifyWitness } from '../../../lib/adapters/validation/verify-witness.ts';
import { decideContainment } from '../../../lib/domain/containment/decide.ts';
import { Engine } from '../../../lib/domain/containment/engine.ts';
import type { SchemaInScope } from '../../../lib/domain/containment/scope/schema-in-scope.ts';
import { fromPlain, type JsonValue } from '../../../lib/domain/schema/json.ts';
import type { ContentModel, Verdict } from '../../../lib/domain/verdict.ts';
import { parsed } from '../parsed.ts';
import { anySchema, anyValue, type PlainSchema } from './arbitraries.ts';

// Enough for small schemas, and a stuck one ends soon.
const BUDGET = 60_000;
const RUNS = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 300) };

function decide(left: PlainSchema, right: PlainSchema, contentModel: ContentModel = 'open'): Verdict {
  return decideContainment(parsed(left), parsed(right), {
    contentModel,
    formatMode: 'annotation',
    budget: BUDGET,
  });
}

/** Whether a document satisfies a schema, by the evaluator that knows nothing of the search. */
function accepts(schema: PlainSchema, value: JsonValue): boolean | undefined {
  const engine = new Engine({ formatMode: 'annotation' });
  const [root] = engine.load(parsed(schema));
  return root && engine.evaluator.isValid(root, value);
}

const not = (schema: PlainSchema): PlainSchema => ({ not: schema });
const or = (...anyOf: PlainSchema[]): PlainSchema => ({ anyOf });
const and = (...allOf: PlainSchema[]): PlainSchema => ({ allOf });
/** `undecided` is no contradiction, the other verdict is. */
const isNever = (verdict: Verdict, wrong: Verdict['verdict'], ...about: readonly unknown[]): void => {
  if (verdict.verdict === wrong) expect({ verdict, about }).toBe(`not ${wrong}`);
};

describe('containment', () => {
  it('contains every schema in itself', () => {
    fc.assert(
      fc.property(anySchema, (a) => {
        expect(decide(a, a)).toEqual({ verdict: 'compatible' });
      }),
      RUNS,
    );
  });

  it('contains a schema in what is wider, and what is narrower in it', () => {
    fc.assert(
      fc.property(anySchema, anySchema, (a, b) => {
        isNever(decide(a, or(a, b)), 'breaking', a, b);
        isNever(decide(and(a, b), a), 'breaking', a, b);
        isNever(decide(and(a, not(a)), b), 'breaking', a, b);
        isNever(decide(b, or(a, not(a))), 'breaking', a, b);
      }),
      RUNS,
    );
  });

  it('turns round under negation', () => {
    fc.assert(
      fc.property(anySchema, anySchema, (a, b) => {
        const [forth, back] = [decide(a, b), decide(not(b), not(a))];
        if (forth.verdict !== 'undecided')
          isNever(back, forth.verdict === 'compatible' ? 'breaking' : 'compatible', a, b);
      }),
      RUNS,
    );
  });

  it('is transitive', () => {
    fc.assert(
      fc.property(anySchema, anySchema, anySchema, (a, b, c) => {
        const [wide, wider] = [or(a, b), or(a, b, c)];
        if (decide(a, b).verdict === 'compatible' && decide(b, c).verdict === 'compatible')
          isNever(decide(a, c), 'breaking', a, b, c);
        isNever(decide(wide, wider), 'breaking', a, b, c);
      }),
      RUNS,
    );
  });

  it('distributes and follows De Morgan', () => {
    fc.assert(
      fc.property(anySchema, anySchema, anySchema, (a, b, c) => {
        isNever(decide(and(a, or(b, c)), or(and(a, b), and(a, c))), 'breaking', a, b, c);
        isNever(decide(not(and(a, b)), or(not(a), not(b))), 'breaking', a, b);
        isNever(decide(and(not(a), not(b)), not(or(a, b))), 'breaking', a, b);
      }),
      RUNS,
    );
  });

  it('is never contradicted by a document where it says compatible', () => {
    fc.assert(
      fc.property(anySchema, anySchema, fc.array(anyValue, { minLength: 8, maxLength: 24 }), (a, b, values) => {
        if (decide(a, b).verdict !== 'compatible') return;
        for (const value of values) {
          const document = fromPlain(value);
          if (accepts(a, document) === true)
            expect({ a, b, value, accepted: accepts(b, document) }).toMatchObject({ accepted: true });
        }
      }),
      RUNS,
    );
  });

  it('is never contradicted where two oneOf share branches, some of them listed twice', () => {
    const picks = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 4 });
    const pool = fc.array(anySchema, { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(pool, picks, picks, fc.array(anyValue, { minLength: 20, maxLength: 20 }), (schemas, a, b, values) => {
        const oneOf = (from: readonly number[]): PlainSchema => ({ oneOf: from.map((at) => schemas[at] ?? true) });
        const [left, right] = [oneOf(a), oneOf(b)];
        const verdict = decide(left, right);
        if (verdict.verdict !== 'compatible') return;
        for (const value of values.map(fromPlain))
          expect({
            left,
            right,
            value,
            broken: accepts(left, value) === true && accepts(right, value) === false,
          }).toMatchObject({
            broken: false,
          });
      }),
      RUNS,
    );
  });

  it('shows witnesses that two validators confirm', async () => {
    await fc.assert(
      fc.asyncProperty(anySchema, anySchema, async (a, b) => {
        const verdict = decide(a, b);
        if (verdict.verdict !== 'breaking') return;
        const [accepts, rejects] = [fromPlain(a), fromPlain(b)];
        const verification = await verifyWitness({
          accepts,
          rejects: [rejects],
          witness: verdict.witness,
          formatMode: 'annotation',
        });
        expect({ a, b, witness: verdict.witness, ...verification }).toMatchObject({ verified: true });
      }),
      RUNS,
    );
  });

  it('gives the same verdict again, and a larger budget only turns undecided into a verdict', () => {
    fc.assert(
      fc.property(anySchema, anySchema, (a, b) => {
        const [left, right] = [parsed(a), parsed(b)];
        const options = { contentModel: 'open', formatMode: 'annotation' } as const;
        const small = decideContainment(left, right, { ...options, budget: 40 });
        const large = decideContainment(left, right, { ...options, budget: BUDGET });
        expect(decideContainment(left, right, { ...options, budget: BUDGET })).toEqual(large);
        if (small.verdict !== 'undecided') expect(large.verdict).toBe(small.verdict);
      }),
      RUNS,
    );
  });
});

describe('the evaluator', () => {
  it('agrees with ajv on every keyword', () => {
    fc.assert(
      fc.property(anySchema, anyValue, (schema, value) => {
        // Of these ajv is known to be wrong.
        fc.pre(!/unevaluated/.test(JSON.stringify(schema)));
        const document = fromPlain(value);
        const { answer } = askAjv({ schema: fromPlain(schema), record: document, formatMode: 'annotation' });
        expect({ schema, value, valid: accepts(schema, document) }).toMatchObject({ valid: answer === 'valid' });
      }),
      { numRuns: 2 * RUNS.numRuns },
    );
  });
});

describe('what the evaluator remembers', () => {
  it('says of a changed record what a first look at it says', () => {
    fc.assert(
      fc.property(anySchema, anyValue, anyValue, (schema, value, other) => {
        const engine = new Engine({ formatMode: 'annotation' });
        const [root] = engine.load(parsed(schema));
        if (!root) throw new TypeError('a schema was loaded');
        const [first, second] = [fromPlain(value), fromPlain(other)];
        for (const record of [first, [first, second], { a: first, b: second }, { a: second, b: first }, [second]]) {
          const fresh = new Engine({ formatMode: 'annotation' });
          const [again] = fresh.load(parsed(schema));
          if (!again) throw new TypeError('a schema was loaded');
          const copy = structuredClone(record);
          expect({ schema, record, ...about(engine, root, record) }).toEqual({
            schema,
            record,
            ...about(fresh, again, copy),
          });
        }
      }),
      RUNS,
    );
  });
});

function about(engine: Engine, root: SchemaInScope, record: JsonValue) {
  const { evaluator } = engine;
  const valid = evaluator.isValid(root, record);
  const failures = evaluator.failingPlaces(root, record);
  expect(valid === false).toBe(failures.length > 0);
  return { valid, declared: evaluator.isDeclared(root, record), failures };
}

describe('the declared content model', () => {
  it('emits nothing that the schema does not accept, and breaks nothing that the letter does not', () => {
    fc.assert(
      fc.property(anySchema, anySchema, (a, b) => {
        isNever(decide(a, a, 'declared'), 'breaking', a);
        isNever(decide(a, or(a, b), 'declared'), 'breaking', a, b);
        if (decide(a, b).verdict === 'compatible') isNever(decide(a, b, 'declared'), 'breaking', a, b);
      }),
      RUNS,
    );
  });
});
