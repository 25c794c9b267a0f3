import type { KillSwitch } from './kill-switch.ts';
import type { Tier } from './policy/settings/policy.ts';
import type { JsonValue } from './schema/json.ts';
import type { Break, ReadField } from './verdict.ts';

/** Where a team is told in Slack: one message a team and channel. */
export interface SlackTarget {
  /** Channel id or name, e.g. `#fraud-ml`. */
  readonly channel: string;
  /** User group to mention on the first message, e.g. `S0614TZR7`. */
  readonly mention?: string;
}

/** Where each migration of a model is an issue. */
export interface GithubTarget {
  /** `owner/name` on GitHub. */
  readonly repository: string;
}
/** What GitHub takes as a repository's owner and name; a name of dots alone is none. */
export const GITHUB_REPOSITORY = /^[A-Za-z0-9][A-Za-z0-9-]{0,38}\/[A-Za-z0-9._-]*[A-Za-z0-9_-][A-Za-z0-9._-]*$/;
export const GITHUB_REPOSITORY_LENGTH = 140;

/** A model or pipeline that reads data (`fraud`, not `fraud-v7`). */
export interface Consumer {
  readonly name: string;
  readonly team: string;
  readonly tier: Tier;
  /** What its team says beyond its allowance; it counts as `tier` until an administrator confirms it. */
  readonly claimedTier?: 'critical';
  readonly slack?: SlackTarget;
  readonly github?: GithubTarget;
  readonly description?: string;
  /** Live releases, e.g. `v7`, as the team says. */
  readonly releases: readonly string[];
  readonly killSwitch?: KillSwitch;
  /** Last deployment, answer or change of the subscription; silence beyond the policy makes it stale. */
  readonly lastSeenAt: string;
  readonly createdAt: string;
  readonly revision: number;
}

/** What one consumer reads of one subject. */
export interface Subscription {
  readonly consumer: string;
  readonly subject: string;
  readonly team: string;
  readonly tier: Tier;
  /** The version that the model was trained on. */
  readonly trainedOn: number;
  /** The version that its subscriber named last, where its live releases read another one, which is then `trainedOn`. */
  readonly namedVersion?: number;
  /** Empty: everything that version declares. */
  readonly reads: readonly ReadField[];
  readonly strict: boolean;
  /** The consumer's own expectations as a JSON Schema; they replace the contract derived from `trainedOn`. */
  readonly expectations?: JsonValue;
  /** What the head already did to it when it subscribed: shown, not announced. */
  readonly alreadyBroken?: Break;
  readonly createdAt: string;
  readonly revision: number;
}

/** Asks for more than its trained version promises, so that every change must be judged for it. */
export const isExacting = ({ strict, expectations }: Pick<Subscription, 'strict' | 'expectations'>): boolean =>
  strict || expectations !== undefined;
