import type { Announcement } from '../../domain/announcement.ts';
import { compareDates } from '../../domain/date.ts';
import { defined } from '../../domain/defined.ts';
import { isClosed } from '../../domain/migration/state.ts';
import { later } from '../../domain/policy/deadlines/notice.ts';
import type { Subject } from '../../domain/subject.ts';
import { contend } from '../contend.ts';
import { everyPage } from '../every-page.ts';
import type { Pacer } from '../ports/clock.ts';
import type { Upgrade } from '../ports/entities.ts';
import type { PlanQueue } from '../ports/queues.ts';
import type { Store } from '../ports/store.ts';
import { UNFINISHED_AFTER } from '../publishing/version-writes.ts';
import { allMigrations } from './all-migrations.ts';

export interface UpgradePorts {
  readonly store: Store;
  readonly plan: PlanQueue;
  readonly pacer: Pacer;
  /** The engine of this release: see `ENGINE_VERSION`. */
  readonly engine: number;
}

/** A run looks at so many subjects at most, and hands on so many announcements, give or take a page's. */
const SUBJECTS = 100;
const HANDED_ON = 20;
const PAGE = 10;

/**
 * After an upgrade: hands the open announcements that an older engine judged to planning, which judges them again, a
 * bounded number a run. Those that wait to go live come first, and of a run those with the soonest date. How far it has
 * come is written last: whoever dies before finds them marked.
 */
export async function handOnOutdated(now: string, ports: UpgradePorts): Promise<void> {
  const { store, engine, plan } = ports;
  const known = await store.find('upgrade', {});
  if (known && (known.engine > engine || (known.engine === engine && known.round === 'done'))) return;
  const upgrade: Upgrade =
    known?.engine === engine ? known : { engine, round: 'waiting', revision: known?.revision ?? 0 };
  const { found, after } = await look(upgrade, store);
  for (const { id, status } of await soonestFirst(found, store)) {
    if (!(await mark(id, now, ports)) || status === 'planning') continue;
    await plan.send({ announcementId: id, phase: 'models' });
  }
  const { after: _, ...rest } = upgrade;
  const next: Upgrade = {
    ...rest,
    ...(after === undefined ? { round: upgrade.round === 'waiting' ? 'live' : 'done' } : { after }),
    revision: upgrade.revision + 1,
  };
  // Lost, another sweep has come as far.
  await store.update('upgrade', next, known?.revision ?? 'absent');
}

/** The outdated announcements of a stretch of subjects, and where the next one begins; none: the round is over. */
async function look(
  { engine, round, after }: Upgrade,
  store: Store,
): Promise<{ readonly found: readonly Announcement[]; readonly after: string | undefined }> {
  const found: Announcement[] = [];
  let cursor = after;
  for (let looked = 0; looked < SUBJECTS && found.length < HANDED_ON; looked += PAGE) {
    const page = await store.listSubjects({ limit: PAGE, ...defined({ cursor }) });
    for (const subject of page.items) {
      const outdated = await outdatedOf(subject, engine, store);
      found.push(...outdated.filter(({ live }) => live === (round === 'live')));
    }
    cursor = page.nextCursor;
    if (cursor === undefined) return { found, after: undefined };
  }
  return { found, after: cursor };
}

/** The announcements of a subject that hold or tell something still, and that an older engine judged. */
export async function outdatedOf(subject: Subject, engine: number, store: Store): Promise<readonly Announcement[]> {
  const all = await everyPage((page) => store.listAnnouncementsOfSubject(subject.name, page));
  return all.filter((one) => isOpenStill(one, subject) && isOutdated(one, engine));
}

/** Those of before this was kept count as of the oldest engine. */
const isOutdated = ({ judged }: Announcement, engine: number): boolean => (judged?.engine ?? 0) < engine;

/** Closed since it broke nobody, it is as good as open while it waits still, or while its version is the live one. */
function isOpenStill({ status, retires, live, generation, version }: Announcement, subject: Subject): boolean {
  if (retires || subject.status === 'retired') return false;
  if (status === 'planning' || status === 'open') return true;
  return status === 'closed' && (live ? version === subject.head : generation === subject.generation);
}

async function soonestFirst(found: readonly Announcement[], store: Store): Promise<readonly Announcement[]> {
  const dated: { readonly announcement: Announcement; readonly date: string }[] = [];
  for (const announcement of found) {
    const open = (await allMigrations(store, announcement.id)).filter((migration) => !isClosed(migration));
    const [soonest] = open.map(({ deadline }) => deadline).sort(compareDates);
    dated.push({ announcement, date: soonest ?? announcement.sunset ?? '9999-12-31' });
  }
  return dated.sort((left, right) => compareDates(left.date, right.date)).map(({ announcement }) => announcement);
}

/** Writes down that it is to be judged again, so that the sweep comes back to it until it was; whether that was news. */
async function mark(id: string, now: string, { store, engine, pacer }: UpgradePorts): Promise<boolean> {
  return await contend(pacer, `announcement ${id}`, async () => {
    const announcement = await store.find('announcement', { id });
    if (!announcement || !isOutdated(announcement, engine)) return false;
    if (announcement.status === 'withdrawn' || (announcement.rejudging?.engine ?? 0) >= engine) return false;
    const marked: Announcement = {
      ...announcement,
      rejudging: { engine, tries: 0 },
      dueAt: announcement.dueAt ?? later(now, UNFINISHED_AFTER),
      revision: announcement.revision + 1,
    };
    return (await store.update('announcement', marked, announcement.revision)) === 'lost' ? 'lost' : true;
  });
}
