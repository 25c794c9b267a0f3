import type { Item } from '../git/gone-subjects.ts';
import type { Comparison } from './comparison.ts';
import { type Many, type Outcome, runMany } from './run-many.ts';
import type { Session } from './session.ts';

interface Rehearsed {
  /** A target that cannot be read, or is not this team's to publish: it stops all. */
  readonly faulty: readonly Outcome[];
  /** A target that has its answer already: unchanged, refused by the policy, or not part of this run. */
  readonly settled: ReadonlyMap<Item, Comparison | undefined>;
}

/** The registry decides on all of them, and writes nothing. */
export async function rehearse(
  session: Session,
  many: Omit<Many<Item>, 'work' | 'doing'>,
  work: (item: Item) => Promise<Comparison | undefined>,
): Promise<Rehearsed> {
  const settled = new Map<Item, Comparison | undefined>();
  const { outcomes } = await runMany(session, {
    ...many,
    doing: 'looking at',
    work: async (item) => {
      const answer = await work(item);
      // What went is ended by the real run, or refused by it in the same words.
      if (!item.gone && answer?.publication?.outcome !== 'created') settled.set(item, answer);
      return answer;
    },
  });
  return { faulty: outcomes.filter(({ error }) => error !== undefined), settled };
}
