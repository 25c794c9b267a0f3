import type { Announcement, LiveNews } from '../../domain/announcement.ts';
import { defined } from '../../domain/defined.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { isClosed } from '../../domain/migration/state.ts';
import { planDeliveries } from '../../domain/notification/plan/plan-deliveries.ts';
import { planExposed } from '../../domain/notification/plan/plan-exposed.ts';
import { planProducer } from '../../domain/notification/plan/plan-producer.ts';
import { later } from '../../domain/policy/deadlines/notice.ts';
import { isDated } from '../../domain/policy/publishing/attention.ts';
import { tripEmergency } from '../deploying/trigger-kill-switch.ts';
import type { Clock, Pacer } from '../ports/clock.ts';
import type { IdSource } from '../ports/ids.ts';
import type { Store } from '../ports/store.ts';
import { UNFINISHED_AFTER } from '../publishing/version-writes.ts';
import { allMigrations } from './all-migrations.ts';
import { expose, teamsOf } from './expose.ts';

/** An announcement as it stands after what happened in production; `tellLive` follows from the stream. */
export function withNews(
  announcement: Announcement,
  news: Omit<LiveNews, 'told'>,
  emergency?: Announcement['emergency'],
): Announcement {
  const { liveAt: _, ...rest } = announcement;
  const isLive = news.kind !== 'rolled-back';
  // While its readers are being looked up its first message is still to come, and tells all of it.
  const told = announcement.status === 'planning' || announcement.observed || announcement.affected === 0;
  return {
    ...rest,
    live: isLive,
    ...(isLive ? { liveAt: news.at } : {}),
    ...defined({ emergency }),
    liveNews: { ...news, told },
    ...(told ? {} : { dueAt: later(news.at, UNFINISHED_AFTER) }),
    revision: announcement.revision + 1,
  };
}

export const isUntold = ({ status, liveNews }: Announcement): boolean =>
  liveNews?.told === false && status !== 'planning' && status !== 'observed';

/**
 * Tells the readers of a change what happened to it in production: those who have not come through loudly, and where they
 * escalate to; in the thread all others. Its keys are made of the moment, so a repeat tells nobody twice.
 */
export async function tellLive(
  announcement: Announcement,
  ports: { readonly store: Store; readonly clock: Clock; readonly ids: IdSource; readonly pacer: Pacer },
): Promise<'done' | 'lost'> {
  const { store, clock } = ports;
  const { liveNews } = announcement;
  if (!liveNews || !isUntold(announcement)) return 'done';
  // Whoever has a first message hears in its thread, so that it stays true, also where the version only deprecates what it reads.
  const all = await allMigrations(store, announcement.id);
  const dated = all.filter(isDated);
  const at = { announcement, now: clock.now(), day: liveNews.at };
  const since = liveNews.at;
  const exposed =
    liveNews.kind === 'rolled-back' ? [] : await expose({ announcement, migrations: dated, since, now: at.now }, ports);
  const hit = dated.filter((migration) => !isClosed(migration) || migration.state.name === 'withdrawn');
  const alarm =
    liveNews.kind === 'emergency'
      ? ({ migrations: hit, kind: 'emergency' } as const)
      : ({ migrations: exposed, kind: 'exposed' } as const);
  const alarmed = await planAlarm({ announcement, qualifier: since, now: at.now, ...alarm }, store);
  const places = new Set(alarmed.map(placeOf));
  const calm = planDeliveries({ ...at, migrations: all, kind: 'live' }).filter((one) => !places.has(placeOf(one)));
  const subject = await store.find('subject', { name: announcement.subject });
  const kind = liveNews.kind === 'emergency' ? ('emergency' as const) : ('live' as const);
  const producer = planProducer({ announcement, subject, kind, now: at.now, qualifier: liveNews.at });
  await store.ensure([...alarmed, ...calm, ...producer].map((item) => ({ put: 'delivery' as const, item })));
  await tripEmergency({ announcement, migrations: dated, now: at.now }, ports);
  const told = { ...announcement, liveNews: { ...liveNews, told: true }, revision: announcement.revision + 1 };
  return (await store.update('announcement', told, announcement.revision)) === 'lost' ? 'lost' : 'done';
}

/** What each team is told in its own channels and where it escalates to. */
async function planAlarm(
  { migrations, ...alarm }: Omit<Parameters<typeof planExposed>[0], 'team'>,
  store: Store,
): Promise<readonly Delivery[]> {
  const teams = [...(await teamsOf(migrations, store))];
  return teams.flatMap(([name, team]) =>
    planExposed({ ...alarm, team, migrations: migrations.filter((one) => one.team === name) }),
  );
}

const placeOf = ({ team, channel, consumers }: Delivery): string => JSON.stringify([team, channel, consumers]);
