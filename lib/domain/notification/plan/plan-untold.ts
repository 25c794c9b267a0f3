import { createHash } from 'node:crypto';
import type { Announcement } from '../../announcement.ts';
import type { Audience, Delivery } from '../../delivery.ts';
import type { Migration } from '../../migration/migration.ts';
import { later } from '../../policy/deadlines/notice.ts';
import type { Team } from '../../principal.ts';
import type { Subject } from '../../subject.ts';
import type { DeliveryChannel } from '../channels.ts';
import { announcementDeliveryId, channelPart, untoldEventId } from './delivery-id.ts';
import { UNSENT_AFTER } from './plan-deliveries.ts';

/** Whom to turn to where a team's own channels take nothing. */
export interface Helpers {
  readonly subject: Pick<Subject, 'channel' | 'ownerTeam'> | undefined;
  readonly team: Team | undefined;
  /** The organisation's channel, where administrators hear of it. */
  readonly fallback: string | undefined;
}

/**
 * What follows at once where no channel of a team took a first message: the message itself to the channel to which the team
 * escalates; a note to the producer and on the topic; and, where there is no escalation or that failed too, a note to the
 * organisation's fallback channel. Made of what failed, so that a repeat tells nobody twice.
 */
export function planUntold(input: {
  readonly announcement: Announcement;
  /** Of one team, whom nobody told; none: nothing. */
  readonly migrations: readonly Migration[];
  readonly failed: Pick<Delivery, 'channel' | 'audience' | 'consumers'>;
  readonly helpers: Helpers;
  readonly now: string;
}): readonly Delivery[] {
  const { announcement, migrations, failed, helpers, now } = input;
  const [one] = migrations;
  if (!one) return [];
  const consumers = migrations.map(({ consumer }) => consumer);
  const cause = [channelPart(failed.channel), ...(failed.consumers ?? [])].join('/');
  const base = { announcement, consumers, team: one.team, now };
  const escalation = failed.audience === 'escalation' ? undefined : escalationOf(helpers, failed.channel);
  return [
    ...(escalation ? [planEscalated({ ...base, channel: escalation })] : []),
    ...planNotes({ ...base, helpers, cause, fallback: escalation === undefined }),
  ];
}

/** The first message about models that nobody told, in the channel to which their team escalates now; nothing where it has none. */
export function planNowEscalated(input: {
  readonly announcement: Announcement;
  /** Of that team. */
  readonly migrations: readonly Migration[];
  readonly team: Team;
  readonly now: string;
}): Delivery | undefined {
  const { announcement, migrations, team, now } = input;
  const channel = escalationOf({ team });
  if (!channel || migrations.length === 0) return undefined;
  const consumers = migrations.map(({ consumer }) => consumer);
  return planEscalated({ announcement, consumers, team: team.name, channel, now });
}

/** That a change is live over models, to the administrators, where nothing that their team chose took it. */
export function planUnheard(input: {
  readonly announcement: Announcement;
  readonly failed: Pick<Delivery, 'kind' | 'team' | 'createdAt'>;
  readonly consumers: readonly string[];
  /** The organisation's channel. */
  readonly fallback: string;
  readonly now: string;
}): Delivery {
  const { announcement, failed, consumers, fallback, now } = input;
  const { kind, team, createdAt } = failed;
  const channel = { kind: 'slack', channel: fallback } as const;
  const qualifier = `administrator-${shortOf([createdAt, ...consumers].join('/'))}`;
  const id = announcementDeliveryId({ announcementId: announcement.id, kind, channel, team, qualifier });
  return { ...pending({ announcement, consumers, team, now }), id, kind, channel, team, audience: 'administrator' };
}

/** That the release passes over models whose team was never told, to all who heard that nobody was. */
export function planPassed(input: {
  readonly announcement: Announcement;
  /** Of one team. */
  readonly migrations: readonly Migration[];
  readonly helpers: Helpers;
  /** Tells this decision from others, e.g. the audit entry's id. */
  readonly qualifier: string;
  readonly now: string;
}): readonly Delivery[] {
  const { announcement, migrations, helpers, qualifier, now } = input;
  const [one] = migrations;
  if (!one) return [];
  const consumers = migrations.map(({ consumer }) => consumer);
  const about = { announcement, consumers, team: one.team, cause: `passed-${qualifier}`, now };
  const channel = escalationOf(helpers);
  return [
    ...(channel ? [note({ ...about, audience: 'escalation', channel })] : []),
    ...planNotes({ ...about, helpers, fallback: true }),
  ];
}

interface About {
  readonly announcement: Announcement;
  readonly consumers: readonly string[];
  readonly team: string;
  readonly now: string;
}
type Slack = Extract<DeliveryChannel, { kind: 'slack' }>;

function escalationOf({ team }: Pick<Helpers, 'team'>, failed?: DeliveryChannel): Slack | undefined {
  const channel = team?.slack?.escalation;
  return channel === undefined || (failed?.kind === 'slack' && failed.channel === channel)
    ? undefined
    : { kind: 'slack', channel };
}

/** The whole first message, in the channel to which its team escalates. */
function planEscalated({ channel, ...about }: About & { readonly channel: Slack }): Delivery {
  const { announcement, consumers, team } = about;
  const qualifier = `escalation-${shortOf(consumers.join('/'))}`;
  const id = announcementDeliveryId({ announcementId: announcement.id, kind: 'announced', channel, team, qualifier });
  return { ...pending(about), id, kind: 'announced', channel, team, audience: 'escalation' };
}

function planNotes(
  about: About & { readonly helpers: Helpers; readonly cause: string; readonly fallback: boolean },
): readonly Delivery[] {
  const { helpers, cause, fallback, ...told } = about;
  const { subject } = helpers;
  const notes = [note({ ...told, cause, channel: { kind: 'sns' } })];
  if (subject?.channel !== undefined)
    notes.push(
      note({
        ...told,
        cause,
        team: subject.ownerTeam,
        audience: 'producer',
        channel: { kind: 'slack', channel: subject.channel },
      }),
    );
  if (fallback && helpers.fallback !== undefined)
    notes.push(
      note({ ...told, cause, audience: 'administrator', channel: { kind: 'slack', channel: helpers.fallback } }),
    );
  return notes;
}

function note(
  about: About & { readonly cause: string; readonly audience?: Audience; readonly channel: DeliveryChannel },
): Delivery {
  const { announcement, team, cause, audience, channel } = about;
  const announcementId = announcement.id;
  const qualifier = `${audience ?? 'team'}-${shortOf(cause)}`;
  return {
    ...pending(about),
    // The event's lies with the team, so that what nobody was told of is found by its settings.
    id:
      channel.kind === 'sns'
        ? untoldEventId({ team, announcementId, cause: qualifier })
        : announcementDeliveryId({ announcementId, kind: 'untold', channel, team, qualifier }),
    kind: 'untold',
    channel,
    team,
    ...(audience ? { audience } : {}),
  };
}

// Names of many models would be more than a key holds.
const shortOf = (cause: string): string => createHash('sha256').update(cause).digest('hex').slice(0, 16);

const pending = ({ announcement, consumers, now }: About) =>
  ({
    subject: announcement.subject,
    version: announcement.version,
    announcementId: announcement.id,
    consumers,
    status: 'pending',
    attempts: 0,
    createdAt: now,
    dueAt: later(now, UNSENT_AFTER),
    revision: 1,
  }) as const;
