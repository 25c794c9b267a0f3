import { join } from 'node:path';
import { findRemote } from '../git/git.ts';
import { exists } from '../workspace/repository.ts';
import { readText } from '../workspace/source-file.ts';
import { githubWorkflow, gitlabPipeline, type Platform } from './workflows.ts';

/** A file that init writes; `text` is all of it. */
export interface Written {
  readonly file: string;
  readonly text: string;
}

export interface Workflow {
  readonly file: Written;
  readonly isNew: boolean;
  readonly platform: Platform;
  /** The steps that a person must do for it to run. */
  readonly remark?: string;
}

/** The workflow's file of the platform that is named, else of the one that the repository looks like. */
export async function workflowFor(
  folder: string,
  { ci, action, branch }: { readonly ci?: Platform | 'none'; readonly action: string; readonly branch: string },
): Promise<Workflow | undefined> {
  if (ci === 'none') return undefined;
  const platform = ci ?? (await detectPlatform(folder));
  if (platform === 'github') {
    const file = { file: '.github/workflows/forewarn.yml', text: githubWorkflow(action, branch) };
    const remark = action.startsWith('OWNER/')
      ? "put your organisation's copy of forewarn in the place of OWNER, or give --action"
      : undefined;
    return { file, isNew: !(await exists(join(folder, file.file))), platform, ...(remark ? { remark } : {}) };
  }
  const own = { file: '.gitlab-ci.yml', text: gitlabPipeline() };
  if (!(await exists(join(folder, own.file)))) return { file: own, isNew: true, platform };
  const beside = { file: '.gitlab/forewarn.gitlab-ci.yml', text: gitlabPipeline() };
  const isIncluded = /forewarn/.test(await readText({ cwd: folder }, own.file));
  return {
    file: beside,
    isNew: !isIncluded && !(await exists(join(folder, beside.file))),
    platform,
    ...(isIncluded ? {} : { remark: `add to .gitlab-ci.yml:  include: [{ local: ${beside.file} }]` }),
  };
}

async function detectPlatform(folder: string): Promise<Platform> {
  if (await exists(join(folder, '.github'))) return 'github';
  if (await exists(join(folder, '.gitlab-ci.yml'))) return 'gitlab';
  return /gitlab/i.test((await findRemote(folder)) ?? '') ? 'gitlab' : 'github';
}
