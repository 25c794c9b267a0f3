import type { GithubTarget, SlackTarget } from './consumer.ts';
import type { Change } from './diff/change.ts';
import type { KillSwitchUse } from './kill-switch.ts';
import type { Manifest } from './manifest.ts';
import type { Hearing } from './migration/hearing.ts';
import type { MigrationState } from './migration/state.ts';
import type { Exposure } from './policy/deadlines/exposure.ts';
import type { Late } from './policy/gate/late.ts';
import type { UndecidedKind } from './policy/publishing/attention.ts';
import type { AnnouncedPolicy, Loosened } from './policy/settings/announced-policy.ts';
import type { Tier } from './policy/settings/policy.ts';
import type { JsonValue } from './schema/json.ts';
import type { Source } from './subject.ts';
import type { JudgedBy, Undecided } from './verdict.ts';

/** `breaking` asks for answers by a date; `deprecation` announces a removal; `question` asks "does this affect you?" (unit, semantics). */
export type AnnouncementKind = 'breaking' | 'deprecation' | 'question' | 'digest';
/** `observed`: the subject is only observed, so it was recorded and told to nobody. */
type AnnouncementStatus = 'planning' | 'open' | 'closed' | 'withdrawn' | 'observed';

/** A change that consumers must hear of, with a bounded summary; the version has the whole of it. */
export interface Announcement {
  readonly id: string;
  readonly kind: AnnouncementKind;
  readonly status: AnnouncementStatus;
  readonly subject: string;
  readonly ownerTeam: string;
  readonly version: number;
  /** The head that the version was compared with. */
  readonly previous: number;
  /** The subject's generation when the change was compared: a proposal of an older one must be published again. */
  readonly generation: number;
  /** The subject is only observed: planned, counted, told to nobody. */
  readonly observed: boolean;
  /** The subject ends: `version` is the last that its readers know, and `live` says whether it is retired. */
  readonly retires?: true;
  /** Whether the version is live already (`onBreaking: announce`, a deprecation) or waits as a proposal. */
  readonly live: boolean;
  /** Another registry that it was found in: its producers may use it, whatever was agreed here. */
  readonly foundIn?: string;
  /** When it went live (UTC ISO 8601), by a publish, an activation or a recorded deployment. */
  readonly liveAt?: string;
  /** When its gate was first seen open (UTC ISO 8601): whoever comes later does not hold it. */
  readonly openedAt?: string;
  /** The last that happened to it in production, and whether its readers have been told. */
  readonly liveNews?: LiveNews;
  /** The announcement that takes this one's place: a later version with the same change, or one that changes it further. */
  readonly supersededBy?: string;
  /** The announcements whose place this one takes, newest first. */
  readonly supersedes?: readonly string[];
  /** When these changes were first announced (UTC ISO 8601), where an earlier proposal had them all. */
  readonly noticeSince?: string;
  /** The version that took the change back, once it was live. */
  readonly revertedBy?: number;
  /** The date the producer asked for (UTC ISO 8601), never before the minimum unless an emergency. */
  readonly sunset?: string;
  readonly emergency?: { readonly reason: string; readonly by: string };
  /** What it keeps of the policy that it was made under; absent on those of before that was kept. */
  readonly policy?: AnnouncedPolicy;
  /** That an administrator loosened `policy` since, and whether its readers have been told. */
  readonly loosened?: Loosened;
  readonly manifest?: Manifest;
  readonly source?: Source;
  /** At most `ANNOUNCED_CHANGES`, most severe first. */
  readonly changes: readonly Change[];
  readonly changeCount: number;
  /** Why it was not decided whether all that the version allows can be read; absent where it was. */
  readonly undecided?: Pick<Undecided, 'reason' | 'pointer'>;
  /** What judged it, and its readers, the last time. Absent: nothing was judged, or it is of before this was kept. */
  readonly judged?: JudgedBy;
  /** A newer engine is to judge its readers again. */
  readonly rejudging?: Rejudging;
  /** Models told, counted when planning ends. */
  readonly affected: number;
  readonly createdAt: string;
  readonly createdBy: string;
  /** When the sweep looks at it again: unplanned after 15 minutes, else absent. */
  readonly dueAt?: string;
  readonly revision: number;
}
export const ANNOUNCED_CHANGES = 50;

