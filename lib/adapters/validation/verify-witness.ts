import type { JsonValue } from '../../domain/schema/json.ts';
import type { FormatMode } from '../../domain/verdict.ts';
import { findDefects, type KnownDefect } from './known-defects.ts';
import { sliceSchema } from './slice.ts';
import { askAjv, askHyperjump, type Opinion } from './validators.ts';

export interface Claim {
  /** The producer's published schema. */
  readonly accepts: JsonValue;
  /** Absent where what rejects is no published schema but a contract, which the engine's own evaluator judges. */
  readonly rejects?: JsonValue;
  readonly witness: JsonValue;
  readonly formatMode: FormatMode;
}

/**
 * `outvoted`: defects of one validator that explain its dissent; the other one and the engine's own evaluation agree.
 * A dissent that nothing explains leaves the witness unproven.
 */
export type Verification =
  | { readonly verified: true; readonly outvoted: readonly KnownDefect[] }
  | { readonly verified: false; readonly reason: string };

/** Asks ajv and Hyperjump, on slices of the schemas, whether the record is what the engine says it is. */
export async function verifyWitness({ accepts, rejects, witness, formatMode }: Claim): Promise<Verification> {
  const outvoted: KnownDefect[] = [];
  for (const [schema, expected] of [
    [accepts, 'valid'],
    [rejects, 'invalid'],
  ] as const) {
    if (schema === undefined) continue;
    const question = { schema: sliceSchema(schema, witness), record: witness, formatMode };
    const opinions = { ajv: askAjv(question), hyperjump: await askHyperjump(question) };
    const dissenters = (['ajv', 'hyperjump'] as const).filter((name) => opinions[name].answer !== expected);
    if (dissenters.length === 0) continue;
    const defects = findDefects(question.schema, witness).filter(({ validators }) =>
      dissenters.every((name) => validators.includes(name)),
    );
    const [defect] = defects;
    if (!defect) return { verified: false, reason: explain(expected, opinions) };
    outvoted.push(defect);
  }
  return { verified: true, outvoted };
}

const explain = (expected: string, { ajv, hyperjump }: { ajv: Opinion; hyperjump: Opinion }): string =>
  `the validators do not agree that the record is ${expected}: ajv says ${describe(ajv)}, Hyperjump ${describe(hyperjump)}`;

const describe = (opinion: Opinion): string =>
  opinion.answer === 'failed' ? `that it cannot read the schema (${opinion.detail})` : opinion.answer;
