import type { Announcement } from '../../domain/announcement.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { isUntold } from '../../domain/migration/hearing.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { isClosed } from '../../domain/migration/state.ts';
import { channelName, type DeliveryChannel, mentionIn } from '../../domain/notification/channels.ts';

import { isAbout, isTelling, isToldIn } from '../../domain/notification/plan/channels.ts';
import { announcementDeliveryId, channelPart } from '../../domain/notification/plan/delivery-id.ts';
import type { ProducerMessage, TeamMessage, TeamNews } from '../../domain/notification/words/team-message.ts';
import { isExposed, isInProduction } from '../../domain/policy/deadlines/exposure.ts';
import { afterTold, tellsTeam } from '../../domain/policy/deadlines/told.ts';
import { findBlockers } from '../../domain/policy/gate/gate.ts';
import type { Governing } from '../../domain/policy/settings/announced-policy.ts';
import { allMigrations } from '../announcing/all-migrations.ts';
import { policyFor } from '../effective-policy.ts';
import { everyPage } from '../every-page.ts';
import { inBatches } from '../in-batches.ts';
import type { Clock } from '../ports/clock.ts';
import type { Registry } from '../ports/registry.ts';
import type { Store } from '../ports/store.ts';
import { withPeople } from './with-people.ts';

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
  const { kind, announcementId } = delivery;
  if (!isForTeams(kind) || announcementId === undefined) return undefined;
  const announcement = await ports.store.find('announcement', { id: announcementId });
  const news = announcement && (await loadNews(announcement, delivery, ports));
  if (!news) return undefined;
  const message = teamMessage(news, { ...delivery, kind });
  const told = await withPeople(message, ports.store);
  const { audience } = delivery;
  if (audience === 'administrator') return { ...told, ...(await unheardIn(delivery, ports.store)) };
  return audience === 'escalation' ? { ...told, ...(await insteadOf(delivery, ports.store)) } : told;
}

/** What of the team's did not take that the change is live, the last time. */
async function unheardIn(
  { kind, announcementId = '', team }: Delivery,
  store: Store,
): Promise<Pick<TeamMessage, 'insteadOf'>> {
  const listed = await everyPage((page) => store.listDeliveriesOfAnnouncement(announcementId, page, `${kind}#`));
  const failed = listed.filter((one) => one.team === team && one.status === 'failed' && one.audience === undefined);
  const [last] = failed.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return last ? { insteadOf: { channel: channelName(last.channel), error: last.error ?? 'unknown' } } : {};
}

/** Why the team hears of it where it escalates to. */
async function insteadOf(
  { kind, announcementId = '', team, consumers = [] }: Delivery,
  store: Store,
): Promise<Pick<TeamMessage, 'insteadOf'>> {
  const [consumer] = consumers;
  if (kind !== 'announced' || consumer === undefined) return {};
  const migration = await store.find('migration', { announcementId, team, consumer });
  return migration?.hearing?.name === 'untold' ? { insteadOf: migration.hearing } : {};
}

/**
 * A team's first message with all that it tells of now: models that are closed or were given another channel, and a change
 * that was withdrawn, too.
 */
export async function loadFirstMessage(first: Delivery, ports: TellPorts): Promise<TeamMessage | undefined> {
  const announcement = await ports.store.find('announcement', { id: first.announcementId ?? '' });
  const all = announcement && (await allMigrations(ports.store, announcement.id, first.team));
  const meant = all?.filter((migration) => isListed(migration, first, announcement)) ?? [];
  const owns = await inBatches(meant, (migration) => hasOwnFirst(migration, first, ports.store));
  const migrations = meant.filter((migration, index) => !owns[index] && isToldIn(first.channel, migration));
  const moved = meant.filter((one, index) => (owns[index] ? one.renewed : !isToldIn(first.channel, one)));
  if (!announcement || migrations.length + moved.length === 0) return undefined;
  const told = { migrations, team: first.team, channel: first.channel };
  const { news } = await newsOf(announcement, told, ports);
  const message = teamMessage(news, { ...first, kind: 'announced' });
  return await withPeople(moved.length > 0 ? { ...message, moved } : message, ports.store);
}

