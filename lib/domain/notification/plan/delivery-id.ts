import type { DeliveryKind } from '../../delivery.ts';
import { type DeliveryChannel, placeOf } from '../channels.ts';

/**
 * A delivery's id says what is told, to whom and where, so that planning twice makes one delivery. It is
 * `<scope>/<rest>`: the scope is what the delivery belongs to and is stored with (`ANNOUNCEMENT#id`, `SUBJECT#name`, `TEAM#name`).
 * `qualifier` tells apart what is said to the same team and channel more than once, e.g. a deadline or a consumer.
 */
export function announcementDeliveryId(of: {
  readonly announcementId: string;
  readonly kind: DeliveryKind;
  readonly channel: DeliveryChannel;
  readonly team: string;
  readonly qualifier?: string;
}): string {
  const parts = [
    of.kind,
    channelPart(of.channel),
    part(of.team),
    ...(of.qualifier === undefined ? [] : [part(of.qualifier)]),
  ];
  return `ANNOUNCEMENT#${part(of.announcementId)}/${parts.join('#')}`;
}

/** How the ids of all messages of a kind to a team in a channel go on after their scope; a longer team's name begins alike. */
export const messagesPrefix = ({
  kind,
  channel,
  team,
}: {
  readonly kind: DeliveryKind;
  readonly channel: DeliveryChannel;
  readonly team: string;
}): string => `${kind}#${channelPart(channel)}#${part(team)}`;

/** How the ids of all events that nobody of a team could be told go on after their scope; see `untoldEventId`. */
export const UNTOLD_EVENTS = 'untold#sns#';

/** The id of a message where the announcement that it is about is taken the place of by another. */
export const heirId = (id: string, announcementId: string): string =>
  `ANNOUNCEMENT#${part(announcementId)}/${splitDeliveryId(id)?.rest ?? ''}`;

/** The event of a registered version, told once on SNS. */
export const registeredDeliveryId = (of: { readonly subject: string; readonly version: number }): string =>
  `SUBJECT#${part(of.subject)}/registered#${String(of.version).padStart(6, '0')}`;

/** A team's digest in one place and ISO week, e.g. `2026-W48`. */
export const digestDeliveryId = (of: {
  readonly team: string;
  readonly channel: DeliveryChannel;
  readonly week: string;
}): string => `TEAM#${part(of.team)}/digest#${channelPart(of.channel)}#${part(of.week)}`;

/** The question whether a model still runs, once for each silence of it, whichever gate meets it. */
export const staleDeliveryId = (of: {
  readonly team: string;
  readonly channel: DeliveryChannel;
  readonly consumer: string;
  readonly silentSince: string;
}): string => `TEAM#${part(of.team)}/stale#${channelPart(of.channel)}#${part(of.consumer)}#${part(of.silentSince)}`;

/** One trial of a model's kill switch; `id` is the trial's own. */
export const killSwitchTrialId = (of: {
  readonly team: string;
  readonly consumer: string;
  readonly id: string;
}): string => `TEAM#${part(of.team)}/kill-switch#sns#${part(of.consumer)}#${part(of.id)}`;

/** A test of one of a model's channels; `id` is the test's own. */
export const channelTestId = (of: {
  readonly team: string;
  readonly consumer: string;
  readonly channel: DeliveryChannel;
  readonly id: string;
}): string => `TEAM#${part(of.team)}/test#${part(of.id)}#${channelPart(of.channel)}#${part(of.consumer)}`;

/** The event that nobody of a team could be told of an announcement; `cause` tells apart what failed. */
export const untoldEventId = (of: {
  readonly team: string;
  readonly announcementId: string;
  readonly cause: string;
}): string => `TEAM#${part(of.team)}/${UNTOLD_EVENTS}${part(of.announcementId)}#${part(of.cause)}`;

/** A day's reminders of a team in one channel, e.g. `2026-12-07`; a second `part` where the first was sent already. */
export const remindersDeliveryId = (of: {
  readonly team: string;
  readonly channel: DeliveryChannel;
  readonly day: string;
  readonly part: number;
}): string =>
  `TEAM#${part(of.team)}/reminder#${channelPart(of.channel)}#${part(of.day)}${of.part > 1 ? `#${of.part}` : ''}`;

/** The week in a digest's id; the id's other texts are encoded and hold no separator. */
export const weekOfDigest = (digestId: string): string => digestId.slice(digestId.lastIndexOf('#') + 1);

/** The two halves of a delivery id, or nothing where it is none. */
export function splitDeliveryId(id: string): { readonly scope: string; readonly rest: string } | undefined {
  const match = /^((?:ANNOUNCEMENT|SUBJECT|TEAM)#[^/]+)\/(.+)$/s.exec(id);
  return match?.[1] && match[2] ? { scope: match[1], rest: match[2] } : undefined;
}

/** A channel as a part of ids: the same place is the same text, whoever is mentioned there. */
export function channelPart(channel: DeliveryChannel): string {
  const place = placeOf(channel);
  return place === '' ? channel.kind : `${channel.kind}:${part(place)}`;
}

// Slack channels carry '#', which separates the parts; half a surrogate pair has no percent-encoding.
const part = (text: string): string => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
