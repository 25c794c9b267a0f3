import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDefects } from '../../../../lib/adapters/validation/known-defects.ts';
import { askAjv, askHyperjump } from '../../../../lib/adapters/validation/validators.ts';
import type { Formula } from '../../../../lib/domain/containment/algebra/formula.ts';
import { holds } from '../../../../lib/domain/containment/algebra/holds.ts';
import { Engine } from '../../../../lib/domain/containment/engine.ts';
import { contractFormula } from '../../../../lib/domain/contract/contract-formula.ts';
import { printContract } from '../../../../lib/domain/contract/print/print-contract.ts';
import { fromPlain, type JsonValue } from '../../../../lib/domain/schema/json.ts';
import { jsonText } from '../../../../lib/domain/schema/json-text.ts';
import type { ContentModel, ReadField, Tolerance } from '../../../../lib/domain/verdict.ts';
import { anySchema, anyValue } from '../../containment/arbitraries.ts';
import { parsed } from '../../parsed.ts';
import { SERVING_CASES } from '../serving-cases.ts';

const RUNS = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 40) };

interface Contract {
  readonly trained: unknown;
  readonly reads: readonly ReadField[];
  readonly strict: boolean;
  readonly contentModel: ContentModel;
}

/** A contract by our own algebra: what it says of a value, and values on both of its sides. */
function algebraOf({ trained, reads, strict, contentModel }: Contract) {
  const engine = new Engine({ formatMode: 'annotation', budget: 60_000 });
  return engine.guard(
    () => {
      const [root] = engine.load(parsed(trained));
      if (!root) throw new TypeError('one schema was loaded');
      const contract = contractFormula(engine, root, { places: reads, strict, contentModel });
      const { formulas } = engine;
      const boundary = [contract, formulas.not(contract)].flatMap((side) => edgeOf(engine, side));
      return { boundary, says: (value: JsonValue) => holds(contract, value, engine.solver.algebra) };
    },
    () => undefined,
  );
}

/** Values of one side, one of each JSON type: what the search finds stands at the edge of the conditions. */
function edgeOf(engine: Engine, side: Formula): readonly JsonValue[] {
  return [1, 2, 4, 8, 16, 32, 64].flatMap((type) => {
    const outcome = engine.find([side, engine.formulas.types(type)]);
    return outcome.kind === 'value' ? [outcome.value] : [];
  });
}

/** What the validators say of a value; where a listed defect of one may play a part, the other alone. */
async function validate(schema: JsonValue, value: JsonValue): Promise<readonly string[]> {
  const question = { schema, record: value, formatMode: 'annotation' } as const;
  const defective = new Set(findDefects(schema, value).flatMap(({ validators }) => validators));
  return [
    ...(defective.has('ajv') ? [] : [askAjv(question).answer]),
    ...(defective.has('hyperjump') ? [] : [(await askHyperjump(question)).answer]),
  ];
}

/** Holds the printed contract against the algebra's on the values and on what the search finds at its edges. */
async function compare(contract: Contract, values: readonly JsonValue[]): Promise<void> {
  const algebra = algebraOf(contract);
  if (!algebra) return;
  const { trained, reads, strict, contentModel } = contract;
  const input = {
    trained: parsed(trained),
    reads,
    strict,
    options: { contentModel, formatMode: 'annotation' },
  } as const;
  const whole = printContract(input);
  for (const value of [...values, ...algebra.boundary]) {
    const truth = algebra.says(value);
    if (truth === undefined) continue;
    for (const { schema, unsaid } of [whole, printContract({ ...input, record: value })]) {
      const answers = await validate(schema, value);
      const about = { trained, reads, strict, contentModel, value, schema: jsonText(schema), answers };
      // What is not said can only make the printed contract accept more.
      if (truth) expect({ ...about, truth }).toMatchObject({ answers: answers.map(() => 'valid') });
      else if (unsaid.length === 0)
        expect({ ...about, truth }).toMatchObject({ answers: answers.map(() => 'invalid') });
    }
  }
}

const toRead = (read: string | ReadField): ReadField => (typeof read === 'string' ? { pointer: read } : read);

const token = fc.constantFrom('a', 'b', 'c', '*');
const anyRead: fc.Arbitrary<ReadField> = fc.record(
  {
    pointer: fc.array(token, { maxLength: 2 }).map((tokens) => tokens.map((one) => `/${one}`).join('')),
    handles: fc.uniqueArray(fc.constantFrom<Tolerance>('new-values', 'null', 'missing', 'wider-range'), {
      maxLength: 2,
    }),
    presence: fc.constant('required' as const),
  },
  { requiredKeys: ['pointer'] },
);

describe('a printed contract', () => {
  it('says what our own evaluator says, of random values and at its edges', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySchema,
        fc.array(anyRead, { maxLength: 3 }),
        fc.boolean(),
        fc.constantFrom<ContentModel>('declared', 'open'),
        fc.array(anyValue, { minLength: 3, maxLength: 6 }),
        async (trained, reads, strict, contentModel, values) => {
          await compare({ trained, reads, strict, contentModel }, values.map(fromPlain));
        },
      ),
      RUNS,
    );
  }, 60_000);

  it.each(SERVING_CASES.map((one) => [one.why, one] as const))('says it of: %s', async (_, one) => {
    const { trained, next, reads, strict = false } = one;
    const fields = reads.map(toRead);
    for (const contentModel of ['declared', 'open'] as const) {
      const others = algebraOf({ trained: next, reads: [], strict: false, contentModel })?.boundary ?? [];
      await compare({ trained, reads: fields, strict, contentModel }, others);
    }
  });
});
