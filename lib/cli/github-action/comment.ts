import type { GithubApi } from './github-api.ts';

export interface CommentWanted {
  readonly issue: number;
  /** Tells comments of several uses apart. */
  readonly key: string;
  readonly breaks: boolean;
  readonly markdown: string;
}

const RESOLVED = '**✓ Resolved: nothing breaks any more.**';

/**
 * Keeps one comment true: written when something breaks, found again by its hidden marker and updated, and told to be
 * resolved when nothing does any more. Where nothing ever broke there is none. Answers its address.
 */
export async function keepComment(
  api: GithubApi,
  { issue, key, breaks, markdown }: CommentWanted,
): Promise<string | undefined> {
  const marker = `<!-- forewarn:${key} -->`;
  const found = await api.findComment(issue, marker);
  if (!found && !breaks) return undefined;
  const body = `${marker}\n${breaks ? markdown : `${RESOLVED}\n\n${markdown}`}`;
  if (!found) return (await api.createComment(issue, body)).url;
  // Each update notifies nobody, but shows as edited.
  return found.body === body ? found.url : (await api.updateComment(found.id, body)).url;
}
