import type { KillSwitch } from './kill-switch.ts';
import type { Places } from './notification/channels.ts';
import type { Tier } from './policy/settings/policy.ts';
import type { JsonValue } from './schema/json.ts';
import type { Break, ReadField } from './verdict.ts';

/** A model or pipeline that reads data (`fraud`, not `fraud-v7`). */
export interface Consumer extends Places {
  readonly name: string;
  readonly team: string;
  readonly tier: Tier;
  /** What its team says beyond its allowance; it counts as `tier` until an administrator confirms it. */
  readonly claimedTier?: 'critical';
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
