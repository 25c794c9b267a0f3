/*
 * A date that people agree on: a calendar day, `2026-12-08`, the same for everybody and kept as such. It is over when it is
 * over everywhere on Earth: at noon UTC of the next day the last zone, UTC-12, has left it. Whoever asks for a time of day
 * gets it: then the date is that moment, UTC ISO 8601. Texts of both kinds do not compare as dates do: what is earlier,
 * later or over is asked of this file alone.
 */

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** RFC 3339: with an offset, or it would be no moment. */
const MOMENT = /^(\d{4}-\d{2}-\d{2})[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:\d{2})$/;
const HOUR_MS = 3_600_000;
/** From midnight UTC, when a day begins in London, to noon of the next, when it ends at UTC-12. */
const DAY_ENDS_AFTER_MS = 36 * HOUR_MS;
/** The form of a date, for whoever wrote it otherwise. */
export const DATE_FORM = 'write a day as 2026-12-08, or a moment as 2026-12-08T15:00:00Z';
/** It would be over in a year of five digits. */
const LAST = '9999-12-31';

/**
 * Reads a date as people write it: `2026-12-08` stays that day, a moment with its offset becomes UTC. `undefined` for all
 * else: no such day, no offset, a year without four digits.
 */
export function parseDate(text: string): string | undefined {
  const day = DAY.test(text) ? text : MOMENT.exec(text)?.[1];
  if (day === undefined || !isOnCalendar(day)) return undefined;
  if (day === text) return day === LAST ? undefined : day;
  const at = Date.parse(text.replace(' ', 'T').toUpperCase());
  const moment = Number.isNaN(at) ? '' : new Date(at).toISOString();
  return /^\d{4}-/.test(moment) ? moment : undefined;
}

// Some engines take the 30th of February for the 2nd of March.
function isOnCalendar(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

/** Whether it is a calendar day, and no moment. */
export const isDay = (date: string): boolean => DAY.test(date);

/** The moment from which a date is over for everybody: noon UTC of the next day; of a moment itself. */
export const endOf = (date: string): string =>
  isDay(date) ? new Date(Date.parse(`${date}T00:00:00Z`) + DAY_ENDS_AFTER_MS).toISOString() : date;

/** Whether a date is over everywhere. */
export const isOver = (date: string, now: string): boolean => endOf(date) <= now;

/** Sorts dates by when they are over. */
export const compareDates = (left: string, right: string): number => {
  const [before, after] = [endOf(left), endOf(right)];
  return before < after ? -1 : before > after ? 1 : 0;
};

/** Whether the first date is over only after the second is. */
export const isLater = (date: string, than: string): boolean => compareDates(date, than) > 0;

/** The date that is over last; `undefined` where there is none. */
export const lastOf = (dates: readonly (string | undefined)[]): string | undefined =>
  dates
    .filter((date) => date !== undefined)
    .reduce<string | undefined>((last, date) => (last === undefined || isLater(date, last) ? date : last), undefined);

/** The date that is over first; `undefined` where there is none. */
export const firstOf = (dates: readonly (string | undefined)[]): string | undefined =>
  dates
    .filter((date) => date !== undefined)
    .reduce<string | undefined>(
      (first, date) => (first === undefined || isLater(first, date) ? date : first),
      undefined,
    );

/** A date as it is printed where only text goes: the day, or the moment without empty parts, `2026-12-08T15:00Z`. */
export const dateText = (date: string): string =>
  date.replace(/(T\d{2}:\d{2}):00(?:\.0+)?Z$/, '$1Z').replace(/\.0+Z$/, 'Z');

/** The calendar day on which a moment falls in UTC; a day is its own. */
export const utcDay = (date: string): string => date.slice(0, 10);

/**
 * What releases before kept of a day: its noon UTC. It reads as that day, so that no date is over earlier than it was told;
 * any other text stays as it is.
 */
export const storedDate = (text: string): string => (NOON.test(text) ? utcDay(text) : text);
const NOON = /^\d{4}-\d{2}-\d{2}T12:00:00(?:\.000)?Z$/;

/** `14 days` for `P14D`; a duration of other units stays as it is written. */
export function durationText(duration: string): string {
  const days = /^P(\d+)D$/.exec(duration)?.[1];
  return days === undefined ? duration : `${days} ${days === '1' ? 'day' : 'days'}`;
}
