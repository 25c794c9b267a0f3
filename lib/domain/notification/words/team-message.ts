import type { Announcement, AnnouncementKind } from '../../announcement.ts';
import { firstOf } from '../../date.ts';
import type { AnswerNote, DeliveryKind } from '../../delivery.ts';
import { type Change, compareSeverity, worstSeverity } from '../../diff/change.ts';
import type { Migration } from '../../migration/migration.ts';
import { DEPRECATION_RULES } from '../../policy/publishing/promise.ts';
import { QUESTION_RULES } from '../../policy/publishing/publish-decision.ts';
import type { Governing } from '../../policy/settings/announced-policy.ts';
import { canonicalJson } from '../../schema/canonical.ts';

/** What one announcement means to a team in one place: everything that wording needs, and nothing that is read elsewhere. */
export interface TeamNews {
  readonly announcement: Announcement;
  /** Of one team and channel, as they stand when the message is sent; never empty. */
  readonly migrations: readonly Migration[];
  readonly team: string;
  /** Where the producer's team answers questions, unless the manifest names a contact. */
  readonly contact?: string;
  /** ISO 8601: how long a critical model without an answer holds the release beyond its deadline. */
  readonly holdCritical: string;
  /** ISO 8601: how long a model whose team was never told does so. */
  readonly holdUntold: string;
  readonly registryUrl: string;
  /** UTC ISO 8601. */
  readonly now: string;
}

/** News told in a message of its own. */
export interface TeamMessage extends TeamNews {
  readonly kind: Exclude<DeliveryKind, 'registered' | 'digest' | 'overview' | 'held' | 'kill-switch' | 'test'>;
  /** Of an `answered` message: what was answered, whatever came after it. */
  readonly answer?: AnswerNote;
  /** Of a `stale` message: when the model was last heard of. */
  readonly silentSince?: string;
  /** User group id. */
  readonly mention?: string;
  /** In the channel to which the team escalates, or the administrators': what of the team's did not take it, and why. */
  readonly insteadOf?: { readonly channel: string; readonly error: string };
  /** Of a first message: models of it for which other messages speak since. */
  readonly moved?: readonly Migration[];
}

/** What the producer is told of an announcement in the subject's channel; `migrations` are those of all teams. */
export interface ProducerMessage extends TeamNews {
  readonly kind:
    | 'overview'
    | 'answered'
    | 'missed'
    | 'held'
    | 'withdrawn'
    | 'live'
    | 'emergency'
    | 'loosened'
    | 'untold';
  /** Of an `answered` message: what was answered, whatever came after it. */
  readonly answer?: AnswerNote;
  /** The models that a note is about; absent: all. */
  readonly consumers?: readonly string[];
  readonly policy: Governing;
}

/** What one announcement would have said were its subject not only observed; `migrations` are those of all teams. */
export interface ObservedNews {
  readonly announcement: Announcement;
  readonly migrations: readonly Migration[];
  readonly registryUrl: string;
}

/** A subject whose trial is about to end. */
export interface TrialEnd {
  readonly subject: string;
  /** UTC ISO 8601. */
  readonly until: string;
}

/** A week's news for a team in one place; never empty. */
export interface DigestMessage {
  readonly team: string;
  /** ISO 8601, e.g. `2026-W48`. */
  readonly week: string;
  readonly news: readonly TeamNews[];
  /** What is live over the team's models, as it was told before day by day. */
  readonly exposed: readonly TeamNews[];
  /** What would have been said of the team's own subjects that are only observed. */
  readonly observed: readonly ObservedNews[];
  /** Those of them whose trial ends before another digest. */
  readonly ends: readonly TrialEnd[];
  readonly registryUrl: string;
  /** UTC ISO 8601. */
  readonly now: string;
}

/** The rules behind the question that a message asks; a break is asked about by its severity. */
const ASKED_ABOUT: Readonly<Record<AnnouncementKind, ReadonlySet<string>>> = {
  breaking: new Set(),
  deprecation: DEPRECATION_RULES,
  question: QUESTION_RULES,
  digest: new Set(),
};

/** The gravest reason for which one of the models hears of it. */
export function gravestConcern(migrations: readonly Migration[]): AnnouncementKind {
  const order: readonly AnnouncementKind[] = ['breaking', 'deprecation', 'question', 'digest'];
  return order.find((kind) => migrations.some(({ concern }) => concern === kind)) ?? 'digest';
}

/** The first of the models' deadlines, the one that a headline names. */
export const firstDeadline = (migrations: readonly Migration[]): string =>
  firstOf(migrations.map(({ deadline }) => deadline)) ?? '';

/** News with its changes found once: a thousand models bring ten thousand of them. */
export interface ToldMessage extends TeamNews {
  readonly answer?: AnswerNote;
  /** Of a `stale` message: when the model was last heard of. */
  readonly silentSince?: string;
  readonly mention?: string;
  /** Each once; first those that are asked about, then worst first. */
  readonly changes: readonly Change[];
}

/** The changes that touch these models, each once: first what they are asked about, then worst first. */
export function changesOf({ migrations }: Pick<TeamMessage, 'migrations'>): readonly Change[] {
  const known = new Map<string, Change>();
  for (const change of migrations.flatMap(({ changes }) => changes)) {
    const { ruleId, pointer, before = null, after = null } = change;
    known.set(canonicalJson([ruleId, pointer, before, after]), change);
  }
  const asked = ASKED_ABOUT[gravestConcern(migrations)];
  return [...known.values()].sort(
    (left, right) =>
      Number(asked.has(right.ruleId)) - Number(asked.has(left.ruleId)) ||
      compareSeverity(left.severity.serving, right.severity.serving) ||
      compareSeverity(worstSeverity(left), worstSeverity(right)),
  );
}

/** Where all of it can be read. */
export const announcementUrl = ({
  announcement,
  registryUrl,
}: {
  readonly announcement: Pick<Announcement, 'id'>;
  readonly registryUrl: string;
}): string => `${registryUrl.replace(/\/+$/, '')}/v1/announcements/${encodeURIComponent(announcement.id)}`;
