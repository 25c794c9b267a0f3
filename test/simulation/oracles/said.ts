import type { Evidence } from '../evidence.ts';
import { latest, saidDay } from './calendar.ts';
import { headMoves, isEmergency } from './heads.ts';
import { killSwitchEvents } from './kill-switches.ts';
import type { Oracle } from './oracle.ts';
import { isHolding } from './rules.ts';
import { waysAtMove } from './ways.ts';

/** Until when a message that people could read said that a version waits for a model. */
interface Said {
  readonly at: string;
  readonly subject: string;
  readonly version: number;
  readonly consumer: string;
  readonly until: string;
}

const STANDING = /^`(?<subject>[^`]+)` v\d+ → v(?<version>\d+) · (?<standing>.+)$/m;
const MODEL = /\*(?<consumer>[^*]+)\* [^(\n]*\((?<details>[^)\n]*)\)/g;

/** What the texts say of changes that are to come; read from nothing but the texts. */
function everythingSaid({ posts }: Evidence): readonly Said[] {
  return posts.flatMap(({ readings }) => readings.flatMap(({ at, text }) => saidIn(at, text)));
}

function saidIn(at: string, text: string): readonly Said[] {
  const { subject, version, standing } = STANDING.exec(text)?.groups ?? {};
  if (subject === undefined || standing !== 'not live yet') return [];
  const [first = '', ...lines] = text.split('\n');
  const affected = lines.find((line) => line.startsWith('Affects ')) ?? '';
  const date = saidDay(/ on (?<date>.+)$/.exec(first)?.groups?.['date'] ?? '', at);
  return [...affected.matchAll(MODEL)].flatMap(({ groups }) => {
    const { consumer = '', details = '' } = groups ?? {};
    const until = saidDay(/by (?<date>.+)$/.exec(details)?.groups?.['date'] ?? '', at) ?? date;
    return until === undefined ? [] : [{ at, subject, version: Number(version), consumer, until }];
  });
}

/** The latest date that anybody could have read of a model before a moment. */
function saidBefore(said: readonly Said[]) {
  const known = new Map<string, Said[]>();
  for (const one of said) {
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
    'Nothing happens before the date that any posted text gave a model: no head moves while it waits, and no kill switch ' +
    'fires for a missed date; a named emergency aside.',
  find: (evidence) => {
    const datesOf = saidBefore(everythingSaid(evidence));
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
    return [...early, ...fired];
  },
};

export const SAID_ORACLES: readonly Oracle[] = [kept];
