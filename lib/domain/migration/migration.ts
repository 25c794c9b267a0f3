import type { AnnouncementKind } from '../announcement.ts';
import type { Change } from '../diff/change.ts';
import type { Places } from '../notification/channels.ts';
import type { Tier } from '../policy/settings/policy.ts';
import type { JsonValue } from '../schema/json.ts';
import type { JudgedBy } from '../verdict.ts';
import type { Exposure } from './exposure.ts';
import type { Hearing } from './hearing.ts';
import type { Late } from './late.ts';
import type { MigrationState } from './state.ts';
import type { UndecidedKind } from './undecided-kind.ts';

/** An announcement for one consumer: what it does to this model, and by when. */
export interface Migration extends Places {
  readonly announcementId: string;
  readonly consumer: string;
  readonly team: string;
  readonly tier: Tier;
  readonly subject: string;
  readonly version: number;
  readonly releases: readonly string[];
  /** Slack channels in which it is, or was, from before it was given another; at most `FORMER_CHANNELS`, the newest first. */
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
  /** The subject is only observed: its team was not notified, and nothing is due. */
  readonly observed?: true;
  readonly createdAt: string;
  readonly revision: number;
}
export const MIGRATION_CHANGES = 10;
