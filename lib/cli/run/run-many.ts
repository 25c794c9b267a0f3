import { CliError, defect, EXIT } from '../exit.ts';
import { visible } from '../output/escape.ts';
import type { Comparison } from './comparison.ts';
import type { Session } from './session.ts';

/** One subject's end: a comparison, what prevented it, or both if only part of the answer could be had. */
export type Outcome = (
  | { readonly comparison: Comparison; readonly error?: CliError }
  | { readonly error: CliError; readonly comparison?: undefined }
) & { readonly name: string };

export interface Many<T> {
  readonly items: readonly T[];
  readonly nameOf: (item: T) => string;
  /** `undefined` if the item is none of this run's business. */
  readonly work: (item: T) => Promise<Comparison | undefined>;
  /** How many at a time. */
  readonly concurrency: number;
  /** The name of the activity, e.g. `checking`. */
  readonly doing: string;
}

export interface ManyOutcomes<T> {
  /** In the order of the items. */
  readonly outcomes: readonly Outcome[];
  /** Not begun, because the service had failed for others. */
  readonly left: readonly T[];
  readonly skipped: number;
}

/** Where nobody watches, a line now and then shows that the work goes on. */
const SAID_EVERY = 100;

/**
 * Does many pieces of work, a few at a time; an expected failure of one does not stop the rest. A registry that failed
 * all attempts for one has used up the patience for those that have not begun.
 */
export async function runMany<T>(
  session: Session,
  { items, nameOf, work, concurrency, doing }: Many<T>,
): Promise<ManyOutcomes<T>> {
  const results = new Map<number, Outcome | 'skipped'>();
  let isBroken = false;
  const open = items.entries();
  const worker = async (): Promise<void> => {
    for (const [at, item] of open) {
      if (isBroken) return;
      const name = nameOf(item);
      session.status(
        items.length === 1 ? `${doing} ${visible(name)} …` : progressText({ doing, results, all: items.length, name }),
      );
      const outcome = await settle(name, () => work(item));
      results.set(at, outcome);
      if (outcome !== 'skipped' && outcome.error?.exit === EXIT.service) isBroken = true;
      if (results.size % SAID_EVERY === 0 && !session.world.stderr.isTerminal)
        session.note(`${doing}: ${results.size} of ${items.length}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
  session.status('');
  const outcomes = items.flatMap((_, at) => {
    const outcome = results.get(at);
    return outcome === undefined || outcome === 'skipped' ? [] : [outcome];
  });
  const left = items.filter((_, at) => !results.has(at));
  return { outcomes, left, skipped: items.length - outcomes.length - left.length };
}

async function settle(name: string, work: () => Promise<Comparison | undefined>): Promise<Outcome | 'skipped'> {
  try {
    const comparison = await work();
    return comparison === undefined ? 'skipped' : { name, comparison };
  } catch (error) {
    // A defect met at one subject takes nothing from the others' answers.
    return { name, error: error instanceof CliError ? error : defect(error) };
  }
}

function progressText(input: {
  readonly doing: string;
  readonly results: ReadonlyMap<number, Outcome | 'skipped'>;
  readonly all: number;
  readonly name: string;
}): string {
  const { doing, results, all, name } = input;
  const width = 20;
  const filled = Math.floor((results.size / all) * width);
  const failed = [...results.values()].filter(
    (outcome) => outcome !== 'skipped' && outcome.comparison?.passes !== true,
  ).length;
  const trouble = failed > 0 ? `, ${failed} not passing` : '';
  return `${doing} ${'━'.repeat(filled)}${'╌'.repeat(width - filled)} ${results.size} of ${all}${trouble}  ${visible(name)}`;
}
