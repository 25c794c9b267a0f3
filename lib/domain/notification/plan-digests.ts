import {
  type Announcement,
  type Delivery,
  type DeliveryChannel,
  DIGEST_ANNOUNCEMENTS,
  type Migration,
} from '../announcement.ts';
import { isoWeek } from '../policy/digest-week.ts';
import { digestDeliveryId } from './delivery-id.ts';

export interface DigestPlace {
  readonly team: string;
  readonly channel: DeliveryChannel;
}

/**
 * Whose digests tell of an announcement, each place once: the teams whose models read what is dangerous, on SNS and in
 * their channels without a mention. What is only observed is reported to its owner instead, on SNS and nowhere else.
 */
export function digestPlaces(
  announcement: Pick<Announcement, 'observed' | 'ownerTeam'>,
  migrations: readonly Pick<Migration, 'concern' | 'team' | 'slack'>[],
): readonly DigestPlace[] {
  const sns = { kind: 'sns' } as const;
  if (announcement.observed) return migrations.length > 0 ? [{ team: announcement.ownerTeam, channel: sns }] : [];
  const places = new Map<string, DigestPlace>();
  for (const { concern, team, slack } of migrations) {
    if (concern !== 'digest') continue;
    places.set(JSON.stringify([team]), { team, channel: sns });
    if (!slack) continue;
    const { channel } = slack;
    places.set(JSON.stringify([team, channel]), { team, channel: { kind: 'slack', channel } });
  }
  return [...places.values()];
}

/** The id of a place's digest that is sent at `dueAt`: one a week. */
export const digestIdAt = ({ team, channel }: DigestPlace, dueAt: string): string =>
  digestDeliveryId({ team, channel, week: isoWeek(dueAt) });

/** Whether a digest can still take news: it was not handed to its queue, and what it holds can be loaded in one go. */
export const isGathering = ({ status, announcementIds = [] }: Delivery): boolean =>
  status === 'scheduled' && announcementIds.length < DIGEST_ANNOUNCEMENTS;

/** The digest with one more announcement, or a new one with this. */
export function withAnnouncement(input: {
  readonly place: DigestPlace;
  readonly digest: Delivery | undefined;
  readonly announcementId: string;
  readonly dueAt: string;
  readonly now: string;
}): Delivery {
  const { place, digest, announcementId, dueAt, now } = input;
  if (digest)
    return {
      ...digest,
      announcementIds: [...(digest.announcementIds ?? []), announcementId],
      revision: digest.revision + 1,
    };
  return {
    id: digestIdAt(place, dueAt),
    kind: 'digest',
    channel: place.channel,
    announcementIds: [announcementId],
    team: place.team,
    status: 'scheduled',
    attempts: 0,
    createdAt: now,
    dueAt,
    revision: 1,
  };
}
