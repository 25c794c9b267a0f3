import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../../../lib/domain/containment/algebra/holds.ts';
import { decideContainment } from '../../../lib/domain/containment/decide.ts';
import { Engine } from '../../../lib/domain/containment/engine.ts';
import type { ContentModel } from '../../../lib/domain/verdict.ts';
import { parsed } from '../parsed.ts';
import type { PlainSchema } from './arbitraries.ts';
import { tinySchema, twoSchemas, WORLD } from './search/small-worlds.ts';

const RUNS = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 500) };
const BUDGET = 60_000;
const THEN = 'then';

/** Decides, and holds the verdict against every value of the small world. */
function check(left: PlainSchema, right: PlainSchema, contentModel: ContentModel): void {
  const [from, to] = [parsed(left), parsed(right)];
  const verdict = decideContainment(from, to, { contentModel, formatMode: 'annotation', budget: BUDGET });
  const engine = new Engine({ formatMode: 'annotation' });
  const [producer, reader] = engine.load(from, to);
  if (!producer || !reader) throw new TypeError('two schemas were loaded');
  const values = verdict.verdict === 'breaking' ? [verdict.witness] : WORLD;
  const counterexample = values.find(
    (value) => engine.isEmitted(producer, value, contentModel) && engine.evaluator.isValid(reader, value) === false,
  );
  const about = { left, right, contentModel, verdict };
  if (verdict.verdict === 'compatible') expect({ ...about, counterexample }).toEqual(about);
  if (verdict.verdict === 'breaking')
    expect({ ...about, counterexample }).toEqual({ ...about, counterexample: values[0] });
}

const age = { type: ['number', 'null'], minimum: 18 };
const option = { type: ['object', 'null'], required: ['x'] };
const without = { properties: { x: false } };
/** Each right side refuses, for a member of another type, what the left one says of a member of one type. */
const OF_ONE_TYPE: readonly (readonly [what: string, left: PlainSchema, right: PlainSchema])[] = [
  [
    'if',
    { properties: { age, id: { type: 'string' } } },
    {
      properties: { age, id: { type: 'string' } },
      if: { properties: { age: { exclusiveMaximum: 18 } }, required: ['age'] },
      [THEN]: { required: ['guardian'] },
    },
  ],
  [
    'not',
    { properties: { a: { type: 'array' }, n: { minimum: 3 } } },
    {
      properties: { a: { type: 'array' } },
      type: 'object',
      not: { properties: { n: { exclusiveMaximum: 3 } }, required: ['n'] },
    },
  ],
  [
    'oneOf',
    { type: 'object', properties: { id: { type: 'string' }, option } },
    {
      type: 'object',
      properties: { id: { type: 'string' } },
      oneOf: [{ properties: { option } }, { properties: { option: without }, required: ['option'] }],
    },
  ],
  [
    'contains',
    { properties: { a: { contains: { minimum: 3 } } } },
    {
      properties: { a: { contains: { minimum: 3 } } },
      anyOf: [{ not: { required: ['a'] } }, { properties: { a: { not: { items: { not: { minimum: 3 } } } } } }],
    },
  ],
];

describe('a decision', () => {
  it.each(
    OF_ONE_TYPE.flatMap(([what, left, right]) =>
      (['open', 'declared'] as const).map((model) => [what, model, left, right] as const),
    ),
  )('tells what a keyword of one type leaves to the others beneath %s (%s)', (_, contentModel, left, right) => {
    const options = { contentModel, formatMode: 'annotation', budget: BUDGET } as const;
    expect(decideContainment(parsed(left), parsed(right), options)).toMatchObject({ verdict: 'breaking' });
    check(left, right, contentModel);
  });

  it.each(['open', 'declared'] as const)('is never contradicted by a value of the small world (%s)', (contentModel) => {
    fc.assert(
      fc.property(twoSchemas, ([a, b]) => {
        check(a, b, contentModel);
      }),
      RUNS,
    );
  });

  it('rests on formulas that accept what the keywords accept', () => {
    fc.assert(
      fc.property(tinySchema, (schema) => {
        const engine = new Engine({ formatMode: 'annotation', budget: BUDGET });
        const [root] = engine.load(parsed(schema));
        if (!root) throw new TypeError('a schema was loaded');
        const formula = engine.compiler.formulaOf(root);
        const wrong = WORLD.find((value) => {
          const answer = holds(formula, value, engine.solver.algebra);
          return answer !== undefined && answer !== engine.evaluator.isValid(root, value);
        });
        if (wrong !== undefined) expect({ schema, wrong }).toEqual({ schema });
        const emitted = engine.emitted(root, 'declared');
        const undeclared = WORLD.find((value) => {
          const answer = holds(emitted, value, engine.solver.algebra);
          return answer !== undefined && answer !== engine.evaluator.isDeclared(root, value);
        });
        if (undeclared !== undefined) expect({ schema, undeclared }).toEqual({ schema });
      }),
      RUNS,
    );
  });
});
