import { Temporal } from 'temporal-polyfill';

const SENT_AT = '09:00';

/** When the digest for news of that moment is sent: the next Monday at 09:00 UTC, strictly later. Both are UTC ISO 8601. */
export function digestMoment(at: string): string {
  const now = Temporal.Instant.from(at).toZonedDateTimeISO('UTC');
  const monday = now.subtract({ days: now.dayOfWeek - 1 }).withPlainTime(SENT_AT);
  const moment = Temporal.ZonedDateTime.compare(monday, now) > 0 ? monday : monday.add({ weeks: 1 });
  return moment.toInstant().toString({ fractionalSecondDigits: 3 });
}

/** The ISO 8601 week of a moment, e.g. `2026-W48`; the days around New Year may belong to another year's week. */
export function isoWeek(at: string): string {
  const day = Temporal.Instant.from(at).toZonedDateTimeISO('UTC');
  return `${day.yearOfWeek}-W${String(day.weekOfYear).padStart(2, '0')}`;
}
