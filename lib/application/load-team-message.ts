import type { Announcement, Delivery, Migration } from '../domain/announcement.ts';
import { isClosed } from '../domain/migration/state.ts';
import type { TeamMessage, TeamNews } from '../domain/notification/team-message.ts';
import { effectivePolicy } from '../domain/policy/policy.ts';
import { allMigrations } from './all-migrations.ts';
import type { Clock, Registry, Store } from './ports.ts';

export interface TellPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly registry: Registry;
}

/**
 * What a delivery has to say as things stand now; `undefined` where nothing is left to say: the change was withdrawn
 * before anyone heard of it, or each of the models has migrated.
 */
export async function loadTeamMessage(delivery: Delivery, ports: TellPorts): Promise<TeamMessage | undefined> {
  const { kind, announcementId, channel } = delivery;
  if (kind === 'registered' || kind === 'digest' || announcementId === undefined) return undefined;
  const announcement = await ports.store.find('announcement', { id: announcementId });
  const news = announcement && (await loadNews(announcement, delivery, ports));
  if (!news) return undefined;
  const mention = channel.kind === 'slack' ? channel.mention : undefined;
  const { answer, silentSince } = delivery;
  return {
    ...news,
    kind,
    ...(answer ? { answer } : {}),
    ...(silentSince === undefined ? {} : { silentSince }),
    ...(mention === undefined ? {} : { mention }),
  };
}

/** What one announcement has to say to the team of a delivery, in its channel; `undefined` where nothing is left. */
export async function loadNews(
  announcement: Announcement,
  delivery: Delivery,
  ports: TellPorts,
): Promise<TeamNews | undefined> {
  const { kind, team } = delivery;
  const { store } = ports;
  if (announcement.status === 'observed') return undefined;
  if (announcement.status === 'withdrawn' && kind !== 'withdrawn' && kind !== 'emergency') return undefined;
  // Rolled back before anybody heard of it: its thread says so.
  if (kind === 'emergency' && announcement.liveNews?.kind === 'rolled-back') return undefined;
  const all = await allMigrations(store, announcement.id, team);
  const migrations = all.filter((migration) => isConcerned(migration, delivery));
  if (migrations.length === 0) return undefined;
  const [subject, organisation] = await Promise.all([
    store.find('subject', { name: announcement.subject }),
    store.find('organisation', {}),
  ]);
  const { holdCritical } = effectivePolicy(organisation?.policy, subject?.policy);
  return {
    announcement,
    migrations,
    team,
    ...(subject?.channel === undefined ? {} : { contact: subject.channel }),
    holdCritical,
    registryUrl: ports.registry.url,
    now: ports.clock.now(),
  };
}

/** What those hear, too, who have nothing left to do. */
const TOLD_ALL: ReadonlySet<Delivery['kind']> = new Set(['withdrawn', 'answered', 'continued', 'live']);

function isConcerned(migration: Migration, { kind, channel, consumers }: Delivery): boolean {
  if (channel.kind === 'slack' && migration.slack?.channel !== channel.channel) return false;
  if (consumers !== undefined && !consumers.includes(migration.consumer)) return false;
  if ((migration.concern === 'digest') !== (kind === 'digest')) return false;
  return TOLD_ALL.has(kind) || !isClosed(migration) || (kind === 'emergency' && migration.state.name === 'withdrawn');
}
