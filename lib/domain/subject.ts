import type { Manifest } from './manifest.ts';
import type { PolicyOverrides, Tier } from './policy/settings/policy.ts';
import type { JudgedBy } from './verdict.ts';

/** A named stream of data with one schema history, owned by one producer team. */
export interface Subject {
  readonly name: string;
  readonly ownerTeam: string;
  readonly status: 'active' | 'retired';
  /** Number of the newest active version; none before the first goes live. */
  readonly head?: number;
  /** Number of the newest version, whatever its status. */
  readonly latest: number;
  readonly policy: PolicyOverrides;
  /** Until then the subject is only observed: nothing is announced (UTC ISO 8601). */
  readonly observeUntil?: string;
  /** When the sweep puts the end of that into the owner's next digest; absent once it is there. */
  readonly dueAt?: string;
  /** Number of the newest version that was imported from a history; the import may go on while it is the newest of all. */
  readonly imported?: number;
  /** Subscriptions per tier, kept by subscribing, so that a publish knows its minimum notice without reading them. */
  readonly tiers: Readonly<Record<Tier, number>>;
  /** Subscriptions that judge more than the head's schema does (own expectations, strict): they need a look at every change. */
  readonly exacting: number;
  /** Counts breaking versions that went live: a proposal is of its own generation only. */
  readonly generation: number;
  /** The announcement of the newest proposal: a publish of the same change has the notice that it began. */
  readonly proposal?: string;
  /** The announcement that it will be retired, while its readers are waited for. */
  readonly retirement?: string;
  /** Announcements of breaking versions that are live, newest first, at most 5: a later version may take them back. */
  readonly live?: readonly string[];
  /** Where its newest version came from, as the producer's CI says: a repository finds there what it published once. */
  readonly source?: Source;
  /** Where the producer's team is told of answers, e.g. `#payments-data`. */
  readonly channel?: string;
  readonly createdAt: string;
  readonly revision: number;
}

export type VersionStatus = 'proposed' | 'active' | 'deprecated' | 'retired' | 'withdrawn';

/** An immutable, numbered schema of a subject; only its status moves. Its body is stored beside it. */
export interface SchemaVersion {
  readonly subject: string;
  readonly version: number;
  readonly fingerprint: string;
  readonly status: VersionStatus;
  /** The older version with the same content, where a change was taken back. */
  readonly sameAs?: number;
  readonly announcementId?: string;
  readonly manifest?: Manifest;
  readonly source?: Source;
  /** The subject's generation when it was compared: a proposal of an older one can go live no more. */
  readonly generation: number;
  /** What judged it against the head when it was published; absent on the first, and on those of before this was kept. */
  readonly judged?: JudgedBy;
  readonly publishedAt: string;
  readonly publishedBy: string;
  /** Set when a breaking successor went live. */
  readonly deprecatedAt?: string;
  readonly sunset?: string;
  readonly successor?: number;
  readonly revision: number;
}

/** Where a version comes from, as the producer's CI says; shown, never trusted. */
export interface Source {
  readonly repository?: string;
  readonly commit?: string;
  /** When the commit was made, as an importer of a history says (UTC ISO 8601); decides nothing. */
  readonly committedAt?: string;
  readonly pullRequest?: string;
  readonly file?: string;
}

/** Lower-case words joined by `.`, `-` or `_`, e.g. `payments.transaction-authorized`; at most 120 characters. */
export const SUBJECT_NAME = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
export const NAME_LENGTH = 120;
