import { Temporal } from 'temporal-polyfill';
import { compareDates, endOf, isDay, isLater, utcDay } from '../../date.ts';
import { type Policy, TIERS, type Tier } from '../settings/policy.ts';
import { DEFAULT_HOURS, type QuietHours, reminderMoment, reminderOfDay } from './hours.ts';

/** The day a notice period ends: a working day, a Saturday or Sunday moves to Monday. `announcedAt` is UTC ISO 8601. */
export function noticeEnd(duration: string, announcedAt: string): string {
  const day = Temporal.PlainDate.from(utcDay(announcedAt)).add(duration);
  const weekend = day.dayOfWeek - 5;
  return (weekend > 0 ? day.add({ days: 3 - weekend }) : day).toString();
}

/** When one consumer must have migrated: its tier's notice, or the producer's later date. */
export function migrationDeadline(input: {
  readonly policy: Policy;
  readonly tier: Tier;
  readonly announcedAt: string;
  /** The date asked for; it wins where it is later, or where an emergency lets it be earlier. */
  readonly sunset?: string | undefined;
  readonly emergency: boolean;
}): string {
  const own = noticeEnd(input.policy.notice[input.tier], input.announcedAt);
  if (input.sunset === undefined) return own;
  return input.emergency || isLater(input.sunset, own) ? input.sunset : own;
}

/** The longest notice among the tiers that subscribe; `undefined` where nobody does and there is no wait. */
export function minimumNotice(
  policy: Policy,
  tiers: Readonly<Record<Tier, number>>,
  now: string,
): { readonly tier: Tier; readonly duration: string; readonly earliest: string } | undefined {
  const ends = TIERS.filter((tier) => tiers[tier] > 0).map((tier) => ({
    tier,
    duration: policy.notice[tier],
    earliest: noticeEnd(policy.notice[tier], now),
  }));
  return ends.sort((left, right) => compareDates(right.earliest, left.earliest))[0];
}

/**
 * When a migration is looked at next: the policy's offsets before its date that still lie ahead, each as a working day of
 * the team begins, in its zone; at last when the date is over.
 */
export function nextReminder(
  deadline: string,
  offsets: readonly string[],
  now: string,
  hours: QuietHours = DEFAULT_HOURS,
): string {
  const end = endOf(deadline);
  const moments = offsets
    .map((offset) => later(deadline, `-${offset}`))
    .map((planned) => (isDay(planned) ? reminderOfDay(planned, hours) : reminderMoment(planned, hours)))
    .filter((at) => at > now);
  return [...moments, end].sort()[0] ?? end;
}

/** Adds an ISO 8601 duration, in calendar days: to a day, which gives a day, or to a moment, UTC. */
export const later = (date: string, duration: string): string =>
  isDay(date)
    ? Temporal.PlainDate.from(date).add(duration).toString()
    : instantText(Temporal.Instant.from(date).toZonedDateTimeISO('UTC').add(duration).toInstant());

/** The longer of two ISO 8601 durations, in days of one and the same year. */
export const longest = (left: string, right: string): string =>
  left === right || daysOf(left) >= daysOf(right) ? left : right;
const daysOf = (duration: string): number =>
  Temporal.Duration.from(duration).total({ unit: 'days', relativeTo: '2026-01-01' });

/** Whole seconds from one UTC instant to a later one; clocks that differ never make it negative. */
export const secondsBetween = (from: string, to: string): number =>
  Math.max(0, Math.round(Temporal.Instant.from(from).until(Temporal.Instant.from(to)).total('seconds')));

// One spelling for every instant, so that texts compare as moments do.
const instantText = (instant: Temporal.Instant): string => instant.toString({ fractionalSecondDigits: 3 });
