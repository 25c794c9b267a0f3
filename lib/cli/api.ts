import type { Announcement, Delivery, Migration } from '../domain/announcement.ts';
import type { Subscription } from '../domain/consumer.ts';
import type { Change } from '../domain/diff/change.ts';
import type { CompatibilityMode, Tier } from '../domain/policy/policy.ts';
import type { JsonValue } from '../domain/schema/json.ts';
import type { VersionStatus } from '../domain/subject.ts';
import type { Break, Dissent, Verdict } from '../domain/verdict.ts';

/** What `GET` lists answer. */
export interface PageAnswer<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

export interface LensVerdicts {
  readonly serving: Verdict;
  readonly training: Verdict;
}

/** `POST /v1/subjects/{subject}/versions` */
export interface PublishAnswer {
  readonly subject: string;
  readonly version: number;
  readonly status: VersionStatus;
  readonly fingerprint: string;
  /** The version it was compared with. */
  readonly against?: number;
  readonly head?: number;
  readonly sameAs?: number;
  readonly outcome: 'created' | 'unchanged';
  /** Absent where nothing was compared, because it is the same again. */
  readonly verdicts?: LensVerdicts;
  readonly changes: readonly Change[];
  readonly changeCount: number;
  readonly announcementId?: string;
  readonly minimumNotice?: { readonly tier: Tier; readonly duration: string; readonly earliest: string };
  readonly sunset?: string;
}

/** One consumer that the new schema would break, or may. */
export interface AffectedConsumer {
  readonly consumer: string;
  readonly team: string;
  readonly tier: Tier;
  readonly releases: readonly string[];
  readonly slack?: { readonly channel: string; readonly mention?: string };
  readonly verdict: 'breaking' | 'undecided' | 'still-broken';
  readonly kind?: 'rejected' | 'field-lost';
  readonly witness?: JsonValue;
  readonly reason?: string;
  readonly pointers: readonly string[];
  /** Absent where the validators agreed on the witness. */
  readonly outvoted?: readonly Dissent[];
  /** Indexes into the answer's changes. */
  readonly changes: readonly number[];
  /** UTC ISO 8601. */
  readonly deadline: string;
  readonly stillBrokenSince?: number;
}

/** `POST /v1/compatibility/subjects/{subject}/versions/{version}` */
export interface CheckAnswer {
  readonly subject: string;
  /** `null` before the first version. */
  readonly against: number | null;
  readonly verdicts: LensVerdicts;
  readonly mode: CompatibilityMode;
  readonly modeSatisfied: boolean;
  readonly changes: readonly Change[];
  readonly changeCount: number;
  readonly affected: readonly AffectedConsumer[];
  /** `count` includes those that read nothing of what changed. */
  readonly unaffected: { readonly count: number; readonly doNotRead: number };
  /** Consumers that the budget left undecided. */
  readonly undecidedRest?: number;
  readonly passes: boolean;
  readonly reasons: readonly string[];
  readonly earliest?: string;
  readonly sunset?: string;
  /** The subject is only observed: nobody would be told. */
  readonly observed?: boolean;
  readonly secondOpinion?: JsonValue;
}

/** `PUT /v1/consumers/{consumer}/subscriptions/{subject}` */
export interface SubscribeAnswer {
  readonly subscription: Subscription;
  readonly alreadyBroken?: Break;
  /** Announcements that were open and now have a migration for this consumer. */
  readonly opened: readonly string[];
}

/** `POST /v1/tokens`; the token is shown this once. */
export interface TokenAnswer {
  readonly token: string;
  readonly id: string;
  readonly expiresAt?: string;
}

/** `application/problem+json` (RFC 9457). */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
  /** The whole answer, for members of single problems such as `earliest`. */
  readonly body: JsonValue;
}

export type { Announcement, Delivery, Migration };
