import type { Change } from './diff/change.ts';
import type { Manifest } from './manifest.ts';
import type { AnnouncedPolicy, Loosened } from './policy/settings/announced-policy.ts';
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
