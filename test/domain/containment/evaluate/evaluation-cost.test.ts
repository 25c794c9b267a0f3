import { describe, expect, it, vi } from 'vitest';
import { Formulas } from '../../../../lib/domain/containment/algebra/formulas.ts';
import { Engine } from '../../../../lib/domain/containment/engine.ts';
import { decideIn } from '../../../../lib/domain/containment/inclusion.ts';
import type { Verdict } from '../../../../lib/domain/verdict.ts';
import { parsed } from '../../parsed.ts';

/** A decision and the steps that it took: the same on every machine. */
function decide(old: unknown, next: unknown, contentModel: 'open' | 'declared' = 'open') {
  const engine = new Engine({ formatMode: 'annotation' });
  const [from, to] = engine.load(parsed(old), parsed(next));
  if (!from || !to) throw new TypeError('two schemas were loaded');
  const verdict: Verdict = decideIn(engine, { from, to, contentModel });
  return { verdict, steps: engine.budget.spent };
}

const count = (n: number): readonly number[] => [...Array(n).keys()];
const definitions = (n: number, make: (at: number) => unknown): Record<string, unknown> =>
  Object.fromEntries(count(n).map((at) => [`d${at}`, make(at)]));
const reference = (at: number): unknown => ({ $ref: `#/$defs/d${at}` });

describe('what an evaluation costs', () => {
  it('looks at a failure once, however many branches share it', () => {
    const levels = 40;
    const shared = (leaf: unknown): unknown => ({
      ...(reference(0) as object),
      $defs: definitions(levels, (at) =>
        at === levels - 1
          ? leaf
          : { anyOf: [reference(at + 1), { title: 'the same again', allOf: [reference(at + 1)] }] },
      ),
    });
    const { verdict, steps } = decide({ type: ['string', 'integer'] }, shared({ type: 'string' }));
    expect(verdict).toMatchObject({ verdict: 'breaking', pointers: [''] });
    expect(steps).toBeLessThan(3_000);
  });

  it('names each failing place once, where every alternative holds a shared definition inside', () => {
    const levels = 12;
    const nested = (leaf: unknown): unknown => ({
      ...(reference(0) as object),
      $defs: definitions(levels, (at) =>
        at === levels - 1
          ? leaf
          : {
              type: 'object',
              required: ['a'],
              anyOf: count(4).map((form) => ({ title: `form ${form}`, properties: { a: reference(at + 1) } })),
            },
      ),
    });
    const { verdict, steps } = decide(nested({ type: ['string', 'null'] }), nested({ type: 'string' }));
    expect(verdict).toMatchObject({ verdict: 'breaking' });
    expect(verdict.verdict === 'breaking' && verdict.pointers[0]).toBe('/a'.repeat(levels - 1));
    expect(steps).toBeLessThan(20_000);
  });

  it('evaluates schemas that apply to the same value in a circle once each, and not on every way through it', () => {
    const size = 9;
    const circle = (leaf: unknown): unknown => ({
      allOf: [reference(0), leaf],
      $defs: definitions(size, (at) => ({
        title: `one of ${at}`,
        anyOf: count(size)
          .filter((other) => other !== at)
          .map(reference),
      })),
    });
    const engine = new Engine({ formatMode: 'annotation' });
    const [root] = engine.load(parsed(circle({ type: 'string' })));
    if (!root) throw new TypeError('one schema was loaded');
    expect(engine.evaluator.isValid(root, 'text')).toBe(true);
    expect(engine.evaluator.isValid(root, 1)).toBe(false);
    expect(engine.budget.spent).toBeLessThan(500);
  });

  it('looks for the items of a place once, however many arrangements lead there', () => {
    const forms = ['string', 'object', 'number'];
    const array = (least: number): unknown => ({
      type: 'array',
      uniqueItems: true,
      minItems: least,
      allOf: forms.map((type) => ({ contains: { type: [type, 'array'] }, minContains: 2, maxContains: 4 })),
    });
    const conjunctions = vi.spyOn(Formulas.prototype, 'and');
    decide(array(9), array(10));
    expect(conjunctions.mock.calls.length).toBeLessThan(30_000);
    conjunctions.mockRestore();
  });
});
