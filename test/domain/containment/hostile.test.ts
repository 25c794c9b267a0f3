import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Budget } from '../../../lib/domain/containment/budget.ts';
import { Comparison } from '../../../lib/domain/containment/compare/comparison.ts';
import { Engine } from '../../../lib/domain/containment/engine.ts';
import { type ParsedSchema, parseSchema } from '../../../lib/domain/schema/parse-schema.ts';
import { HOSTILE } from './hostile-families.ts';

/** Steps of one decision: enough to meet the limit where a family has no end, and not to wait for it. */
const BUDGET = 150_000;

function parsed(text: string): ParsedSchema {
  const result = parseSchema(text);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.schema;
}

describe('hostile schemas', () => {
  it.each(HOSTILE)('take as many steps as they should, and no more: %s', (_, most, n, make) => {
    for (const contentModel of ['open', 'declared'] as const) {
      const [old, next] = make(n).map((schema) => parsed(JSON.stringify(schema)));
      if (!old || !next) throw new TypeError('a family has two schemas');
      const options = { contentModel, formatMode: 'annotation', budget: BUDGET } as const;
      const comparison = new Comparison(old, next, options);
      expect(JSON.stringify(comparison.verdicts())).not.toContain('internal error');
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

  it('are what a real schema may look like: 27 kB of definitions that hold each other', () => {
    const [old, next] = ['old', 'new'].map((name) =>
      parsed(readFileSync(`bench/fixtures/web-types-${name}.json`, 'utf8')),
    );
    if (!old || !next) throw new TypeError('two schemas were read');
    for (const contentModel of ['open', 'declared'] as const) {
      const comparison = new Comparison(old, next, { contentModel, formatMode: 'annotation' });
      expect(comparison.verdicts()).toMatchObject({
        serving: { verdict: 'breaking' },
        // From many levels deep in the recursion, lifted to where the pattern is first met.
        training: { verdict: 'breaking', pointers: expect.arrayContaining(['/contributions/css/parts']) },
      });
      expect(comparison.budget.spent).toBeLessThan(40_000);
    }
  });
});
