import { readFile } from 'node:fs/promises';
import { isJsonNumber, isJsonObject, type JsonValue, parseJson } from '../../domain/schema/json.ts';
import type { World } from '../world.ts';
import type { ActionCommand, Inputs } from './inputs.ts';

/** What happened that the workflow runs for. */
export interface GithubEvent {
  readonly name: string;
  readonly pullRequest?: { readonly number: number; readonly isFork: boolean };
  /** The commit that the change is to be merged into. */
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
  const base = at(event, ['pull_request', 'base', 'sha']) ?? at(event, ['merge_group', 'base_sha']);
  const own = at(event, ['repository', 'full_name']);
  const head = at(event, ['pull_request', 'head', 'repo', 'full_name']);
  const branch = at(event, ['repository', 'default_branch']);
  return {
    name,
    ...(isJsonNumber(number) ? { pullRequest: { number: Number(number), isFork: head !== own } } : {}),
    ...(typeof base === 'string' ? { base } : {}),
    isDefaultBranch: typeof branch === 'string' && env['GITHUB_REF'] === `refs/heads/${branch}`,
  };
}

/** What `auto` means here; `undefined` for a push that neither changes the default branch nor asks to. */
export function chooseCommand({ command }: Inputs, event: GithubEvent): ActionCommand | undefined {
  if (command !== 'auto') return command;
  if (event.name !== 'push') return 'check';
  return event.isDefaultBranch ? 'publish' : undefined;
}

const at = (value: JsonValue | undefined, names: readonly string[]): JsonValue | undefined =>
  names.reduce<JsonValue | undefined>((inner, name) => (isJsonObject(inner) ? inner[name] : undefined), value);