/** The engine that judges again, and how often that was begun: what fails or runs out of time each time ends. */
interface Rejudging {
  readonly engine: number;
  readonly tries: number;
}

export interface LiveNews {
  /** `emergency`: it went live before its gate was open. `rolled-back`: an older version was deployed in its place. */
  readonly kind: 'live' | 'emergency' | 'rolled-back';
  /** UTC ISO 8601. */
  readonly at: string;
  /** Absent: it was activated, in no environment in particular. */
  readonly environment?: string;
  /** Until then the stream and the sweep hand it on to be told. */
  readonly told: boolean;
}

/** So many channels that a model had before say where it goes on. */
export const FORMER_CHANNELS = 10;

/** An announcement for one consumer: what it does to this model, and by when. */
export interface Migration {
  readonly announcementId: string;
  readonly consumer: string;
  readonly team: string;
  readonly tier: Tier;
  readonly subject: string;
  readonly version: number;
  readonly releases: readonly string[];
  readonly slack?: SlackTarget;
  readonly github?: GithubTarget;
  /** Slack channels in which it stands, or stood, from before it was given another; at most `FORMER_CHANNELS`, the newest first. */
  readonly formerChannels?: readonly string[];
  /** It was announced anew: messages of its own speak for it, and those of before say so. */
  readonly renewed?: true;
  /** Why this model hears of it; a breaking announcement may only be a question to another. */
  readonly concern: AnnouncementKind;
  readonly state: MigrationState;
  /** Whether its team heard of it. Absent: it was announced before that was kept, or only observed. */
  readonly hearing?: Hearing;
  /** UTC ISO 8601; the end of a working day. */
  readonly deadline: string;
  /** The deadline before anybody asked for more time: what the subject's allowance counts from. */
  readonly announcedDeadline: string;
  /** It came, or came back, after the readers had been looked up. */
  readonly late?: Late;
  /** The change is live over it. */
  readonly exposure?: Exposure;
  /** The announcement that the answer was given to, where a later one with the same change carries it over. */
  readonly carriedFrom?: string;
  /** `undecided`: the engine could not prove it either way; the team is asked to look. */
  readonly verdict: 'breaking' | 'undecided' | 'compatible';
  /** What follows from that for this model; absent on a `breaking` concern of older items: `held`. */
  readonly undecided?: UndecidedKind;
  readonly kind?: 'rejected' | 'field-lost';
  /** The record that the new version allows and this model's contract rejects. */
  readonly witness?: JsonValue;
  readonly reason?: string;
  /** Record places where the contract fails, deepest first. */
  readonly pointers: readonly string[];
  /** What gave the verdict. Absent: none was needed, or it is of before this was kept. */
  readonly judged?: JudgedBy;
  /** Those of the announcement's changes that touch what this model reads, at most 10. */
  readonly changes: readonly Change[];
  readonly changeCount: number;
  /** When the sweep looks at it again (next reminder, deadline); absent once closed. */
  readonly dueAt?: string;
  /** The subject is only observed: its team was told nothing, and nothing is due. */
  readonly observed?: true;
  readonly createdAt: string;
  readonly revision: number;
}
export const MIGRATION_CHANGES = 10;

/**
 * `overview`: the producer's first message. `continued`: a later version with the same change took the place of the one that
 * a thread is about. `held`: only objections and silence past their time still hold a release. `live`: it is live,
 * or live no more. `emergency`: it is live before its gate was open. `exposed`: it is live over models that have not come through. `loosened`: an administrator loosened its policy. `stale`: does this model still run?
 * `untold`: no channel of a team took its message, or a release passes over that. `kill-switch`: the event that one model's runbook acts upon. `test`: says nothing but that it arrives.
 */
export type DeliveryKind =
  | 'registered'
  | 'announced'
  | 'overview'
  | 'continued'
  | 'moved'
  | 'answered'
  | 'reminder'
  | 'missed'
  | 'held'
  | 'withdrawn'
  | 'digest'
  | 'live'
  | 'emergency'
  | 'exposed'
  | 'loosened'
  | 'stale'
  | 'untold'
  | 'kill-switch'
  | 'test';
