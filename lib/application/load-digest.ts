import type { Announcement, Delivery } from '../domain/announcement.ts';
import { weekOfDigest } from '../domain/notification/delivery-id.ts';
import type { DigestMessage, TeamNews } from '../domain/notification/team-message.ts';
import { inBatches } from './in-batches.ts';
import { loadNews, type TellPorts } from './load-team-message.ts';

/**
 * What a digest has to say as things stand now: to a team, what its models read; to an owner, what its observed subjects
 * would have said. `undefined` where nothing is left: all was withdrawn, or the models have gone.
 */
export async function loadDigest(delivery: Delivery, ports: TellPorts): Promise<DigestMessage | undefined> {
  const { announcementIds = [], team } = delivery;
  const news: TeamNews[] = [];
  const observed: Announcement[] = [];
  for (const entry of await inBatches(announcementIds, (id) => loadEntry(id, delivery, ports))) {
    if (entry && 'migrations' in entry) news.push(entry);
    else if (entry) observed.push(entry);
  }
  if (news.length + observed.length === 0) return undefined;
  return { team, week: weekOfDigest(delivery.id), news, observed, registryUrl: ports.registry.url };
}

async function loadEntry(
  id: string,
  delivery: Delivery,
  ports: TellPorts,
): Promise<TeamNews | Announcement | undefined> {
  const announcement = await ports.store.find('announcement', { id });
  if (!announcement) return undefined;
  if (announcement.status === 'observed') return announcement.ownerTeam === delivery.team ? announcement : undefined;
  return await loadNews(announcement, delivery, ports);
}
