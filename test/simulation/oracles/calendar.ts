import { Temporal } from 'temporal-polyfill';
import type { Announcement } from '../../../lib/domain/announcement.ts';
import type { Team, WorkingHours } from '../../../lib/domain/principal.ts';

export const DAY = 86_400_000;
/** From the midnight that begins a day in London to the noon after it, when the last zone leaves it. */
const DAY_EVERYWHERE = 36 * 3_600_000;

/** The moment at which a date is over: noon UTC of the next day, or the moment itself where it is one. */
export const overAt = (date: string): string =>
  date.length === 10 ? new Date(Date.parse(date) + DAY_EVERYWHERE).toISOString() : date;

export const latest = (moments: readonly string[]): string => [...moments].sort().at(-1) ?? '';
export const plus = (at: string, milliseconds: number): string =>
  at === '9999' ? at : new Date(Date.parse(at) + milliseconds).toISOString();
export const minus = (at: string, milliseconds: number): string => plus(at, -milliseconds);

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SAID =
  /<!date\^(?<seconds>\d+)\^[^>]*>|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?<day>\d{1,2}) (?<month>[A-Z][a-z]{2})(?: (?<year>\d{4}))?/;

/** When the first date that a text names is over; where it leaves the year out, that of the nearest such day. */
export function saidDay(text: string, at: string): string | undefined {
  const { seconds, day, month, year } = SAID.exec(text)?.groups ?? {};
  if (seconds !== undefined) return overAt(new Date(Number(seconds) * 1_000).toISOString());
  if (day === undefined || month === undefined) return undefined;
  const near = Number(at.slice(0, 4));
  const years = year === undefined ? [near - 1, near, near + 1] : [Number(year)];
  const days = years.map((one) => Date.UTC(one, MONTHS.indexOf(month), Number(day)));
  const distance = (one: number): number => Math.abs(one - Date.parse(at));
  const [nearest = 0] = days.sort((one, other) => distance(one) - distance(other));
  return overAt(new Date(nearest).toISOString().slice(0, 10));
}

/** Days of a duration as policies have them (`P14D`). */
export function daysOf(duration: string): number {
  const [, days] = /^P(\d+)D$/.exec(duration) ?? [];
  if (days === undefined) throw new RangeError(`${duration} is not a number of days`);
  return Number(days);
}
export const afterDays = (at: string, duration: string): string => plus(at, daysOf(duration) * DAY);

const OFFICE: WorkingHours = { timeZone: 'UTC', days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };
/** In an emergency a team has no hours. */
export type Hours = WorkingHours | 'always';
export const hoursOf = ({ emergency }: Pick<Announcement, 'emergency'>, team: Team | undefined): Hours =>
  emergency ? 'always' : (team?.hours ?? OFFICE);

export const dayIn = (at: string, hours: Hours): string =>
  Temporal.Instant.from(at)
    .toZonedDateTimeISO(hours === 'always' ? 'UTC' : hours.timeZone)
    .toPlainDate()
    .toString();

interface WorkingDay {
  readonly from: string;
  readonly to: string;
}
const known = new Map<string, readonly WorkingDay[]>();

/** The working days around a moment, as far as two weeks before and after it, each from its first to its last instant. */
function workingDays(at: string, hours: WorkingHours): readonly WorkingDay[] {
  const { timeZone, days, from, to } = hours;
  const today = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate();
  const key = `${today} ${JSON.stringify(hours)}`;
  const found = known.get(key);
  if (found) return found;
  const around = Array.from({ length: 29 }, (_, index) => today.add({ days: index - 14 }));
  const working = around
    .filter(({ dayOfWeek }) => days.includes(dayOfWeek))
    .map((day) => ({
      from: instant(day.toZonedDateTime({ timeZone, plainTime: from })),
      to: instant(day.toZonedDateTime({ timeZone, plainTime: to })),
    }));
  known.set(key, working);
  return working;
}
const instant = (moment: Temporal.ZonedDateTime): string => moment.toInstant().toString({ fractionalSecondDigits: 3 });

/** Whether a team works at a moment, or did within so many milliseconds before it. */
export const worksAt = (at: string, hours: Hours, margin: number): boolean =>
  hours === 'always' || workingDays(at, hours).some(({ from, to }) => from <= at && at <= plus(to, margin));

/** As a calendar day of the team's zone begins for it, or the last working day before; an emergency takes noon UTC. */
export function workingMorning(day: string, hours: Hours): string {
  const noon = `${day}T12:00:00.000Z`;
  if (hours === 'always') return noon;
  const morning = workingDays(noon, hours).findLast(({ from }) => dayIn(from, hours) <= day)?.from;
  if (morning === undefined) throw new RangeError(`no working day before ${day}`);
  return morning;
}
