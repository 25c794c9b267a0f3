import type { Comparison, Judge } from '../../application/ports.ts';
import type { JsonValue } from '../../domain/schema/json.ts';
import type { ParsedSchema } from '../../domain/schema/parse-schema.ts';
import type { ConsumerVerdict, FormatMode, Verdict } from '../../domain/verdict.ts';
import { verifyWitness } from '../validation/verify-witness.ts';

/**
 * Shows a `breaking` only with a record that two independent validators took and rejected as the engine says. A contract
 * is no published schema, so of its witness they check that the new version takes it; the engine's own evaluator, that
 * the contract does not.
 */
export class VerifyingJudge implements Judge {
  readonly #judge: Judge;

  constructor(judge: Judge) {
    this.#judge = judge;
  }

  async compare(input: Parameters<Judge['compare']>[0]): Promise<Comparison> {
    const { old, next, options } = input;
    const { verdicts, changes } = await this.#judge.compare(input);
    const [serving, training] = await Promise.all([
      verified(verdicts.serving, { accepts: next, rejects: old, formatMode: options.formatMode }),
      verified(verdicts.training, { accepts: old, rejects: next, formatMode: options.formatMode }),
    ]);
    return { verdicts: { serving, training }, changes };
  }

  async serve(input: Parameters<Judge['serve']>[0]): Promise<ConsumerVerdict> {
    const verdict = await this.#judge.serve(input);
    if (verdict.status !== 'newly-broken' && verdict.status !== 'still-broken') return verdict;
    const refusal = await refuted(verdict.witness, { accepts: input.next, formatMode: input.options.formatMode });
    return refusal === undefined ? verdict : { status: 'undecided', reason: refusal };
  }
}

interface Sides {
  readonly accepts: ParsedSchema;
  readonly rejects?: ParsedSchema;
  readonly formatMode: FormatMode;
}

async function verified(verdict: Verdict, sides: Sides): Promise<Verdict> {
  if (verdict.verdict !== 'breaking') return verdict;
  const refusal = await refuted(verdict.witness, sides);
  return refusal === undefined ? verdict : { verdict: 'undecided', reason: refusal };
}

async function refuted(witness: JsonValue, { accepts, rejects, formatMode }: Sides): Promise<string | undefined> {
  const claim = { accepts: accepts.value, ...(rejects ? { rejects: rejects.value } : {}), witness, formatMode };
  const verification = await verifyWitness(claim);
  return verification.verified ? undefined : verification.reason;
}
