import { readFile } from 'node:fs/promises';
import { isJsonNumber, isJsonObject, type JsonValue, parseJson } from '../../domain/schema/json.ts';
import { findCommit } from '../git/git.ts';
import type { World } from '../world.ts';
import type { ActionCommand, Inputs } from './inputs.ts';

/** The event for which the workflow runs. */
export interface GithubEvent {
  readonly name: string;
  readonly pullRequest?: {
    readonly number: number;
    readonly isFork: boolean;
    /** The branch that it is to be merged into. */
    readonly branch?: string;
    /** Its own last commit. */
    readonly head?: string;
  };
  /** The commit that a merge queue puts the change on, or that a branch was at before a push. */
  readonly base?: string;
  readonly isDefaultBranch: boolean;
}

/** Reads GitHub's own description of the event; what it does not say is absent. */
export async function readEvent({ env }: Pick<World, 'env'>): Promise<GithubEvent> {
  const name = env['GITHUB_EVENT_NAME'] ?? '';
  const path = env['GITHUB_EVENT_PATH'];
  const parsed = path ? parseJson(await readFile(path, 'utf8')) : undefined;
  const event = parsed?.ok ? parsed.value : undefined;
  const number = at(event, ['pull_request', 'number']);
  const [branch, sha] = [at(event, ['pull_request', 'base', 'ref']), at(event, ['pull_request', 'head', 'sha'])];
  const base = at(event, ['merge_group', 'base_sha']) ?? formerTip(at(event, ['before']));
  const own = at(event, ['repository', 'full_name']);
  const head = at(event, ['pull_request', 'head', 'repo', 'full_name']);
  const main = at(event, ['repository', 'default_branch']);
  return {
    name,
    ...(isJsonNumber(number)
      ? {
          pullRequest: {
            number: Number(number),
            isFork: head !== own,
            ...(typeof branch === 'string' ? { branch } : {}),
            ...(typeof sha === 'string' ? { head: sha } : {}),
          },
        }
      : {}),
    ...(typeof base === 'string' ? { base } : {}),
    isDefaultBranch: typeof main === 'string' && env['GITHUB_REF'] === `refs/heads/${main}`,
  };
}

/** Of a new branch GitHub says a commit of zeros. */
const formerTip = (before: JsonValue | undefined): JsonValue | undefined =>
  typeof before === 'string' && /[1-9a-f]/.test(before) ? before : undefined;

/**
 * What the work is compared with, as git names it; `undefined` if the event has no base. Not the event's own commit of
 * the base: it is as old as the pull request's last push, and what others merged since would count as this one's work.
 */
export async function findBase({ cwd }: Pick<World, 'cwd'>, event: GithubEvent): Promise<string | undefined> {
  const { branch, head } = event.pullRequest ?? {};
  if (branch === undefined) return event.base;
  const remote = `origin/${branch}`;
  if ((await findCommit(cwd, remote)) !== undefined) return remote;
  // The merge commit that GitHub checks out has the base as its first parent; without either, check says what to fetch.
  return head !== undefined && (await findCommit(cwd, 'HEAD^2')) === head ? 'HEAD^1' : remote;
}

/** The meaning of `auto` here; `undefined` for a push that neither changes the default branch nor asks to. */
export function chooseCommand({ command }: Inputs, event: GithubEvent): ActionCommand | undefined {
  if (command !== 'auto') return command;
  if (event.name !== 'push') return 'check';
  return event.isDefaultBranch ? 'publish' : undefined;
}

const at = (value: JsonValue | undefined, names: readonly string[]): JsonValue | undefined =>
  names.reduce<JsonValue | undefined>((inner, name) => (isJsonObject(inner) ? inner[name] : undefined), value);
