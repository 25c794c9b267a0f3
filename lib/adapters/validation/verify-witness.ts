import { internalError } from '../../domain/containment/internal-error.ts';
import type { PrintedFormula } from '../../domain/contract/print/print-formula.ts';
import type { JsonValue } from '../../domain/schema/json.ts';
import type { Dissent, FormatMode } from '../../domain/verdict.ts';
import { excerptOf } from './excerpt.ts';
import { findDefects } from './known-defects.ts';
import { askAjv, askHyperjump, type Opinion } from './validators.ts';

export interface Claim {
  /** The producer's published schema. */
  readonly accepts: JsonValue;
  /** Each of them rejects the witness: a published schema, a consumer's expectations. */
  readonly rejects?: readonly JsonValue[];
  /** Likewise, of contracts that were printed for this witness. */
  readonly contracts?: readonly PrintedFormula[];
  readonly witness: JsonValue;
  readonly formatMode: FormatMode;
}

/**
 * `outvoted`: what explains a validator's dissent; the other one and the engine's own evaluation agree, or the engine
 * alone if a contract could not be printed whole. A dissent that nothing explains leaves the witness unproven.
 */
export type Verification =
  | { readonly verified: true; readonly outvoted: readonly Dissent[] }
  | { readonly verified: false; readonly reason: string; readonly unread?: Unread };

/** A schema that one validator could not read, and the other could, for a reason that nobody has listed: news of a defect. */
export interface Unread {
  readonly validator: 'ajv' | 'hyperjump';
  /** The validator's own words. */
  readonly detail: string;
}

interface Expectation {
  readonly schema: JsonValue;
  readonly answer: 'valid' | 'invalid';
  /** Told if the validators do not agree. */
  readonly claim: string;
  readonly unsaid?: readonly string[];
}

/** Asks ajv and Hyperjump, on excerpts of the schemas, whether the record is what the engine says it is. */
export async function verifyWitness(claim: Claim): Promise<Verification> {
  try {
    return await verify(claim);
  } catch (error) {
    return { verified: false, reason: internalError(error) };
  }
}

async function verify({ accepts, rejects = [], contracts = [], witness, formatMode }: Claim): Promise<Verification> {
  const expectations: readonly Expectation[] = [
    { schema: accepts, answer: 'valid', claim: 'the record is valid' },
    ...rejects.map((schema) => ({ schema, answer: 'invalid', claim: 'the record is invalid' }) as const),
    ...contracts.map(
      (contract) => ({ ...contract, answer: 'invalid', claim: 'the contract rejects the record' }) as const,
    ),
  ];
  const outvoted: Dissent[] = [];
  for (const { schema, answer, claim, unsaid = [] } of expectations) {
    const question = { schema: excerptOf(schema, witness), record: witness, formatMode };
    const opinions = { ajv: askAjv(question), hyperjump: await askHyperjump(question) };
    const dissenters = (['ajv', 'hyperjump'] as const).filter((name) => opinions[name].answer !== answer);
    if (dissenters.length === 0) continue;
    const defect =
      findDefects(question.schema, witness).find(({ validators }) =>
        dissenters.every((name) => validators.includes(name)),
      ) ?? (unsaid.length > 0 ? leftOut(unsaid, dissenters) : undefined);
    if (!defect) return { verified: false, reason: explain(claim, opinions), ...unreadOf(opinions) };
    outvoted.push(defect);
  }
  return { verified: true, outvoted };
}

const leftOut = (unsaid: readonly string[], validators: Dissent['validators']): Dissent => ({
  id: 'contract-left-out',
  validators,
  description: `JSON Schema does not say all of the contract (${unsaid.join('; ')}): there the engine's own evaluator judges alone`,
  source: 'docs/compatibility.md',
});

interface Opinions {
  readonly ajv: Opinion;
  readonly hyperjump: Opinion;
}

function unreadOf({ ajv, hyperjump }: Opinions): { readonly unread?: Unread } {
  if (ajv.answer === 'failed' && hyperjump.answer !== 'failed')
    return { unread: { validator: 'ajv', detail: ajv.detail } };
  if (hyperjump.answer === 'failed' && ajv.answer !== 'failed')
    return { unread: { validator: 'hyperjump', detail: hyperjump.detail } };
  return {};
}

const explain = (claim: string, { ajv, hyperjump }: Opinions): string =>
  `the validators do not agree that ${claim}: ajv says ${describe(ajv)}, Hyperjump ${describe(hyperjump)}`;

const describe = (opinion: Opinion): string =>
  opinion.answer === 'failed' ? `that it cannot read the schema (${opinion.detail})` : opinion.answer;
