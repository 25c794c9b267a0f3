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

/** The registry decides on all of them, and writes nothing. What went is not a file that could be wrong. */
export async function rehearse(
  session: Session,
  many: Omit<Many<Item>, 'work' | 'doing'>,
  work: (item: Item) => Promise<Comparison | undefined>,
): Promise<Rehearsed> {
  const settled = new Map<Item, Comparison | undefined>();
  const items = many.items.filter(({ gone }) => gone === undefined);
  const { outcomes } = await runMany(session, {
    ...many,
    items,
    doing: 'looking at',
    work: async (item) => {
      const answer = await work(item);
      if (answer?.publication?.outcome !== 'created') settled.set(item, answer);
      return answer;
    },
  });
  return { faulty: outcomes.filter(({ error }) => error !== undefined), settled };
}
