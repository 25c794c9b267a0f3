import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../../lib/domain/containment/engine.ts';
import { holds } from '../../../lib/domain/containment/holds.ts';
import { fromPlain } from '../../../lib/domain/schema/json.ts';
import { anySchema, anyValue, type PlainSchema } from './arbitraries.ts';

const RUNS = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 300) };

/** Schemas that list members, which random ones seldom do where it matters. */
const describing: fc.Arbitrary<PlainSchema> = fc
  .tuple(anySchema, anySchema, anySchema, fc.constantFrom('allOf', 'anyOf', 'oneOf'))
  .map(([a, b, c, keyword]) => ({
    type: 'object',
    [keyword]: [
      { properties: { a, b: { properties: { c: true } } } },
      { properties: { b, ab: c }, required: ['b'] },
      typeof c === 'object' ? c : {},
    ],
  }));

describe('what is emitted', () => {
  it('is the same by the search’s formula and by the evaluation of a document', () => {
    fc.assert(
      fc.property(
        fc.oneof(anySchema, describing),
        fc.array(anyValue, { minLength: 4, maxLength: 12 }),
        (schema, values) => {
          const engine = new Engine({ formatMode: 'annotation' });
          const [root] = engine.load(fromPlain(schema));
          if (!root) return;
          const emitted = engine.emitted(root, 'declared');
          for (const value of values.map(fromPlain)) {
            const byFormula = holds(emitted, value, engine.solver.algebra);
            if (byFormula === undefined) continue;
            expect({ schema, value, byFormula }).toEqual({
              schema,
              value,
              byFormula: engine.isEmitted(root, value, 'declared'),
            });
          }
        },
      ),
      RUNS,
    );
  });
});
