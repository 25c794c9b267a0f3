import { type Answered, type Counts, examineRound, type Find, noCounts, reportOn } from './examine.ts';
import { type Asked, type Case, faultOf, type Kind } from './faults.ts';
import { minimised } from './minimise.ts';
import { realSchemas } from './real-schemas.ts';
import { loadTested } from './tested.ts';

/** What a process of its own is told to do: a round of pairs, one case, or a few questions. */
export type Task =
  | { readonly seed: number; readonly pairs: number; readonly root: string }
  | { readonly asked: Case; readonly root: string }
  | { readonly questions: readonly Asked[]; readonly root: string };
export type Told =
  | { readonly kind: 'counts'; readonly counts: Counts }
  | { readonly kind: 'find'; readonly find: Find }
  | { readonly kind: 'answered'; readonly answered: readonly Answered[] }
  | { readonly kind: 'done'; readonly fault?: string | undefined; readonly failure?: string };

/** Of one kind, before any further is only told. */
const MINIMISED = 3;
/** Pairs between two reports of progress. */
const STEP = 10;
const told = new Map<Kind, number>();
const real = realSchemas();

process.on('message', (task: Task) => {
  run(task).then(
    (fault) => tell({ kind: 'done', fault }),
    (error: unknown) =>
      tell({ kind: 'done', failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});

const tell = (message: Told): void => void process.send?.(message);

async function run(task: Task): Promise<string | undefined> {
  const tested = await loadTested(task.root);
  if ('asked' in task) return faultOf(task.asked, tested);
  if ('questions' in task) {
    const answered: Answered[] = [];
    for (const question of task.questions) answered.push({ ...question, answer: await reportOn(question, tested) });
    tell({ kind: 'answered', answered });
    return undefined;
  }
  const counts = noCounts();
  const flush = (): void => {
    tell({ kind: 'counts', counts: structuredClone(counts) });
    Object.assign(counts, noCounts());
  };
  const answered = await examineRound(task.seed, task.pairs, {
    tested,
    counts,
    real,
    progress: () => counts.pairs % STEP === 0 && flush(),
    report: async (find) => {
      const count = (told.get(find.asked.kind) ?? 0) + 1;
      told.set(find.asked.kind, count);
      // What a process keeps shows in a new one only: a repetition is made smaller where it was found.
      const asked =
        count > MINIMISED || find.asked.kind === 'repeat' ? find.asked : await minimised(find.asked, tested);
      const fault = (await faultOf(asked, tested).catch(() => undefined)) ?? find.fault;
      tell({ kind: 'find', find: { asked, fault } });
    },
  });
  flush();
  tell({ kind: 'answered', answered });
  return undefined;
}
