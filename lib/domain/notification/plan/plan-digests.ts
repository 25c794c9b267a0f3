import type { Announcement } from '../../announcement.ts';
import { type Delivery, DIGEST_ANNOUNCEMENTS } from '../../delivery.ts';
import type { Migration } from '../../migration/migration.ts';
import { isoWeek } from '../../policy/deadlines/digest-week.ts';
import { channelsOf, type DeliveryChannel, factsOf, type Places, placeNamed, withoutMention } from '../channels.ts';

import { channelPart, digestDeliveryId } from './delivery-id.ts';
import { scheduledDelivery } from './pending-delivery.ts';

export interface DigestPlace {
  readonly team: string;
  readonly channel: DeliveryChannel;
}

/**
 * Whose digests tell of an announcement, each place once: the teams whose models read what is dangerous, on SNS and in
 * their channels without a mention. What is only observed is reported to its owner instead, and to nobody else.
 */
export function digestPlaces(
  announcement: Pick<Announcement, 'observed' | 'ownerTeam'>,
  migrations: readonly (Pick<Migration, 'concern' | 'team'> & Places)[],
  producerChannel: string | undefined,
): readonly DigestPlace[] {
  if (announcement.observed) return migrations.length > 0 ? ownerPlaces(announcement.ownerTeam, producerChannel) : [];
  const places = new Map<string, DigestPlace>();
  for (const { concern, team, ...chosen } of migrations) {
    if (concern !== 'digest') continue;
    for (const channel of channelsOf(chosen).filter((one) => factsOf(one).digests))
      places.set(JSON.stringify([team, channelPart(channel)]), { team, channel: withoutMention(channel) });
  }
  return [...places.values()];
}

/** Where an owner hears of its observed subjects: on SNS, and in the subject's channel if it has one. */
export const ownerPlaces = (team: string, channel: string | undefined): readonly DigestPlace[] => [
  { team, channel: { kind: 'sns' } },
  ...(channel === undefined ? [] : [{ team, channel: placeNamed(channel) }]),
];

/** The id of a place's digest that is sent at `dueAt`: one a week. */
export const digestIdAt = ({ team, channel }: DigestPlace, dueAt: string): string =>
  digestDeliveryId({ team, channel, week: isoWeek(dueAt) });

/** Whether a digest can still take news: it was not handed to its queue, and what it holds can be loaded in one go. */
export const isGathering = (digest: Delivery, list: DigestItem['list'] = 'announcementIds'): boolean =>
  digest.status === 'scheduled' && (digest[list] ?? []).length < DIGEST_ANNOUNCEMENTS;

/** What a digest tells of: an announcement by its id, as news or as live over models; or by its subject's name a trial that ends. */
export interface DigestItem {
  readonly list: 'announcementIds' | 'exposedIds' | 'trialEnds';
  readonly id: string;
}

/** The digest with one more item, or a new one with this. */
export function withItem(input: {
  readonly place: DigestPlace;
  readonly digest: Delivery | undefined;
  readonly item: DigestItem;
  readonly dueAt: string;
  readonly now: string;
}): Delivery {
  const { place, digest, item, dueAt, now } = input;
  const { list, id } = item;
  if (digest) return { ...digest, [list]: [...(digest[list] ?? []), id], revision: digest.revision + 1 };
  const { team, channel } = place;
  const lists = { announcementIds: [], [list]: [id] };
  return scheduledDelivery({ id: digestIdAt(place, dueAt), kind: 'digest', channel, ...lists, team }, { now, dueAt });
}