/** What the producer is told in the subject's channel; `undefined` where nothing is left to say. */
export async function loadProducerMessage(delivery: Delivery, ports: TellPorts): Promise<ProducerMessage | undefined> {
  const { kind, announcementId = '', answer, consumers, team } = delivery;
  if (!isForProducers(kind)) return undefined;
  const announcement = await ports.store.find('announcement', { id: announcementId });
  if (!announcement || announcement.status === 'observed') return undefined;
  const all = await allMigrations(ports.store, announcement.id);
  const migrations = all.filter(({ concern }) => concern !== 'digest');
  if (migrations.length === 0) return undefined;
  const { news, policy } = await newsOf(announcement, { migrations, team }, ports);
  const message = { ...news, kind, policy, ...(answer ? { answer } : {}), ...(consumers ? { consumers } : {}) };
  return await withPeople<ProducerMessage>(message, ports.store);
}

/** Whether a producer's message still has something to say, as things stand now. */
export function isWorthTelling(message: ProducerMessage): boolean {
  const { announcement, kind, migrations, consumers, policy, now } = message;
  if (kind === 'withdrawn' || kind === 'live' || kind === 'emergency') return true;
  if (announcement.status === 'withdrawn') return false;
  switch (kind) {
    case 'overview':
      return announcement.supersededBy === undefined && migrations.some((migration) => !isClosed(migration));
    case 'answered':
    case 'loosened':
      return true;
    case 'missed':
      return migrations.some(
        ({ state, consumer }) => state.name === 'overdue' && (consumers?.includes(consumer) ?? true),
      );
    case 'untold':
      return migrations.some((one) => isAboutUntold(one) && (consumers?.includes(one.consumer) ?? true));
    case 'held':
      return !announcement.live && findBlockers(migrations, policy, now).length > 0;
  }
}

/** What one announcement has to say to the team of a delivery, in its channel; `undefined` where nothing is left. */
export async function loadNews(
  announcement: Announcement,
  delivery: Delivery,
  ports: TellPorts,
): Promise<TeamNews | undefined> {
  const { kind, team, channel } = delivery;
  if (announcement.status === 'observed') return undefined;
  const isBack = kind === 'live' && announcement.liveNews?.kind === 'rolled-back';
  // Of what was taken back and deployed all the same, the end is told as well as the alarm.
  if (announcement.status === 'withdrawn' && kind !== 'withdrawn' && kind !== 'emergency' && !isBack) return undefined;
  if (kind === 'exposed' && !isInProduction(announcement)) return undefined;
  // Rolled back before anybody heard of it: its thread says so.
  if (kind === 'emergency' && announcement.liveNews?.kind === 'rolled-back') return undefined;
  const all = await allMigrations(ports.store, announcement.id, team);
  const migrations = all.filter((migration) => isConcerned(migration, delivery));
  const told = { migrations, team, ...(isTelling(kind) ? { channel } : {}) };
  return migrations.length === 0 ? undefined : (await newsOf(announcement, told, ports)).news;
}

/** `channel`: of the team's own, where a message says the date that counts once it is taken. */
async function newsOf(
  announcement: Announcement,
  told: Pick<TeamNews, 'migrations' | 'team'> & { readonly channel?: DeliveryChannel },
  { store, registry, clock }: TellPorts,
): Promise<{ readonly news: TeamNews; readonly policy: Governing }> {
  const subject = await store.find('subject', { name: announcement.subject });
  const policy = await policyFor(announcement, subject, store);
  const now = clock.now();
  const { migrations, team, channel } = told;
  const asTold = (migration: Migration): Migration =>
    channel && tellsTeam(channel, migration)
      ? afterTold(migration, { at: now, by: channel.kind, policy, announcement })
      : migration;
  const news = {
    announcement,
    migrations: migrations.map(asTold),
    team,
    ...(subject?.channel === undefined ? {} : { contact: subject.channel }),
    holdCritical: policy.holdCritical,
    holdUntold: policy.holdUntold,
    registryUrl: registry.url,
    now,
  };
  return { news, policy };
}

