import type { KillSwitchUse } from './kill-switch.ts';
import type { MigrationState } from './migration/state.ts';
import type { ChannelKind, DeliveryChannel } from './notification/channels.ts';
import type { Receipt, SlackReceipt } from './receipt.ts';

/**
 * `overview`: the producer's first message. `continued`: a later version with the same change took the place of the one that
 * a thread is about. `held`: only objections and silence past their time still hold a release. `live`: it is live,
 * or live no more. `emergency`: it is live before its gate was open. `exposed`: it is live over models that have not come through. `loosened`: an administrator loosened its policy. `stale`: does this model still run?
 * `untold`: no channel of a team took its message, or a release passes over that. `kill-switch`: the event that one model's runbook acts upon. `test`: says nothing but that it arrives.
 */
export const DELIVERY_KINDS = [
  'registered',
  'announced',
  'overview',
  'continued',
  'moved',
  'answered',
  'reminder',
  'missed',
  'held',
  'withdrawn',
  'digest',
  'live',
  'emergency',
  'exposed',
  'loosened',
  'stale',
  'untold',
  'kill-switch',
  'test',
] as const;
export type DeliveryKind = (typeof DELIVERY_KINDS)[number];
/**
 * `consumer`: the team of the models, where it is told of them. `escalation`: that team's channel for what nobody answered.
 * `producer`: the subject's owner, in the subject's channel. `administrator`: the organisation's fallback channel.
 */
export type Audience = 'consumer' | 'escalation' | 'producer' | 'administrator';
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
interface OfVersion {
  readonly subject: string;
  readonly version: number;
}
interface OfChange extends OfVersion {
  readonly announcementId: string;
}
/** What deliveries of these kinds cannot do without; those of all others are of one change. */
interface Contents {
  readonly registered: OfVersion;
  readonly digest: Required<Pick<Delivery, 'announcementIds'>> & Pick<Delivery, 'exposedIds' | 'trialEnds'>;
  readonly stale: OfChange & { readonly silentSince: string };
  readonly 'kill-switch': OfVersion & { readonly announcementId?: string; readonly killSwitch: KillSwitchUse };
  readonly test: Required<Pick<Delivery, 'consumers'>>;
}
/** The kinds that say one thing about one change. */
export type ChangeKind = Exclude<DeliveryKind, keyof Contents>;
type Content =
  | ({ readonly kind: ChangeKind } & OfChange & Pick<Delivery, 'answer'>)
  // A day's reminders in one channel are of several changes.
  | ({ readonly kind: 'reminder' } & Required<Pick<Delivery, 'announcementIds'>>)
  | { [K in keyof Contents]: { readonly kind: K } & Contents[K] }[keyof Contents];

/** A delivery as it is planned: what it says, by kind, and to whom. How far it has come is added by `pendingDelivery`. */
export type PlannedDelivery = Content & Pick<Delivery, 'id' | 'channel' | 'team' | 'audience' | 'consumers'>;

/** A delivery to a channel of one kind. */
export type DeliveryTo<Kind extends ChannelKind> = Delivery & { readonly channel: DeliveryChannel<Kind> };

export const isTo = <Kind extends ChannelKind>(kind: Kind, delivery: Delivery): delivery is DeliveryTo<Kind> =>
  delivery.channel.kind === kind;

export interface AnswerNote {
  readonly consumers: readonly string[];
  readonly state: MigrationState;
  /** Nobody answered: this engine found a record that breaks the models, of which that was undecided. */
  readonly provedBy?: number;
}
/** A list that fits an item many times over and is loaded within a function's time; what exceeds it is told a week later. */
export const DIGEST_ANNOUNCEMENTS = 100;
