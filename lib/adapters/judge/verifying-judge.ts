import type { Comparison, Judge, Outvoted } from '../../application/ports/judge.ts';
import { placesRead } from '../../domain/contract/constrained.ts';
import { printContract } from '../../domain/contract/print/print-contract.ts';
import type { BrokenConsumer, ConsumerVerdict, Dissent, Verdict } from '../../domain/verdict.ts';
import { type Claim, type Unread, type Verification, verifyWitness } from '../validation/verify-witness.ts';

/**
 * Shows a `breaking` only with a record that two independent validators took and rejected as the engine says. A contract
 * is printed as a JSON Schema for them, as far as the record touches it.
 */
export class VerifyingJudge implements Judge {
  readonly #judge: Judge;
  readonly #onUnread: (unread: Unread) => void;

  /** `onUnread` hears of each schema that only one validator could read; the verdict's own reason says it too. */
  constructor(judge: Judge, onUnread: (unread: Unread) => void = () => undefined) {
    this.#judge = judge;
    this.#onUnread = onUnread;
  }

  get engine(): number {
    return this.#judge.engine;
  }

  async compare(input: Parameters<Judge['compare']>[0]): Promise<Comparison> {
    const { verdicts, changes } = await this.#judge.compare(input);
    const [old, next] = [input.old.value, input.next.value];
    const { formatMode } = input.options;
    const [serving, training] = await Promise.all([
      this.#verifyVerdict(verdicts.serving, { accepts: next, ...refusing(verdicts.serving, input), formatMode }),
      this.#verifyVerdict(verdicts.training, { accepts: old, rejects: [next], formatMode }),
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
    const { witness } = verdict;
    const { formatMode } = input.options;
    // Of a lost field the record is a sample: the contract may well take it.
    const rejecting = verdict.kind === 'field-lost' ? {} : rejectingSides(input, verdict);
    const verification = await this.#verify({ accepts: input.next.value, ...rejecting, witness, formatMode });
    if (!verification.verified) return { status: 'undecided', reason: verification.reason };
    return verification.outvoted.length === 0 ? verdict : { ...verdict, outvoted: verification.outvoted };
  }

  /** A `breaking` whose witness the validators refute becomes `undecided`; `outvoted` says which dissent did not count. */
  async #verifyVerdict(
    verdict: Verdict,
    sides: Omit<Claim, 'witness'>,
  ): Promise<{ readonly verdict: Verdict; readonly outvoted: readonly Dissent[] }> {
    if (verdict.verdict !== 'breaking') return { verdict, outvoted: [] };
    const verification = await this.#verify({ ...sides, witness: verdict.witness });
    if (verification.verified) return { verdict, outvoted: verification.outvoted };
    return { verdict: { verdict: 'undecided', reason: verification.reason }, outvoted: [] };
  }

  async #verify(claim: Claim): Promise<Verification> {
    const verification = await verifyWitness(claim);
    if (!verification.verified && verification.unread) this.#onUnread(verification.unread);
    return verification;
  }
}

/** The schema that must reject the record: the old version or the contract of a reader of the whole record. */
function refusing(
  verdict: Verdict,
  { old, options }: Parameters<Judge['compare']>[0],
): Pick<Claim, 'rejects' | 'contracts'> {
  if (verdict.verdict !== 'breaking' || verdict.by !== 'contract') return { rejects: [old.value] };
  return { contracts: [printContract({ trained: old, reads: [], options, record: verdict.witness })] };
}

/** The schema that must reject the record: the consumer's contract or expectations; if it is new, the head's too. */
function rejectingSides(
  { contract, head, options }: Parameters<Judge['serve']>[0],
  { status, witness }: BrokenConsumer,
): Pick<Claim, 'rejects' | 'contracts'> {
  const { trained, reads, strict, expectations } = contract;
  const pinned = [
    ...(expectations === undefined ? [trained] : []),
    ...(status === 'newly-broken' && head ? [head] : []),
  ];
  return {
    rejects: expectations === undefined ? [] : [expectations],
    contracts: pinned.map((version) =>
      printContract({ trained: version, reads: placesRead(reads, expectations), strict, options, record: witness }),
    ),
  };
}
