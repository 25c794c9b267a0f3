import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../../../../lib/domain/containment/algebra/holds.ts';
import { presence } from '../../../../lib/domain/containment/algebra/presence.ts';
import { Engine } from '../../../../lib/domain/containment/engine.ts';
import { fromPlain } from '../../../../lib/domain/schema/json.ts';
import { parsed } from '../../parsed.ts';
import { anySchema, anyValue, type PlainSchema } from '../arbitraries.ts';

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
          const [root] = engine.load(parsed(schema));
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

  it('is found where schemas that meet at one place are opposites among the values of one type only', () => {
    const at = (a: PlainSchema): PlainSchema => ({ properties: { a } });
    const engine = new Engine({ formatMode: 'annotation' });
    const described = { properties: { b: true } };
    const [root] = engine.load(parsed({ allOf: [at({ minimum: 3 }), at({ exclusiveMaximum: 3 }), at(described)] }));
    if (!root) throw new TypeError('a schema was loaded');
    // Somebody asked for the opposites before.
    engine.formulas.not(engine.compiler.formulaOf(root));
    const outcome = engine.find([engine.emitted(root, 'declared'), presence('/a', engine)]);
    expect(outcome).toMatchObject({ kind: 'value', value: { a: '' } });
  });

  it('is not held to a schema for the items that no other has evaluated, where another has', () => {
    const isEmitted = (schema: Readonly<Record<string, unknown>>) => {
      const engine = new Engine({ formatMode: 'annotation' });
      const [root] = engine.load(parsed({ ...schema, unevaluatedItems: { properties: {} } }));
      if (!root) throw new Error('nothing was loaded');
      const value = fromPlain([{ a: 1 }]);
      expect(engine.isEmitted(root, value, 'declared')).toBe(
        holds(engine.emitted(root, 'declared'), value, engine.solver.algebra),
      );
      return engine.isEmitted(root, value, 'declared');
    };
    expect(isEmitted({})).toBe(false);
    expect(isEmitted({ anyOf: [{ items: true }] })).toBe(true);
    expect(isEmitted({ contains: { required: ['a'] } })).toBe(true);
    expect(isEmitted({ contains: { properties: { b: true }, required: ['b'] }, minContains: 0 })).toBe(false);
  });
});
