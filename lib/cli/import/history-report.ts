import { defined } from '../../domain/defined.ts';
import type { Change } from '../../domain/diff/change.ts';
import type { JsonValue } from '../../domain/schema/json.ts';
import type { Schemas } from '../api/operations.ts';
import { countSeverities, failsBySeverity } from '../run/comparison.ts';
import { isVersion, proofOf, type Replayed, type Skipped } from './replay.ts';

/** A version of a history, and what it changed. */
export interface HistoryStep {
  readonly version: number;
  readonly name: string;
  readonly date?: string;
  /** It breaks who reads it as it was before: what `check` calls breaking. */
  readonly breaking: boolean;
  /** Breaking, and a BACKWARD check, the usual default, would have let it pass. */
  readonly unseen: boolean;
  /** None for the first version. */
  readonly verdicts?: Schemas['Verdicts'];
  readonly counts: ReturnType<typeof countSeverities>;
  /** The worst few of `changeCount`. */
  readonly changes: readonly Change[];
  readonly changeCount: number;
  /** A record that the new version allows and the one before rejects. */
  readonly proof?: JsonValue;
  /** The outcome; absent in a dry run. */
  readonly outcome?: 'registered' | 'known';
}

interface HistorySummary {
  readonly versions: number;
  /** Versions that changed another one. */
  readonly changes: number;
  readonly breaking: number;
  readonly unseenByBackward: number;
  readonly undecided: number;
  readonly skipped: number;
  readonly since?: string;
  readonly until?: string;
}

export interface HistoryReport {
  readonly subject: string;
  /** The file, or the subject's name in another registry. */
  readonly origin: string;
  readonly summary: HistorySummary;
  readonly steps: readonly HistoryStep[];
  readonly skipped: readonly (Pick<Skipped, 'why' | 'detail'> & { readonly name: string; readonly date?: string })[];
}

const SHOWN_CHANGES = 3;

/** Collects a replay as it goes by. */
export class HistoryRecorder {
  readonly #steps: HistoryStep[] = [];
  readonly #skipped: HistoryReport['skipped'][number][] = [];

  add(replayed: Replayed, outcome: HistoryStep['outcome']): void {
    const { name, date } = replayed.moment;
    const when = { name, ...defined({ date }) };
    if (isVersion(replayed)) this.#steps.push({ ...when, ...judged(replayed), ...(outcome ? { outcome } : {}) });
    else this.#skipped.push({ ...when, why: replayed.why, detail: replayed.detail });
  }

  finish({ subject, origin }: Pick<HistoryReport, 'subject' | 'origin'>): HistoryReport {
    const steps = this.#steps;
    const count = (is: (step: HistoryStep) => boolean): number => steps.filter(is).length;
    const [since, until] = [steps[0]?.date, steps.at(-1)?.date];
    const summary: HistorySummary = {
      versions: steps.length,
      changes: count(({ verdicts }) => verdicts !== undefined),
      breaking: count(({ breaking }) => breaking),
      unseenByBackward: count(({ unseen }) => unseen),
      undecided: count(({ breaking, verdicts }) => !breaking && verdicts?.serving.verdict === 'undecided'),
      skipped: this.#skipped.length,
      ...defined({ since, until }),
    };
    return { subject, origin, summary, steps, skipped: this.#skipped };
  }
}

function judged(
  replayed: Extract<Replayed, { version: number }>,
): Pick<HistoryStep, 'version' | 'breaking' | 'unseen' | 'verdicts' | 'counts' | 'changes' | 'changeCount' | 'proof'> {
  const { version, comparison } = replayed;
  const changes = comparison?.changes ?? [];
  const breaking = comparison !== undefined && failsBySeverity(comparison, 'breaking');
  const proof = proofOf(comparison);
  return {
    version,
    breaking,
    unseen: breaking && comparison.verdicts.training.verdict === 'compatible',
    ...(comparison ? { verdicts: comparison.verdicts } : {}),
    counts: countSeverities(changes),
    changes: changes.slice(0, SHOWN_CHANGES),
    changeCount: changes.length,
    ...defined({ proof }),
  };
}
