import type { Evidence } from '../evidence.ts';
import { latest, saidDay } from './calendar.ts';
import { type HeadMove, headMoves, isEmergency } from './heads.ts';
import { killSwitchEvents } from './kill-switches.ts';
import type { Oracle } from './oracle.ts';
import { isClosed, isHolding } from './rules.ts';
import { isAlive, waysAtMove } from './ways.ts';

/** Until when a message that people could read said that a version waits for a model, or a field stays for it. */
interface Said {
  readonly at: string;
  readonly subject: string;
  readonly version: number;
  readonly consumer: string;
  readonly until: string;
  /** What is deprecated by the version and goes on that day; the version itself waits for nobody because of it. */
  readonly field?: string;
}

const STANDING = /^`(?<subject>[^`]+)` v\d+ → v(?<version>\d+) · (?<standing>.+)$/m;
const GOES = /`(?<field>[^`]+)` is deprecated.* (goes|was to go) away on /;
/** Models that share what is said of them in brackets. */
const GROUP = /(?<models>[^()]*)\((?<details>[^)]*)\)/g;
const MODEL = /\*(?<consumer>[^*]+)\*/g;

/** What the texts say of changes that are to come; read from nothing but the texts. */
function everythingSaid({ posts }: Evidence): readonly Said[] {
  return posts.flatMap(({ readings }) => readings.flatMap(({ at, text }) => saidIn(at, text)));
}

function saidIn(at: string, text: string): readonly Said[] {
  const { subject, version, standing } = STANDING.exec(text)?.groups ?? {};
  const [first = '', ...lines] = text.split('\n');
  const { field } = GOES.exec(first)?.groups ?? {};
  // A field that is to go stays until its day, also once the version that says so is live.
  if (subject === undefined || (standing !== 'not live yet' && field === undefined)) return [];
  // It says itself whom the version does not wait for, whatever date they are asked to answer by.
  if (lines.some((line) => line.endsWith('this release is not held.'))) return [];
  const passed = / does not wait for (?<names>.+): undecided passes here\.$/m.exec(text)?.groups?.['names'] ?? '';
  const isPassed = (consumer: string): boolean => passed.split(/, | and /).includes(consumer);
  const affected = lines.find((line) => line.startsWith('Affects ')) ?? '';
  const date = saidDay(/ on (?<date>.+)$/.exec(first)?.groups?.['date'] ?? '', at);
  return [...affected.matchAll(GROUP)].flatMap(({ groups: { models = '', details = '' } = {} }) => {
    const own = saidDay(/by (?<date>.+)$/.exec(details)?.groups?.['date'] ?? '', at);
    return [...models.matchAll(MODEL)].flatMap(({ groups: { consumer = '' } = {} }) => {
      const until = own ?? grantedTo(consumer, lines, at) ?? date;
      if (until === undefined || isPassed(consumer)) return [];
      const about = { at, subject, version: Number(version), consumer, ...(field === undefined ? {} : { field }) };
      return [{ ...about, until }];
    });
  });
}

/** More time that a line of the text says a model has. */
function grantedTo(consumer: string, lines: readonly string[], at: string): string | undefined {
  const line = lines.find((one) => one.startsWith(`• *${consumer}* `) && one.includes(': has time until '));
  return line && saidDay(line, at);
}

/** The latest date that anybody could have read of a model before a moment. */
function saidBefore(said: readonly Said[]) {
  const known = new Map<string, Said[]>();
  for (const one of said.filter(({ field }) => field === undefined)) {
    const key = `${one.subject} ${one.version}`;
    known.set(key, [...(known.get(key) ?? []), one]);
  }
  return (subject: string, version: number, moment: string): ReadonlyMap<string, string> => {
    const dates = new Map<string, string>();
    for (const { at, consumer, until } of known.get(`${subject} ${version}`) ?? [])
      if (at < moment) dates.set(consumer, latest([dates.get(consumer) ?? '', until]));
    return dates;
  };
}

const kept: Oracle = {
  name: 'dates said are kept',
  holds:
    'Nothing happens before the date that any posted text gave a model: no head moves while it waits, no field that it ' +
    'reads goes, and no kill switch fires for a missed date; a named emergency aside.',
  find: (evidence) => {
    const said = everythingSaid(evidence);
    const datesOf = saidBefore(said);
    const moves = headMoves(evidence).filter((move) => !isEmergency(move));
    const early = moves.flatMap((move) => {
      const { subject, version, at, cause } = move;
      return [...datesOf(subject, version, cause?.at ?? at)].flatMap(([consumer, until]) =>
        until > at && waysAtMove(evidence, move, consumer).every(isHolding)
          ? [`${subject} v${version} went live at ${at}, and ${consumer} was told ${until}`]
          : [],
      );
    });
    const fired = killSwitchEvents(evidence).flatMap((event) => {
      const { at, subject, version, consumer, reason, announcementId } = event;
      // The end of a subject is announced under the number of its last version, with dates of its own.
      const isOfVersion = evidence.timeline.at('version', { subject, version }, at)?.announcementId === announcementId;
      const until = datesOf(subject, version, at).get(consumer) ?? '';
      const isEarly = reason === 'overdue' && isOfVersion && until > at;
      return isEarly ? [`the kill switch of ${consumer} fired at ${at}, told ${until}`] : [];
    });
    return [...early, ...moves.flatMap((move) => gone(evidence, move, said)), ...fired];
  },
};

/** Whoever reads a field that is gone by a move, and read a text by which it was to stay. */
function gone(evidence: Evidence, move: HeadMove, said: readonly Said[]): readonly string[] {
  const { timeline } = evidence;
  const { subject, version, former, at, cause } = move;
  const [before, after] = [former, version].map((number) => fieldsOf(evidence, subject, number));
  const removing = timeline.at('version', { subject, version }, at)?.announcementId ?? '';
  const dates = new Map<string, string>();
  for (const { field = '', consumer, until, ...one } of said) {
    if (one.subject !== subject || one.at >= (cause?.at ?? at) || until <= at) continue;
    // What is not deprecated any more was taken back; what stays is all right.
    if (before?.get(field)?.['x-sunset'] === undefined || after?.has(field)) continue;
    const reads = timeline.at('subscription', { consumer, subject }, at)?.reads ?? [];
    const announcementId = timeline.at('version', { subject, version: one.version }, at)?.announcementId ?? '';
    const isOver = !isAlive(evidence, { announcementId, consumer, from: cause?.at ?? at, until: at });
    if (!reads.some(({ pointer }) => pointer === `/${field}`) || isOver) continue;
    const team = timeline.at('consumer', { name: consumer }, at)?.team ?? '';
    const [migration, removal] = [announcementId, removing].map((id) =>
      timeline.at('migration', { announcementId: id, team, consumer }, at),
    );
    // Whoever closed the removal itself has let the field go, whatever was granted before.
    if (removal && isClosed(removal)) continue;
    if (migration && !isClosed(migration)) dates.set(`${consumer} ${field}`, until);
  }
  return [...dates].map(([who, until]) => `${subject} v${version} at ${at}: ${who} went, and ${until} was told`);
}

/** The fields of a version as it was stored. */
function fieldsOf({ timeline }: Evidence, subject: string, version: number) {
  const { canonical = '{}' } = timeline.stands('schema', { subject, version })[0]?.item ?? {};
  const { properties = {} } = JSON.parse(canonical) as { properties?: Record<string, Record<string, unknown>> };
  return new Map(Object.entries(properties));
}

export const SAID_ORACLES: readonly Oracle[] = [kept];
