import { join, resolve } from 'node:path';
import type { OnUndecided } from '../../domain/policy/settings/policy.ts';
import { usageError } from '../exit.ts';
import type { Comparison } from '../run/comparison.ts';
import type { Chosen } from '../workspace/choose-subjects.ts';
import type { FailOn } from '../workspace/config.ts';
import type { Target } from '../workspace/targets.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { BaseSubjects } from './base-subjects.ts';
import { firstVersion } from './first-version.ts';
import { findCommit, getMergeBase, listChanged } from './git.ts';

/** The state in git that the working tree is compared with. */
export interface GitBase {
  readonly commit: string;
  /** How people call it. */
  readonly name: string;
}

/** Where the work left the named branch, else the last commit; `undefined` if there is none. */
export async function findGitBase(cwd: string, branch: string | undefined): Promise<GitBase | undefined> {
  if (branch !== undefined) return { commit: await getMergeBase(cwd, branch), name: branch };
  const commit = await findCommit(cwd, 'HEAD');
  return commit === undefined ? undefined : { commit, name: 'HEAD' };
}

/** Whether a target is among what changed since a branch; a configuration that changed may have renamed any of them. */
export async function changeFilter(
  cwd: string,
  { changedSince, configFile }: { readonly changedSince: string | undefined; readonly configFile: string | undefined },
): Promise<(target: Target) => boolean> {
  if (changedSince === undefined) return () => true;
  const changed = await listChanged(cwd, await getMergeBase(cwd, changedSince));
  const isChanged = (file: string): boolean => changed.has(resolve(cwd, file));
  if (configFile !== undefined && isChanged(configFile)) return () => true;
  return ({ inputs }) => inputs.some(isChanged);
}

/** The result for a target without a registry: what changed since the commit and what it may do, but not to whom. */
export async function compareWithGit(
  target: Target,
  {
    item,
    workspace,
    before,
    to,
    failOn,
    onUndecided,
    allowUnknown,
  }: {
    readonly item: Chosen;
    readonly workspace: Workspace;
    readonly before: BaseSubjects;
    readonly to: string;
    readonly failOn: FailOn;
    readonly onUndecided: OnUndecided | undefined;
    readonly allowUnknown: boolean | undefined;
  },
): Promise<Comparison> {
  const { base } = before;
  const former = await before.findFormer(item);
  const old = former === undefined ? undefined : await workspace.readAt(former, base.commit);
  if (former === undefined || !old) return { ...(await firstVersion(target, { to, allowUnknown })), offline: true };
  const { compareSources } = await import('../run/compare-files.ts');
  const sides = { old, next: target.file, name: target.subject, from: base.name, to };
  const pair = { ...sides, failOn, onUndecided, allowUnknown };
  const moved = former === join(item.schema) ? {} : { notes: [`compared with ${former} in ${base.name}`] };
  return { ...(await compareSources(pair)), ...moved, offline: true };
}

/** The base that `--offline` needs. */
export async function getGitBase(cwd: string, branch: string | undefined): Promise<GitBase> {
  const base = await findGitBase(cwd, branch);
  if (base) return base;
  throw usageError(
    '--offline compares with git, and here is no commit yet: run it in a repository, or name a file with --against.',
  );
}
