import { createHash } from 'node:crypto';
import type { Announcement } from '../../announcement.ts';
import type { Audience, Delivery } from '../../delivery.ts';
import type { Migration } from '../../migration/migration.ts';
import type { Team } from '../../principal.ts';
import type { Subject } from '../../subject.ts';
import { type DeliveryChannel, placeNamed } from '../channels.ts';

import { announcementDeliveryId, channelPart, untoldEventId } from './delivery-id.ts';
import { changeIn, pendingDelivery } from './pending-delivery.ts';

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
  readonly failed: Pick<Delivery, 'team' | 'createdAt'> & { readonly kind: 'emergency' | 'exposed' };
  readonly consumers: readonly string[];
  /** The organisation's channel. */
  readonly fallback: string;
  readonly now: string;
}): Delivery {
  const { announcement, failed, consumers, fallback, now } = input;
  const { kind, team, createdAt } = failed;
  const channel = placeNamed(fallback);
  const qualifier = `administrator-${shortOf([createdAt, ...consumers].join('/'))}`;
  const id = announcementDeliveryId({ announcementId: announcement.id, kind, channel, team, qualifier });
  const address = { id, channel, team, audience: 'administrator' as const, consumers };
  return pendingDelivery({ ...address, kind, ...changeIn(announcement) }, now);
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

function escalationOf({ team }: Pick<Helpers, 'team'>, failed?: DeliveryChannel): DeliveryChannel | undefined {
  const name = team?.slack?.escalation;
  if (name === undefined) return undefined;
  const channel = placeNamed(name);
  return failed && channelPart(failed) === channelPart(channel) ? undefined : channel;
}

/** The whole first message, in the channel to which its team escalates. */
function planEscalated({ channel, ...about }: About & { readonly channel: DeliveryChannel }): Delivery {
  const { announcement, consumers, team } = about;
  const qualifier = `escalation-${shortOf(consumers.join('/'))}`;
  const id = announcementDeliveryId({ announcementId: announcement.id, kind: 'announced', channel, team, qualifier });
  const address = { id, channel, team, audience: 'escalation' as const, consumers };
  return pendingDelivery({ ...address, kind: 'announced', ...changeIn(announcement) }, about.now);
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
        channel: placeNamed(subject.channel),
      }),
    );
  if (fallback && helpers.fallback !== undefined)
    notes.push(note({ ...told, cause, audience: 'administrator', channel: placeNamed(helpers.fallback) }));
  return notes;
}

function note(
  about: About & { readonly cause: string; readonly audience?: Audience; readonly channel: DeliveryChannel },
): Delivery {
  const { announcement, team, cause, audience, channel } = about;
  const announcementId = announcement.id;
  const qualifier = `${audience ?? 'team'}-${shortOf(cause)}`;
  const planned = {
    // The event's lies with the team, so that what nobody was told of is found by its settings.
    id:
      channel.kind === 'sns'
        ? untoldEventId({ team, announcementId, cause: qualifier })
        : announcementDeliveryId({ announcementId, kind: 'untold', channel, team, qualifier }),
    kind: 'untold' as const,
    channel,
    ...changeIn(announcement),
    team,
    ...(audience ? { audience } : {}),
    consumers: about.consumers,
  };
  return pendingDelivery(planned, about.now);
}

// Names of many models would be more than a key holds.
const shortOf = (cause: string): string => createHash('sha256').update(cause).digest('hex').slice(0, 16);