function teamMessage(
  news: TeamNews,
  { kind, channel, answer, silentSince }: Delivery & { readonly kind: TeamMessage['kind'] },
): TeamMessage {
  const mention = mentionIn(channel);
  return {
    ...news,
    kind,
    ...(answer ? { answer } : {}),
    ...(silentSince === undefined ? {} : { silentSince }),
    ...(mention === undefined ? {} : { mention }),
  };
}

const isForTeams = (kind: Delivery['kind']): kind is TeamMessage['kind'] => !NOT_FOR_TEAMS.has(kind);
const NOT_FOR_TEAMS: ReadonlySet<Delivery['kind']> = new Set([
  'registered',
  'digest',
  'overview',
  'held',
  'kill-switch',
  'test',
]);
const isForProducers = (kind: Delivery['kind']): kind is ProducerMessage['kind'] => FOR_PRODUCERS.has(kind);
const FOR_PRODUCERS: ReadonlySet<Delivery['kind']> = new Set([
  'overview',
  'answered',
  'missed',
  'held',
  'withdrawn',
  'live',
  'emergency',
  'loosened',
  'untold',
]);

function isConcerned(migration: Migration, delivery: Delivery): boolean {
  const { kind } = delivery;
  // Said in the channel that the model had before.
  if (kind === 'moved') return delivery.consumers?.includes(migration.consumer) ?? false;
  if (!isAbout(delivery, migration)) return false;
  if ((migration.concern === 'digest') !== (kind === 'digest')) return false;
  switch (kind) {
    case 'withdrawn':
    case 'answered':
    case 'continued':
    case 'live':
      return true;
    case 'emergency':
      return !isClosed(migration) || migration.state.name === 'withdrawn';
    case 'exposed':
      return isExposed(migration) && isSaidNow(migration, delivery);
    case 'missed':
      return migration.state.name === 'overdue';
    case 'untold':
      return isAboutUntold(migration);
    case 'reminder':
      // Objections wait for the producer, and what is overdue was told in words of its own.
      return !isClosed(migration) && migration.state.name !== 'overdue' && migration.state.name !== 'objected';
    default:
      return !isClosed(migration);
  }
}

/** Day by day in messages; after that in the digest. */
const isSaidNow = ({ exposure }: Migration, { exposedIds }: Delivery): boolean =>
  exposure?.toldAt !== undefined && (exposure.digestAt !== undefined) === (exposedIds !== undefined);

/** Nobody of its team was told of it, whatever was decided about that since. */
const isAboutUntold = (migration: Migration): boolean =>
  !isClosed(migration) && (isUntold(migration) || migration.hearing?.name === 'passed');

/** Whether a first message lists this model: a late subscriber has a first message of its own. */
const isListed = (migration: Migration, first: Delivery, announcement: Announcement | undefined): boolean =>
  migration.concern !== 'digest' &&
  (isAbout(first, migration) || hasLeft(migration, first)) &&
  (first.consumers !== undefined ||
    (announcement !== undefined && (migration.renewed || !isLate(migration, announcement))));

/** Whether a model came into this channel after the others there, or was announced anew, and has a message of its own. */
async function hasOwnFirst(migration: Migration, first: Delivery, store: Store): Promise<boolean> {
  const { consumer, formerChannels, renewed } = migration;
  const { announcementId = '', channel, team } = first;
  if (formerChannels === undefined && !renewed) return false;
  const id = announcementDeliveryId({ announcementId, kind: 'announced', channel, team, qualifier: consumer });
  if (id === first.id) return false;
  const own = await store.find('delivery', { id });
  return own !== undefined && own.status !== 'failed';
}

/** Whether a model was told in this channel before it was given another. */
const hasLeft = ({ consumer, formerChannels }: Migration, { channel, consumers }: Delivery): boolean =>
  (formerChannels ?? []).some((name) => channelPart({ kind: 'slack', channel: name }) === channelPart(channel)) &&
  (consumers?.includes(consumer) ?? true);

/** Whether a model subscribed after the announcement was planned. */
const isLate = (migration: Migration, announcement: Announcement): boolean =>
  migration.createdAt > announcement.createdAt;
