import type { Announcement } from '../../../lib/domain/announcement.ts';
import type { Consumer } from '../../../lib/domain/consumer.ts';
import type { Migration } from '../../../lib/domain/migration/migration.ts';
import type { Evidence } from '../evidence.ts';
import { latest, plus } from './calendar.ts';
import type { Oracle } from './oracle.ts';
import { isClosed } from './rules.ts';

const HOUR = 3_600_000;
type Reason = 'overdue' | 'emergency';

interface Fired {
  readonly at: string;
  /** Receivers know a repeat by it. */
  readonly id: string;
  readonly announcementId: string;
  readonly subject: string;
  readonly version: number;
  readonly consumer: string;
  readonly reason: string;
}

/** Every kill switch that fired, each once however often it was sent; trials aside. */
export function killSwitchEvents({ events }: Evidence): readonly Fired[] {
  const fired = new Map<string, Fired>();
  for (const { at, message } of events) {
    const { id, type, data } = message.event as { id: string; type: string; data: Readonly<Record<string, unknown>> };
    if (type !== 'dev.forewarn.killswitch.triggered.v1' || data['dryRun'] === true || fired.has(id)) continue;
    const [announcementId, subject, consumer, reason] = ['announcementId', 'subject', 'consumer', 'reason'].map(
      (name) => String(data[name]),
    );
    if (!announcementId || !subject || !consumer || !reason) continue;
    fired.set(id, { at, id, announcementId, subject, version: Number(data['version']), consumer, reason });
  }
  return [...fired.values()];
}

/** A moment at which a kill switch has to fire once; `isSure`: nothing changed so soon that it need not have. */
interface Due {
  readonly at: string;
  readonly until: string;
  readonly isSure: boolean;
}

const fires: Oracle = {
  name: 'a kill switch fires once',
  holds:
    'Each live break and each missed date of a model trips its kill switch once, where its team registered one for that, and nothing else does.',
  find: (evidence) => {
    const fired = new Map<string, Fired[]>();
    for (const one of killSwitchEvents(evidence)) {
      const key = [one.announcementId, one.consumer, one.reason].join(' ');
      fired.set(key, [...(fired.get(key) ?? []), one]);
    }
    const faults: string[] = [];
    for (const stands of evidence.timeline.of('migration').values()) {
      const migration = stands.at(-1)?.item;
      if (migration?.concern !== 'breaking') continue;
      const { announcementId, consumer } = migration;
      for (const reason of ['overdue', 'emergency'] as const) {
        const key = [announcementId, consumer, reason].join(' ');
        const due = reason === 'overdue' ? overdues(evidence, migration) : emergencies(evidence, migration);
        faults.push(...misfires(key, due, fired.get(key) ?? []));
        fired.delete(key);
      }
    }
    return [...faults, ...[...fired.keys()].map((key) => `${key}: it fired for what was never announced to it`)];
  },
};

function misfires(key: string, due: readonly Due[], fired: readonly Fired[]): readonly string[] {
  const left = [...fired].sort((one, other) => one.at.localeCompare(other.at));
  const missed = due.flatMap(({ at, until, isSure }) => {
    const found = left.findIndex((one) => one.at >= at && one.at <= until);
    if (found >= 0) left.splice(found, 1);
    return found < 0 && isSure ? [`${key}: it did not fire at ${at}`] : [];
  });
  return [...missed, ...left.map(({ at }) => `${key}: it fired at ${at} without a new cause`)];
}

/** Each time that a model came to be late. */
function overdues(evidence: Evidence, migration: Migration): readonly Due[] {
  const stands = evidence.timeline.stands('migration', migration);
  return stands.flatMap(({ at, item }, index) => {
    // Of a question it was late with an answer; that the model breaks may have been found only later.
    const isLate =
      item?.concern === 'breaking' &&
      item.state.name === 'overdue' &&
      stands[index - 1]?.item?.state.name !== 'overdue';
    // Late already when another announcement took over: it fired for the one before.
    const isOld = index === 0 && item?.carriedFrom !== undefined;
    return isLate && !isOld ? dueAt(evidence, migration, { at, reason: 'overdue' }) : [];
  });
}

/** Each time that what breaks the model came to be live before its time. */
function emergencies(evidence: Evidence, migration: Migration): readonly Due[] {
  const opened = evidence.timeline.stands('migration', migration)[0]?.at ?? '';
  const moments = new Map<string, string>();
  const stands = evidence.timeline.stands('announcement', { id: migration.announcementId });
  for (const { at, item } of stands) {
    const since = item && earlySince(item);
    if (since !== undefined && !moments.has(since)) moments.set(since, at);
  }
  const planned = stands.find(({ item }) => item?.status !== 'planning')?.at ?? evidence.end;
  return [...moments.values()].flatMap((at) => {
    // Who subscribes to what is live is told of it, and broken by nothing new.
    if (opened > at && opened > planned) return [];
    return dueAt(evidence, migration, { at: latest([opened, at]), reason: 'emergency' });
  });
}

function earlySince({ live, liveNews, liveAt, emergency, createdAt }: Announcement): string | undefined {
  if (!live) return undefined;
  if (liveNews) return liveNews.kind === 'emergency' ? liveNews.at : undefined;
  return emergency ? (liveAt ?? createdAt) : undefined;
}

function dueAt(evidence: Evidence, migration: Migration, cause: { at: string; reason: Reason }): readonly Due[] {
  const { timeline, end } = evidence;
  const { at, reason } = cause;
  const until = plus(at, 4 * HOUR);
  const near = (moment: string): string => (moment > end ? end : moment);
  const consumers = timeline.between('consumer', { name: migration.consumer }, plus(at, -HOUR), near(until));
  const isArmed = (consumer: Consumer | undefined): boolean => consumer?.killSwitch?.on.includes(reason) ?? false;
  if (!consumers.some(isArmed)) return [];
  const states = timeline.between('migration', migration, at, near(until)).slice(1);
  const isHit = (one: Migration | undefined): boolean =>
    one?.concern === 'breaking' &&
    (reason === 'overdue' ? one.state.name === 'overdue' : !isClosed(one) || one.state.name === 'withdrawn');
  const announcements = timeline.between('announcement', { id: migration.announcementId }, at, near(until)).slice(1);
  const isLasting = (one: Announcement | undefined): boolean =>
    reason === 'overdue'
      ? one?.status !== 'withdrawn'
      : one !== undefined && earlySince(one) !== undefined && one.revertedBy === undefined;
  const isSteady = consumers.every(isArmed) && states.every(isHit) && announcements.every(isLasting) && until < end;
  const before = timeline.at('migration', migration, at);
  return [{ at: plus(at, -HOUR), until: plus(at, 96 * HOUR), isSure: isSteady && isHit(before) }];
}

export const KILL_SWITCH_ORACLES: readonly Oracle[] = [fires];
