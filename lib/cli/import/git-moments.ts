import { join, relative, resolve, sep } from 'node:path';
import type { Source } from '../../domain/subject.ts';
import { usageError } from '../exit.ts';
import { findCommit, isShallow, listRevisions, repositoryRoot } from '../git/git.ts';
import { visible } from '../output/escape.ts';
import type { Session } from '../run/session.ts';
import type { Config } from '../workspace/config.ts';
import { splitName, Workspace } from '../workspace/workspace.ts';
import type { Moment } from './replay.ts';

/**
 * The mainline's commits that changed a schema's file, oldest first, by whatever name it had then: a merge is one entry,
 * as it is one publish from the default branch.
 */
export async function gitMoments(
  session: Session,
  { name, config }: { readonly name: string; readonly config: Config },
): Promise<readonly Moment[]> {
  const { cwd, env } = session.world;
  const { path, pointer } = splitName(name);
  const root = await repositoryRoot(cwd);
  const head = await findCommit(cwd, 'HEAD');
  const revisions = head === undefined ? [] : await listRevisions(cwd, path);
  if (revisions.length === 0)
    throw usageError(
      `git knows no commit of ${visible(path)} on this branch: name a file that is committed, as seen from here.`,
    );
  if (await isShallow(cwd))
    session.note(
      'warning: this clone is shallow, so its history begins late: git fetch --unshallow (in GitHub Actions: fetch-depth: 0).',
    );
  const repository = env['GITHUB_REPOSITORY'] ?? env['CI_PROJECT_PATH'];
  return revisions.map(({ commit, date, path: then }): Moment => {
    const file = then === undefined ? undefined : relative(resolve(cwd), join(root, then)).split(sep).join('/');
    const source: Source = {
      ...(repository ? { repository } : {}),
      commit,
      committedAt: date,
      ...(then === undefined ? {} : { file: `${then}${pointer && `#${pointer}`}` }),
    };
    return {
      name: commit,
      date,
      source,
      // A workspace of its own: what refers to what was different at every commit.
      load: async () =>
        file === undefined
          ? undefined
          : await new Workspace(session.world, config, session.warn).readAt(
              `${file}${pointer && `#${pointer}`}`,
              commit,
            ),
    };
  });
}
