import type { BaseSubjects } from './base-subjects.ts';
import type { Chosen } from './choose-subjects.ts';
import type { CheckFlags } from './commands/check.ts';
import type { Config } from './config.ts';
import { findGitBase, getGitBase } from './git-base.ts';
import type { Item } from './gone-subjects.ts';
import type { Session } from './session.ts';

/** Reads the subjects' past once, when it is first asked for; `undefined` outside of a repository. */
export function rememberBase(
  session: Session,
  flags: CheckFlags,
  config: Config,
): () => Promise<BaseSubjects | undefined> {
  let known: Promise<BaseSubjects | undefined> | undefined;
  const read = async (): Promise<BaseSubjects | undefined> => {
    const { cwd } = session.world;
    const branch = flags.base ?? flags.changedSince;
    const base = flags.offline ? await getGitBase(cwd, branch) : await findGitBase(cwd, branch);
    if (!base) return undefined;
    const { BaseSubjects } = await import('./base-subjects.ts');
    return await BaseSubjects.read({ cwd, base, config, note: (message) => session.note(`warning: ${message}`) });
  };
  return () => {
    known ??= read();
    return known;
  };
}

/** The subjects of now, and those that are gone. */
export async function addGone(
  { world }: Session,
  before: BaseSubjects | undefined,
  now: { readonly config: Config; readonly chosen: readonly Chosen[] },
): Promise<readonly Item[]> {
  if (!before) return now.chosen;
  const { withGone } = await import('./gone-subjects.ts');
  return await withGone(world, before, now);
}
