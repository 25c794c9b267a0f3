import type { Delivery, DeliveryKind } from '../../delivery.ts';
import type { Migration } from '../../migration/migration.ts';
import { tellsTeam } from '../../policy/deadlines/told.ts';
import { channelName, channelsOf, type DeliveryChannel, type Places } from '../channels.ts';

/** Whether a migration is told of in a channel. */
export const isToldIn = (channel: DeliveryChannel, migration: Places): boolean =>
  channelsOf(migration).some((one) => one.kind === channel.kind && channelName(one) === channelName(channel));

/** Whether a message to a team, or to others in its place, is about one of its models. */
export const isAbout = (
  { channel, audience, consumers }: Pick<Delivery, 'channel' | 'audience' | 'consumers'>,
  migration: Pick<Migration, 'consumer'> & Places,
): boolean =>
  (consumers?.includes(migration.consumer) ?? true) &&
  (audience === 'escalation' || audience === 'administrator' || isToldIn(channel, migration));

/** Where people look for what is said of a model: its Slack channel or, without one, all other places that tell its team. */
export function lookedAt(migration: Places): readonly string[] {
  const places = channelsOf(migration).filter((channel) => tellsTeam(channel, migration));
  const slack = places.filter(({ kind }) => kind === 'slack');
  return (slack.length > 0 ? slack : places).map(channelName);
}

/** What says itself what changes and by when: whoever got one of these was told. */
const TELLING: ReadonlySet<DeliveryKind> = new Set(['announced', 'reminder', 'missed', 'emergency']);

export const isTelling = (kind: DeliveryKind): boolean => TELLING.has(kind);

/** Whether a delivery tells a model's own team of its migration, once it is taken. */
export function tellsOf({ kind, channel, audience, consumers }: Delivery, migration: Migration): boolean {
  if (!TELLING.has(kind) || audience === 'producer' || migration.concern === 'digest') return false;
  if (consumers && !consumers.includes(migration.consumer)) return false;
  return audience === 'escalation' || (isToldIn(channel, migration) && tellsTeam(channel, migration));
}
