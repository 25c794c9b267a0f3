import { InlineJudge } from '../../lib/adapters/judge/inline-judge.ts';
import type { Comparison, Judge } from '../../lib/application/ports/judge.ts';
import type { ConsumerVerdict } from '../../lib/domain/verdict.ts';
import { Random } from './random.ts';

const RATE = 0.08;
const REASON = 'the simulation leaves it open';

/** The engine, which leaves some questions open: always the same ones, until an upgrade decides half of them. */
export class SimulatedJudge implements Judge {
  readonly #engine = new InlineJudge();
  readonly #seed: number;
  /** How often a question was left open. */
  undecided = 0;
  #upgrades = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  get engine(): number {
    return this.#engine.engine + this.#upgrades;
  }

  upgrade(): void {
    this.#upgrades++;
  }

  async compare(input: Parameters<Judge['compare']>[0]): Promise<Comparison> {
    const comparison = await this.#engine.compare(input);
    const { serving } = comparison.verdicts;
    if (serving.verdict === 'undecided' || !this.#isLeftOpen([input.old.fingerprint, input.next.fingerprint]))
      return comparison;
    const verdicts = { ...comparison.verdicts, serving: { verdict: 'undecided', reason: REASON } as const };
    return { verdicts, changes: comparison.changes };
  }

  async serve(input: Parameters<Judge['serve']>[0]): Promise<ConsumerVerdict> {
    const { next, head, contract } = input;
    const [first] = contract.reads;
    const question = [
      next.fingerprint,
      head?.fingerprint,
      contract.trained.fingerprint,
      JSON.stringify(contract.reads),
    ];
    if (!this.#isLeftOpen(question)) return await this.#engine.serve(input);
    return { status: 'undecided', reason: REASON, ...(first ? { pointer: first.pointer } : {}) };
  }

  #isLeftOpen(question: readonly (string | undefined)[]): boolean {
    let hash = this.#seed;
    for (const character of question.join()) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0;
    const isOpen = new Random(hash).next() < RATE / 2 ** this.#upgrades;
    if (isOpen) this.undecided++;
    return isOpen;
  }
}
