import { Temporal } from 'temporal-polyfill';
import { DEFAULT_HOURS, type QuietHours, reminderMoment } from './hours.ts';
import { type Policy, TIERS, type Tier } from './policy.ts';

/**
 * The day a notice period ends, as noon UTC of a working day: noon, so that it is the same calendar day from Honolulu
 * to Auckland; a Saturday or Sunday moves to Monday. `announcedAt` is UTC ISO 8601.
 */
export function noticeEnd(duration: string, announcedAt: string): string {
  const day = Temporal.Instant.from(announcedAt).toZonedDateTimeISO('UTC').toPlainDate().add(duration);
  const weekend = day.dayOfWeek - 5;
  return atNoon(weekend > 0 ? day.add({ days: 3 - weekend }) : day);
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
  return input.emergency || input.sunset > own ? input.sunset : own;
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
  return ends.sort((left, right) => right.earliest.localeCompare(left.earliest))[0];
}

/**
 * When a reminder is due next: the policy's offsets before the deadline that still lie ahead, each as a working day of the
 * team begins; at last the deadline itself.
 */
export function nextReminder(
  deadline: string,
  offsets: readonly string[],
  now: string,
  hours: QuietHours = DEFAULT_HOURS,
): string {
  const end = Temporal.Instant.from(deadline).toZonedDateTimeISO('UTC');
  const moments = offsets
    .map((offset) => reminderMoment(instantText(end.subtract(offset).toInstant()), hours))
    .filter((at) => at > now);
  return [...moments, deadline].sort()[0] ?? deadline;
}

/** Adds an ISO 8601 duration to a UTC instant, in calendar days. */
export const later = (at: string, duration: string): string =>
  instantText(Temporal.Instant.from(at).toZonedDateTimeISO('UTC').add(duration).toInstant());

/** The longer of two ISO 8601 durations, in days of one and the same year. */
export const longest = (left: string, right: string): string => (daysOf(left) >= daysOf(right) ? left : right);
const daysOf = (duration: string): number =>
  Temporal.Duration.from(duration).total({ unit: 'days', relativeTo: '2026-01-01' });

/** Whole seconds from one UTC instant to a later one; clocks that differ never make it negative. */
export const secondsBetween = (from: string, to: string): number =>
  Math.max(0, Math.round(Temporal.Instant.from(from).until(Temporal.Instant.from(to)).total('seconds')));

/**
 * Reads a date as people write deadlines: `2026-12-08` is noon UTC of that day; an instant with an offset is itself.
 * `undefined` where it is neither, or of a year without four digits: such texts would not compare as moments do.
 */
export function parseDate(text: string): string | undefined {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return atNoon(Temporal.PlainDate.from(text));
    const moment = instantText(Temporal.Instant.from(text));
    return /^\d{4}-/.test(moment) ? moment : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

// One spelling for every instant, so that texts compare as moments do.
const instantText = (instant: Temporal.Instant): string => instant.toString({ fractionalSecondDigits: 3 });
const atNoon = (day: Temporal.PlainDate): string => `${day.toString()}T12:00:00.000Z`;
