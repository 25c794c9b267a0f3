import { Temporal } from 'temporal-polyfill';
import { DomainError } from '../../errors.ts';
import type { Team, WorkingHours } from '../../principal.ts';

/** Of a team that set none: a working day that lies within the day of Europe, and mostly of Africa and the Americas. */
export const DEFAULT_HOURS: WorkingHours = { timeZone: 'UTC', days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };

/** Shorter hours than that would be over before a message that gathers in them is sent. */
const SHORTEST = { hours: 1 };

/** A team's hours as they are kept, days sorted. Throws `invalid-request` with the place of what is no zone or no working day. */
export function checkedHours(hours: WorkingHours): WorkingHours {
  const { timeZone, from, to } = hours;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refused('/hours/timeZone', `${JSON.stringify(timeZone)} is no time zone; name one as in Europe/Berlin`);
  }
  const earliest = Temporal.PlainTime.from(from).add(SHORTEST);
  const isTooShort =
    Temporal.PlainTime.compare(earliest, Temporal.PlainTime.from(from)) < 0 ||
    Temporal.PlainTime.compare(Temporal.PlainTime.from(to), earliest) < 0;
  if (isTooShort)
    throw refused('/hours/to', `${to} is not an hour or more after ${from}; hours end on the day that they begin`);
  return { ...hours, days: [...new Set(hours.days)].sort() };
}

const refused = (pointer: string, detail: string): DomainError =>
  new DomainError('invalid-request', `${pointer}: ${detail}`, { errors: [{ pointer, detail }] });

/**
 * When a team may be reminded. `always`: at any hour, as an emergency does not ask; what is said day by day of a change that
 * is live keeps to the team's working days all the same.
 */
export interface QuietHours extends WorkingHours {
  readonly always?: true;
}

/** The hours in which a team may be reminded of an announcement. */
export const hoursFor = (
  announcement: { readonly emergency?: object },
  team: Pick<Team, 'hours'> | undefined,
): QuietHours => {
  const hours = team?.hours ?? DEFAULT_HOURS;
  return announcement.emergency ? { ...hours, always: true } : hours;
};

/** More days than lie between any two working days, one that a zone skipped (Samoa, 2011) included. */
const DAYS_LOOKED_AT = 16;

/**
 * The nearest moment, not before (`later`) or not after (`earlier`) the given one, at which the team works. Wall-clock times
 * are those of its zone on that day, whatever its clocks do then. UTC ISO 8601 in and out.
 */
export function permittedMoment(at: string, hours: QuietHours, direction: 'earlier' | 'later'): string {
  if (hours.always) return at;
  const moment = Temporal.Instant.from(at);
  const window = nearestWindow(moment, hours, direction);
  if (Temporal.Instant.compare(moment, window.from) < 0) return textOf(window.from);
  return Temporal.Instant.compare(moment, window.to) > 0 ? textOf(window.to) : at;
}

/**
 * When a reminder that is planned for a moment goes out: as the working day begins on which the moment falls, or on the
 * last one before it. So all reminders of a day are due at one moment, and none is later than it was planned.
 */
export function reminderMoment(planned: string, hours: QuietHours): string {
  if (hours.always) return planned;
  return textOf(nearestWindow(Temporal.Instant.from(planned), hours, 'earlier').from);
}

/** The same for a reminder planned for a calendar day: the day is the team's own, in its zone. An emergency takes noon UTC. */
export function reminderOfDay(day: string, hours: QuietHours): string {
  if (hours.always) return `${day}T12:00:00.000Z`;
  const planned = Temporal.PlainDate.from(day);
  for (let days = 0; days < DAYS_LOOKED_AT; days++) {
    const window = windowOf(planned.subtract({ days }), hours);
    if (window) return textOf(window.from);
  }
  throw new RangeError(`no working day within ${DAYS_LOOKED_AT} days before ${day} in ${JSON.stringify(hours)}`);
}

/** When the working day begins that is the next one after the day of a moment, by the calendar of the team's zone. */
export function nextWorkingDay(at: string, hours: WorkingHours): string {
  const tomorrow = Temporal.Instant.from(at).toZonedDateTimeISO(hours.timeZone).toPlainDate().add({ days: 1 });
  for (let days = 0; days < DAYS_LOOKED_AT; days++) {
    const window = windowOf(tomorrow.add({ days }), hours);
    if (window) return textOf(window.from);
  }
  throw new RangeError(`no working day within ${DAYS_LOOKED_AT} days after ${at} in ${JSON.stringify(hours)}`);
}

/** So long a message waits for others of its day, and two sweeps at once find one message. */
const GATHERING = { minutes: 10 };

/** When a message that is due goes out: once others of its day had time to join it, in working hours. */
export function sendingMoment(now: string, hours: QuietHours): string {
  const gathered = (from: string): string => textOf(Temporal.Instant.from(from).add(GATHERING));
  const soon = gathered(permittedMoment(now, hours, 'later'));
  const permitted = permittedMoment(soon, hours, 'later');
  return permitted === soon ? soon : gathered(permitted);
}

/** The calendar day of a moment in the team's zone, `2026-12-07`. */
export const localDay = (at: string, hours: QuietHours): string =>
  Temporal.Instant.from(at)
    .toZonedDateTimeISO(hours.always ? 'UTC' : hours.timeZone)
    .toPlainDate()
    .toString();

interface Window {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/** The working day that holds the moment, or the nearest one in that direction. */
function nearestWindow(moment: Temporal.Instant, hours: WorkingHours, direction: 'earlier' | 'later'): Window {
  const today = moment.toZonedDateTimeISO(hours.timeZone).toPlainDate();
  for (let days = 0; days < DAYS_LOOKED_AT; days++) {
    const window = windowOf(direction === 'later' ? today.add({ days }) : today.subtract({ days }), hours);
    if (!window) continue;
    const isOver =
      direction === 'later'
        ? Temporal.Instant.compare(moment, window.to) > 0
        : Temporal.Instant.compare(moment, window.from) < 0;
    if (!isOver) return window;
  }
  throw new RangeError(`no working day within ${DAYS_LOOKED_AT} days of ${moment} in ${JSON.stringify(hours)}`);
}

/** `undefined` on a day off, one that the zone skipped, or one whose hours fell into a change of its clocks. */
function windowOf(day: Temporal.PlainDate, { timeZone, days, from, to }: WorkingHours): Window | undefined {
  if (!days.includes(day.dayOfWeek)) return undefined;
  const [start, end] = [from, to].map((plainTime) => day.toZonedDateTime({ timeZone, plainTime }));
  if (!start || !end || !start.toPlainDate().equals(day)) return undefined;
  const window = { from: start.toInstant(), to: end.toInstant() };
  return Temporal.Instant.compare(window.from, window.to) < 0 ? window : undefined;
}

const textOf = (instant: Temporal.Instant): string => instant.toString({ fractionalSecondDigits: 3 });
