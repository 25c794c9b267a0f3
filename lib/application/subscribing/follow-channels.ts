import { type Announcement, FORMER_CHANNELS } from '../../domain/announcement.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { channelsOf, type Places, placesIn, placesKey, withoutPlaces } from '../../domain/notification/channels.ts';
import { lookedAt } from '../../domain/notification/plan/channels.ts';
import { announcementDeliveryId, channelPart } from '../../domain/notification/plan/delivery-id.ts';
import { planDeliveries } from '../../domain/notification/plan/plan-deliveries.ts';
import { tellsTeam } from '../../domain/policy/deadlines/told.ts';
import { movedWrites } from '../announcing/moved-writes.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import { revived } from '../delivering/redrive-failed.ts';
import { openMigrationsOf } from '../delivering/send-again.ts';
import { inBatches } from '../in-batches.ts';
import type { Store, Write } from '../ports/store.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import type { PutConsumerRequest } from './consumers.ts';

type Follow = Pick<PutConsumerRequest, 'name' | 'team' | 'principal' | 'from'> & Places;

/**
 * What is open for a model goes on in the channels that it is given, and is told there from the beginning: one transaction a
 * migration, so that a repeat goes on where a cut ended. What is told already is not told twice in the same place, and a
 * Slack channel that a model leaves, or comes back to, reads where its messages go now.
 */
export async function followChannels(consumer: Follow, ports: WritePorts): Promise<void> {
  for (const { announcementId, team } of await openMigrationsOf(consumer.name, ports.store)) {
    if (team !== consumer.team) continue;
    await contend(ports.pacer, `the migration of ${consumer.name}`, () => follow(announcementId, consumer, ports));
  }
}

async function follow(announcementId: string, consumer: Follow, ports: WritePorts): Promise<'done' | 'lost'> {
  const { store, clock } = ports;
  const was = await store.find('migration', { announcementId, team: consumer.team, consumer: consumer.name });
  if (!was) return 'done';
  const kept = was.github && (await hasIssue(was, store)) ? { github: was.github } : {};
  const places = { ...placesIn(consumer), ...kept };
  if (placesKey(was) === placesKey(places)) return 'done';
  const { formerChannels: _former, ...rest } = withoutPlaces(was);
  const formerChannels = channelsLeft(was, places.slack?.channel);
  const item: Migration = {
    ...rest,
    ...places,
    ...(formerChannels.length > 0 ? { formerChannels } : {}),
    revision: was.revision + 1,
  };
  const now = clock.now();
  const detail = { channels: channelsOf(item).map(channelPart), former: channelsOf(was).map(channelPart) };
  const scope = { subject: was.subject, consumer: was.consumer, announcementId };
  const entry = auditEntry({ ...consumer, ...scope, ports, now, action: 'migration.channels-changed', detail });
  const writes: Write[] = [
    { put: 'migration', item, expect: was.revision, was },
    ...(await newsIn({ was, is: item, now }, store)),
  ];
  return (await store.commit(writes, entry)) === 'lost' ? 'lost' : 'done';
}

/** An issue that is open stays where it is, so that none is left behind. */
async function hasIssue({ announcementId, team, consumer, github }: Migration, store: Store): Promise<boolean> {
  if (!github) return false;
  const channel = { kind: 'github', ...github } as const;
  const id = announcementDeliveryId({ announcementId, kind: 'announced', channel, team, qualifier: consumer });
  const first = await store.find('delivery', { id });
  return first !== undefined && first.status !== 'failed';
}

/** Where its team is told now and was not before; the topic, where nothing else is left. */
function newPlaces(was: Places, is: Places): Set<string> {
  const placesOf = (one: Places) =>
    channelsOf(one)
      .filter((channel) => tellsTeam(channel, one))
      .map(channelPart);
  const former = new Set(placesOf(was));
  return new Set(placesOf(is).filter((place) => !former.has(place)));
}

const channelsLeft = ({ slack, formerChannels = [] }: Migration, now: string | undefined): readonly string[] =>
  [...new Set([...(slack ? [slack.channel] : []), ...formerChannels])]
    .filter((channel) => channel !== now)
    .slice(0, FORMER_CHANNELS);

interface Moved {
  readonly was: Migration;
  readonly is: Migration;
  readonly now: string;
}

/** What is said where: a first message in a new place, and a line in a thread that the model leaves or comes back to. */
async function newsIn({ was, is, now }: Moved, store: Store): Promise<readonly Write[]> {
  const announcement = await store.find('announcement', { id: is.announcementId });
  if (!announcement || is.observed || announcement.supersededBy !== undefined) return [];
  const about = { announcement, migration: is, now };
  const came = was.formerChannels?.find((channel) => channel === is.slack?.channel);
  // Each channel that it ever left reads where its messages go.
  const left = lookedAt(was).join() === lookedAt(is).join() ? [] : (is.formerChannels ?? []);
  const parted = (await inBatches(left, (channel) => movedWrites(channel, about, store))).flat();
  const returned = came === undefined ? [] : await movedWrites(came, about, store);
  const places = newPlaces(was, is);
  if (returned.length > 0 && came !== undefined) places.delete(channelPart({ kind: 'slack', channel: came }));
  const firsts = announcement.status === 'open' ? await firstsIn(places, about, store) : [];
  return [...firsts, ...parted, ...returned];
}

interface About {
  readonly announcement: Announcement;
  readonly migration: Migration;
  readonly now: string;
}

/** The first message about one model in each of these places; one that failed there is sent again. */
async function firstsIn(
  places: ReadonlySet<string>,
  { announcement, migration, now }: About,
  store: Store,
): Promise<readonly Write[]> {
  const planned = planDeliveries({
    announcement,
    migrations: [migration],
    kind: 'announced',
    lateConsumer: migration.consumer,
    now,
  }).filter(({ channel }) => places.has(channelPart(channel)));
  const writes = await Promise.all(planned.map((delivery) => writeFor(delivery, now, store)));
  return writes.filter((write) => write !== undefined);
}

async function writeFor(planned: Delivery, now: string, store: Store): Promise<Write | undefined> {
  const was = await store.find('delivery', { id: planned.id });
  if (!was) return { put: 'delivery', item: planned, expect: 'absent' };
  if (was.status !== 'failed') return undefined;
  return { put: 'delivery', item: revived(was, now), expect: was.revision, was };
}