/**
 * `consumer`: the team of the models, where it is told of them. `escalation`: that team's channel for what nobody answered.
 * `producer`: the subject's owner, in the subject's channel. `administrator`: the organisation's fallback channel.
 */
export type Audience = 'consumer' | 'escalation' | 'producer' | 'administrator';
/** `target`: the name of an allow-listed topic; absent: Forewarn's own. */
export type DeliveryChannel =
  | ({ readonly kind: 'slack' } & SlackTarget)
  | ({ readonly kind: 'github' } & GithubTarget)
  | { readonly kind: 'sns'; readonly target?: string };

/** One message to one place. Its id is made of what it says and to whom, so that planning twice makes it once. */
export interface Delivery {
  readonly id: string;
  readonly kind: DeliveryKind;
  readonly channel: DeliveryChannel;
  /** Subject and version are absent on what tells of several: a digest, a day's reminders in Slack. */
  readonly subject?: string;
  readonly version?: number;
  readonly announcementId?: string;
  /** What a digest, or one day's reminders in a Slack channel, tell of, in the order in which it was planned; at most `DIGEST_ANNOUNCEMENTS`. */
  readonly announcementIds?: readonly string[];
  /** Of a digest: announcements that are live over models of the team, told before day by day. */
  readonly exposedIds?: readonly string[];
  /** Of a digest: subjects of the team whose trial is about to end. */
  readonly trialEnds?: readonly string[];
  readonly team: string;
  /** Absent: `consumer`. */
  readonly audience?: Audience;
  /** What an `answered` delivery tells of: the models that moved together, and the state that they came to. */
  readonly answer?: AnswerNote;
  /** Of a `stale` delivery: when the model was last heard of (UTC ISO 8601). */
  readonly silentSince?: string;
  readonly killSwitch?: KillSwitchUse;
  /** Only these consumers of the team (a late subscriber, one reminder, the model of an issue); absent: all of the team in this channel. */
  readonly consumers?: readonly string[];
  /**
   * `scheduled`: it still gathers news, or waits for the team's working hours; at its `dueAt` the sweep makes it `pending` and sends it. `sending` is written before the call, so that a crash in between is known as an unknown outcome. `skipped`: when its
   * turn came there was nothing left to say (withdrawn before anyone was told, all models migrated).
   */
  readonly status: 'scheduled' | 'pending' | 'sending' | 'sent' | 'skipped' | 'failed';
  /** While it is `sending`: below which message, where it is in a thread; what is told there may be nothing any more when it is looked for. */
  readonly thread?: SlackReceipt;
  /** Own failures only: a rate limit counts nothing. */
  readonly attempts: number;
  readonly receipt?: Receipt;
  readonly possibleDuplicate?: boolean;
  /** It had failed and is to be sent again: the stream hands it on, and whoever takes it up takes this away. */
  readonly again?: boolean;
  /** The message was sent for an announcement that this one's takes the place of; what follows goes on in its thread. */
  readonly adopted?: boolean;
  readonly error?: string;
  /** When the sweep sends it, or requeues it if it is still unsent. */
  readonly dueAt?: string;
  readonly createdAt: string;
  readonly sentAt?: string;
  readonly revision: number;
}
export interface AnswerNote {
  readonly consumers: readonly string[];
  readonly state: MigrationState;
  /** Nobody answered: this engine found a record that breaks the models, of which that was undecided. */
  readonly provedBy?: number;
}
/** A list that fits an item many times over and is loaded within a function's time; what exceeds it is told a week later. */
export const DIGEST_ANNOUNCEMENTS = 100;
export interface SlackReceipt {
  readonly channelId: string;
  readonly ts: string;
}
export interface SnsReceipt {
  readonly messageId: string;
}
/** An issue, or a comment in it. */
export interface IssueReceipt {
  readonly repository: string;
  readonly issue: number;
  readonly comment?: number;
}
export type Receipt = SlackReceipt | SnsReceipt | IssueReceipt;
