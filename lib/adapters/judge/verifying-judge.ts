import type { Comparison, Judge, Outvoted } from '../../application/ports.ts';
import type { ConsumerVerdict, Verdict } from '../../domain/verdict.ts';
import type { KnownDefect } from '../validation/known-defects.ts';
import { type Claim, verifyWitness } from '../validation/verify-witness.ts';

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
    const { verdicts, changes } = await this.#judge.compare(input);
    const [old, next] = [input.old.value, input.next.value];
    const { formatMode } = input.options;
    const [serving, training] = await Promise.all([
      verifyVerdict(verdicts.serving, { accepts: next, rejects: old, formatMode }),
      verifyVerdict(verdicts.training, { accepts: old, rejects: next, formatMode }),
    ]);
    const outvoted = [
      ...serving.outvoted.map((defect): Outvoted => ({ lens: 'serving', ...defect })),
      ...training.outvoted.map((defect): Outvoted => ({ lens: 'training', ...defect })),
    ];
    return {
      verdicts: { serving: serving.verdict, training: training.verdict },
      changes,
      ...(outvoted.length === 0 ? {} : { outvoted }),
    };
  }

  async serve(input: Parameters<Judge['serve']>[0]): Promise<ConsumerVerdict> {
    const verdict = await this.#judge.serve(input);
    if (verdict.status !== 'newly-broken' && verdict.status !== 'still-broken') return verdict;
    const claim = { accepts: input.next.value, witness: verdict.witness, formatMode: input.options.formatMode };
    const verification = await verifyWitness(claim);
    return verification.verified ? verdict : { status: 'undecided', reason: verification.reason };
  }
}

/** A `breaking` whose witness the validators refute becomes `undecided`; `outvoted` says which dissent was no refutation. */
async function verifyVerdict(
  verdict: Verdict,
  sides: Pick<Claim, 'accepts' | 'rejects' | 'formatMode'>,
): Promise<{ readonly verdict: Verdict; readonly outvoted: readonly KnownDefect[] }> {
  if (verdict.verdict !== 'breaking') return { verdict, outvoted: [] };
  const verification = await verifyWitness({ ...sides, witness: verdict.witness });
  if (verification.verified) return { verdict, outvoted: verification.outvoted };
  return { verdict: { verdict: 'undecided', reason: verification.reason }, outvoted: [] };
}
