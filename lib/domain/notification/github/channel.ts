import type { ChannelRow } from '../channel.ts';

/** Where each migration of a model is an issue. */
export interface GithubTarget {
  /** `owner/name` on GitHub. */
  readonly repository: string;
}

/** What GitHub takes as a repository's owner and name; a name of dots alone is not one. */
export const GITHUB_REPOSITORY = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]*[A-Za-z0-9_-][A-Za-z0-9._-]*$/;
export const GITHUB_REPOSITORY_LENGTH = 140;

export const githubRow: ChannelRow<GithubTarget> = {
  name: ({ repository }) => repository,
  place: ({ repository }) => repository.toLowerCase(),
  // What follows an issue comes after it.
  group: ({ repository }) => repository.toLowerCase(),
  chosen: true,
  about: 'model',
  lasting: true,
  gathers: false,
  digests: false,
};
