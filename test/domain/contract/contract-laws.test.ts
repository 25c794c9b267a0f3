import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds } from '../../../lib/domain/containment/algebra/holds.ts';
import { Engine } from '../../../lib/domain/containment/engine.ts';
import { contractFormula } from '../../../lib/domain/contract/contract-formula.ts';
import { fromPlain } from '../../../lib/domain/schema/json.ts';
import type { ContentModel, ReadField, Tolerance } from '../../../lib/domain/verdict.ts';
import { anySchema, anyValue, type PlainSchema } from '../containment/arbitraries.ts';
import { parsed } from '../parsed.ts';

const RUNS = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 150) };

const pointer = fc.constantFrom('', '/a', '/b', '/ab', '/a/b', '/b/*', '/b/*/a', '/*');
const reads = fc.uniqueArray(pointer, { maxLength: 3 });
const models = fc.constantFrom<ContentModel>('declared', 'open');
const tolerances = fc.constantFrom<Tolerance>('new-values', 'null', 'missing', 'wider-range');
const record = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'ab'), anyValue, { maxKeys: 3, noNullPrototype: true });

/** Reads contracts of one version, as far as a small budget goes. */
function contractsOf(version: PlainSchema, contentModel: ContentModel) {
  const engine = new Engine({ formatMode: 'annotation', budget: 60_000 });
  const [root] = engine.load(parsed(version));
  if (!root) throw new TypeError('one schema was loaded');
  const ask = <T>(answer: () => T): T | undefined => engine.guard<T | undefined>(answer, () => undefined);
  return {
    emits: (value: unknown) => ask(() => engine.isEmitted(root, fromPlain(value), contentModel)) === true,
    /** `undefined` where the contract cannot say. */
    takes: (value: unknown, places: readonly ReadField[], strict = false) =>
      ask(() => {
        const contract = contractFormula(engine, root, { places, strict, contentModel });
        return holds(contract, fromPlain(value), engine.solver.algebra);
      }),
  };
}

const fields = (pointers: readonly string[]): readonly ReadField[] => pointers.map((one) => ({ pointer: one }));

describe('a contract', () => {
  it('takes whatever its version emits, whatever is read and tolerated', () => {
    fc.assert(
      fc.property(
        anySchema,
        fc.array(fc.tuple(pointer, fc.uniqueArray(tolerances)), { maxLength: 3 }),
        models,
        fc.boolean(),
        fc.array(fc.oneof(anyValue, record), { minLength: 8, maxLength: 8 }),
        (version, read, contentModel, strict, values) => {
          const { emits, takes } = contractsOf(version, contentModel);
          const places = read.map(([at, handles]) => ({ pointer: at, handles }));
          for (const value of values.filter(emits)) expect(takes(value, places, strict)).not.toBe(false);
        },
      ),
      RUNS,
    );
  });

  it('does not depend on members that are not read', () => {
    fc.assert(
      fc.property(
        anySchema,
        fc.uniqueArray(fc.constantFrom('a', 'b', 'ab'), { minLength: 1, maxLength: 2 }),
        models,
        fc.array(fc.tuple(record, record), { minLength: 8, maxLength: 8 }),
        (version, names, contentModel, pairs) => {
          const { takes } = contractsOf(version, contentModel);
          const places = fields(names.map((name) => `/${name}`));
          for (const [one, other] of pairs) {
            const isRead = ([name]: readonly [string, unknown]): boolean => names.some((read) => read === name);
            const read = Object.entries(one).filter(isRead);
            const rest = Object.entries(other).filter((member) => !isRead(member));
            const answers = new Set([takes(one, places), takes(Object.fromEntries([...read, ...rest]), places)]);
            expect(answers.has(true) && answers.has(false)).toBe(false);
          }
        },
      ),
      RUNS,
    );
  });

  it('asks no more of who reads less', () => {
    fc.assert(
      fc.property(
        anySchema,
        reads,
        pointer,
        models,
        fc.array(fc.oneof(anyValue, record), { minLength: 8, maxLength: 8 }),
        (version, some, more, contentModel, values) => {
          const { takes } = contractsOf(version, contentModel);
          if (some.length === 0) return;
          for (const value of values)
            if (takes(value, fields([...some, more])) === true) expect(takes(value, fields(some))).not.toBe(false);
        },
      ),
      RUNS,
    );
  });
});
