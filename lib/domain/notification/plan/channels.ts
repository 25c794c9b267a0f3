import type { Delivery, DeliveryChannel, DeliveryKind } from '../../delivery.ts';
import type { Migration } from '../../migration/migration.ts';
import { tellsTeam } from '../../policy/deadlines/told.ts';

/** Everywhere a model's team is told of its migration; SNS also is what remains where another fails. */
export const channelsOf = ({ slack, github }: Pick<Migration, 'slack' | 'github'>): readonly DeliveryChannel[] => [
  { kind: 'sns' },
  ...(slack ? [{ kind: 'slack' as const, ...slack }] : []),
  ...(github ? [{ kind: 'github' as const, ...github }] : []),
];

/** Whether a migration is told of in a channel. */
export function isToldIn(channel: DeliveryChannel, { slack, github }: Pick<Migration, 'slack' | 'github'>): boolean {
  switch (channel.kind) {
    case 'sns':
      return true;
    case 'slack':
      return slack?.channel === channel.channel;
    case 'github':
      return github?.repository === channel.repository;
  }
}

/** Whether a message to a team, or to others in its place, is about one of its models. */
export const isAbout = (
  { channel, audience, consumers }: Pick<Delivery, 'channel' | 'audience' | 'consumers'>,
  migration: Pick<Migration, 'consumer' | 'slack' | 'github'>,
): boolean =>
  (consumers?.includes(migration.consumer) ?? true) &&
  (audience === 'escalation' || audience === 'administrator' || isToldIn(channel, migration));

/** As people name it. */
export function channelName(channel: DeliveryChannel): string {
  switch (channel.kind) {
    case 'sns':
      return 'SNS';
    case 'slack':
      return channel.channel;
    case 'github':
      return channel.repository;
  }
}

/** Whether each model is told of by itself there: a migration is an issue, while a message or an event is a team's. */
export const tellsEachModel = ({ kind }: DeliveryChannel): boolean => kind === 'github';

/** What says itself what changes and by when: whoever got one of these was told. */
const TELLING: ReadonlySet<DeliveryKind> = new Set(['announced', 'reminder', 'missed', 'emergency']);

export const isTelling = (kind: DeliveryKind): boolean => TELLING.has(kind);

/** Whether a delivery tells a model's own team of its migration, once it is taken. */
export function tellsOf({ kind, channel, audience, consumers }: Delivery, migration: Migration): boolean {
  if (!TELLING.has(kind) || audience === 'producer' || migration.concern === 'digest') return false;
  if (consumers && !consumers.includes(migration.consumer)) return false;
  return audience === 'escalation' || (isToldIn(channel, migration) && tellsTeam(channel, migration));
}
