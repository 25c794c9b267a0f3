import type { Announcement } from '../../announcement.ts';
import type { Exposure } from '../../migration/exposure.ts';
import type { Migration } from '../../migration/migration.ts';
import { isClosed, type MigrationState } from '../../migration/state.ts';
import type { WorkingHours } from '../../principal.ts';
import { isDated } from '../publishing/attention.ts';
import { digestMoment } from './digest-week.ts';
import { DEFAULT_HOURS, localDay, nextWorkingDay } from './hours.ts';

/** On so many working days after the first message it is told in the thread; then in each weekly digest. */
export const TOLD_DAYS = 7;

/** A change that has a date for a model, and that it has not come through by deed or word: live, it breaks, or may. */
export const isUnresolved = (migration: Pick<Migration, 'concern' | 'verdict' | 'undecided' | 'state'>): boolean =>
  isDated(migration) && migration.verdict !== 'compatible' && !isClosed(migration);

/**
 * Whether it is an alarm that such a change is live over a model. An unanswered question ("does this affect you?") is none: its
 * team reads the ordinary message that the version is live.
 */
export const isAlarming = (migration: Parameters<typeof isUnresolved>[0]): boolean =>
  migration.concern === 'breaking' && isUnresolved(migration);

/** Whether a change is in production: neither taken back nor rolled back, and its readers are told of it. */
export const isInProduction = ({
  live,
  status,
  supersededBy,
  observed,
}: Pick<Announcement, 'live' | 'status' | 'supersededBy' | 'observed'>): boolean =>
  live && status !== 'withdrawn' && supersededBy === undefined && !observed;

type Told = Pick<Migration, 'concern' | 'verdict' | 'undecided' | 'state' | 'exposure'>;

/**
 * Whether a model is exposed to a live change and nobody of its team has said a word since: what was promised before was not
 * kept. A proof, the word that it is safe or migrated, a waiver or the end of the subscription close its migration.
 */
export const isExposed = (migration: Told): boolean =>
  migration.exposure !== undefined &&
  isAlarming(migration) &&
  !isAnsweredSince(migration.state, migration.exposure.since);

/** What its team said since then: it handles it, asks for time, or objects. A producer's refusal is no answer of theirs. */
function isAnsweredSince(state: MigrationState, since: string): boolean {
  switch (state.name) {
    case 'acknowledged':
      // Approved before it was published: nobody knew then that it would hit.
      return state.approved === undefined && state.at >= since;
    case 'extension-requested':
    case 'granted':
    case 'objected':
      return state.at >= since;
    case 'overdue':
      return [state.request?.at, state.acknowledged?.at].some((at) => at !== undefined && at >= since);
    default:
      return false;
  }
}

/** `first`: at once, at any hour. `day`: in the thread, as a working day of the team begins. `digest`: in the week's. */
export interface Telling {
  readonly how: 'first' | 'day' | 'digest';
  readonly at: string;
}

/**
 * What an exposed model's team is to be told next, and when: at once; then on seven working days in its zone, once a day;
 * then in each weekly digest, until it ends. `undefined`: nothing, it has ended. Whether the change is still in production, and the
 * model still runs, is asked when that moment has come.
 */
export function nextTelling(migration: Told, hours: WorkingHours): Telling | undefined {
  const { exposure } = migration;
  if (!exposure || !isExposed(migration)) return undefined;
  const { since, toldAt, lookAt = since, days, digestAt } = exposure;
  const later = (at: string): string => (lookAt > at ? lookAt : at);
  if (toldAt === undefined) return { how: 'first', at: later(since) };
  if (days < TOLD_DAYS) return { how: 'day', at: later(nextWorkingDay(toldAt, hours)) };
  // Not on the day of the last message itself, which says less once the model stands in a digest.
  return { how: 'digest', at: later(digestAt ?? nextWorkingDay(toldAt, hours)) };
}

/** The exposure once that was done. */
export function afterTelling(exposure: Exposure, how: Telling['how'], now: string): Exposure {
  switch (how) {
    case 'first':
      return { ...exposure, toldAt: now };
    case 'day':
      return { ...exposure, toldAt: now, days: exposure.days + 1 };
    case 'digest':
      return { ...exposure, digestAt: digestMoment(now) };
  }
}

/** Whether its team heard on the day of that moment that the change is live over it: it hears no more of it on that day. */
export function isToldOn({ exposure }: Pick<Migration, 'exposure'>, at: string, hours = DEFAULT_HOURS): boolean {
  const toldAt = exposure?.toldAt;
  return toldAt !== undefined && localDay(toldAt, hours) === localDay(at, hours);
}
