import { CATEGORY_KEYWORDS } from '../../diff/values/category-values.ts';
import type { ContentModel, FormatMode } from '../../verdict.ts';

export type CompatibilityMode =
  | 'NONE'
  | 'BACKWARD'
  | 'BACKWARD_TRANSITIVE'
  | 'FORWARD'
  | 'FORWARD_TRANSITIVE'
  | 'FULL'
  | 'FULL_TRANSITIVE';

export const TIERS = ['critical', 'standard', 'experimental'] as const;
export type Tier = (typeof TIERS)[number];

/** What a breaking publish does: waits as a proposal, goes live with an announcement, or is refused (409). */
export type OnBreaking = 'propose' | 'announce' | 'reject';

/** What an `undecided` that counts as a break does: the version waits, or is refused, as for one; or it passes, and readers are told. */
export const ON_UNDECIDED = ['hold', 'pass'] as const;
export type OnUndecided = (typeof ON_UNDECIDED)[number];

/** Whether values of records are shown as they were found, or only generated ones of their types. */
export const RECORD_VALUES = ['shown', 'generated'] as const;
export type RecordValues = (typeof RECORD_VALUES)[number];

/** Every decision that an organisation may set and a subject override. Durations are ISO 8601 (`P14D`). */
export interface Policy {
  readonly compatibility: CompatibilityMode;
  readonly contentModel: ContentModel;
  readonly formatMode: FormatMode;
  readonly onBreaking: OnBreaking;
  readonly onUndecided: OnUndecided;
  /** Notice of a breaking change per tier; a deadline that falls on a weekend moves to the next working day. */
  readonly notice: Readonly<Record<Tier, string>>;
  /** Days before a deadline at which reminders go out. */
  readonly reminders: readonly string[];
  readonly remindersAcknowledged: readonly string[];
  /** How long a critical consumer without an answer holds the gate past its deadline; then an admin decides. */
  readonly holdCritical: string;
  /** How long an objection holds the gate; then an admin decides. */
  readonly holdObjection: string;
  /** How long a model whose team was never told holds the gate past its date; then an admin or the producer decides. */
  readonly holdUntold: string;
  /** How far beyond a model's first deadline more time is granted at once; for more the producer decides. */
  readonly extension: string;
  /** How far ahead a team may approve a change before it is published. */
  readonly approval: string;
  /** Environments in which a deployment of a version means that it is live. */
  readonly liveEnvironments: readonly string[];
  /** Keywords of the organisation's own that list categories without closing the set: which come and go is told. */
  readonly categoryKeywords: readonly string[];
  /** Whether messages and answers show values of records, or generated ones of their types; `x-sensitive` hides a single place. */
  readonly recordValues: RecordValues;
  /** The organisation's own: Slack channel in which administrators hear what no team's channel took; empty: none. */
  readonly fallbackChannel: string;
  /** A consumer without deployment or answer for this long no longer blocks. */
  readonly staleAfter: string;
}
export type PolicyOverrides = {
  readonly [K in keyof Policy]?: K extends 'notice' ? Partial<Policy['notice']> : Policy[K];
};

export const DEFAULT_POLICY: Policy = {
  compatibility: 'FORWARD',
  contentModel: 'declared',
  formatMode: 'annotation',
  onBreaking: 'propose',
  onUndecided: 'hold',
  notice: { critical: 'P30D', standard: 'P14D', experimental: 'P3D' },
  reminders: ['P14D', 'P7D', 'P3D', 'P1D'],
  remindersAcknowledged: ['P3D', 'P1D'],
  holdCritical: 'P7D',
  holdObjection: 'P5D',
  holdUntold: 'P7D',
  extension: 'P14D',
  approval: 'P90D',
  liveEnvironments: ['production'],
  categoryKeywords: CATEGORY_KEYWORDS,
  recordValues: 'shown',
  fallbackChannel: '',
  staleAfter: 'P90D',
};

/** The defaults, overridden by the organisation, overridden by the subject; `notice` tier by tier. */
export function effectivePolicy(...layers: readonly (PolicyOverrides | undefined)[]): Policy {
  const given = layers.filter((layer) => layer !== undefined);
  const notice = Object.assign({}, DEFAULT_POLICY.notice, ...given.map((layer) => layer.notice));
  return { ...Object.assign({}, DEFAULT_POLICY, ...given), notice };
}
