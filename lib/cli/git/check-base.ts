import type { RegistryClient } from '../api/client.ts';
import type { Session } from '../run/session.ts';
import { type ChangeFlags, chooseSubjects } from '../workspace/choose-subjects.ts';
import type { Config, ConfiguredSubject } from '../workspace/config.ts';
import type { BaseSubjects } from './base-subjects.ts';
import { findCommit } from './git.ts';
import { findGitBase, getGitBase } from './git-base.ts';
import type { Item } from './gone-subjects.ts';

interface BaseFlags extends ChangeFlags {
  readonly base?: string;
  readonly changedSince?: string;
  readonly offline?: boolean;
}

/** Reads the subjects' past once, when it is first asked for; `undefined` outside of a repository. */
export function rememberBase(
  session: Session,
  flags: BaseFlags,
  config: Config,
): () => Promise<BaseSubjects | undefined> {
  let known: Promise<BaseSubjects | undefined> | undefined;
  const read = async (): Promise<BaseSubjects | undefined> => {
    const { cwd } = session.world;
    const branch = flags.base ?? flags.changedSince ?? (await pushedFrom(session));
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

/** The commit of the branch before the push that GitLab runs for; of a new branch it says a name that no commit has. */
async function pushedFrom({ world: { cwd, env } }: Session): Promise<string | undefined> {
  const before = env['CI_COMMIT_BEFORE_SHA'];
  return before && (await findCommit(cwd, before)) !== undefined ? before : undefined;
}

/** The subjects of a run over a whole configuration: those of now, and those that are gone. */
export async function chooseItems(
  session: Session,
  about: {
    readonly schema: string | undefined;
    readonly flags: BaseFlags;
    readonly config: Config;
    /** Which subjects there should be is a question of all of them. */
    readonly isWhole: boolean;
    readonly before: () => Promise<BaseSubjects | undefined>;
    /** Absent: no registry is asked what it knows beside them. */
    readonly connect?: () => RegistryClient;
  },
): Promise<readonly Item[]> {
  const { schema, flags, config, isWhole, connect } = about;
  if (!isWhole) return await chooseSubjects(session.world, { schema, flags, config });
  const empty: ConfiguredSubject[] = [];
  const onEmpty = (entry: ConfiguredSubject): void => void empty.push(entry);
  const chosen = await chooseSubjects(session.world, { schema, flags, config, onEmpty });
  const before = await about.before();
  for (const entry of empty) {
    if (await before?.had(entry, config)) continue;
    const { emptyPattern } = await import('../workspace/expand-subjects.ts');
    throw emptyPattern(entry, config);
  }
  const { withGone } = await import('./gone-subjects.ts');
  const items = before ? await withGone(session.world, before, { config, chosen }) : chosen;
  // A run over what changed says nothing of what went before it.
  const unlisted = connect && flags.changedSince === undefined && (await import('./unlisted-subjects.ts'));
  return unlisted ? [...items, ...(await unlisted.findUnlisted(session, { config, items, connect }))] : items;
}
