import type { Delivery } from '../../domain/delivery.ts';
import { weekOfDigest } from '../../domain/notification/plan/delivery-id.ts';
import type { DigestMessage, ObservedNews, TeamNews, TrialEnd } from '../../domain/notification/words/team-message.ts';
import { isObserved } from '../../domain/policy/publishing/publish-decision.ts';
import { inBatches } from '../in-batches.ts';
import { loadNews, type TellPorts } from './load-team-message.ts';

/** Models loaded of what is only observed. */
const NAMED = 100;

/**
 * What a digest has to say as things stand now: to a team, what its models read; to an owner, what its observed subjects
 * would have said, and which of them are soon observed no more. `undefined` where nothing is left: all was withdrawn, or
 * the models have gone.
 */
export async function loadDigest(delivery: Delivery, ports: TellPorts): Promise<DigestMessage | undefined> {
  const { announcementIds = [], exposedIds = [], trialEnds = [], team } = delivery;
  const news: TeamNews[] = [];
  const observed: ObservedNews[] = [];
  for (const entry of await inBatches(announcementIds, (id) => loadEntry(id, delivery, ports))) {
    if (entry && 'now' in entry) news.push(entry);
    else if (entry) observed.push(entry);
  }
  const exposed = (await inBatches(exposedIds, (id) => loadExposed(id, delivery, ports))).filter((one) => !!one);
  const now = ports.clock.now();
  const ends = (await inBatches(trialEnds, (name) => loadEnd(name, team, { ports, now }))).filter((end) => !!end);
  if (news.length + exposed.length + observed.length + ends.length === 0) return undefined;
  return { team, week: weekOfDigest(delivery.id), news, exposed, observed, ends, registryUrl: ports.registry.url, now };
}

/** Nothing where it has ended meanwhile, or is told day by day again. */
async function loadExposed(id: string, delivery: Delivery, ports: TellPorts): Promise<TeamNews | undefined> {
  const announcement = await ports.store.find('announcement', { id });
  return announcement && (await loadNews(announcement, { ...delivery, exposedIds: [id], kind: 'exposed' }, ports));
}

async function loadEntry(
  id: string,
  delivery: Delivery,
  ports: TellPorts,
): Promise<TeamNews | ObservedNews | undefined> {
  const announcement = await ports.store.find('announcement', { id });
  if (!announcement) return undefined;
  if (announcement.status !== 'observed') return await loadNews(announcement, delivery, ports);
  if (announcement.ownerTeam !== delivery.team) return undefined;
  // Some are named, the others counted: the announcement knows how many there are.
  const { items } = await ports.store.listMigrationsOfAnnouncement(id, { limit: NAMED });
  return { announcement, migrations: items, registryUrl: ports.registry.url };
}

/** Nothing where the trial was ended meanwhile, or the subject given away. */
async function loadEnd(
  name: string,
  team: string,
  { ports, now }: { readonly ports: TellPorts; readonly now: string },
): Promise<TrialEnd | undefined> {
  const subject = await ports.store.find('subject', { name });
  if (subject?.observeUntil === undefined || subject.ownerTeam !== team || !isObserved(subject, now)) return undefined;
  return { subject: name, until: subject.observeUntil };
}
