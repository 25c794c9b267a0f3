import { Cron } from 'croner';

/** When a schedule is due next after an instant; undefined if never again. */
export type NextRun = (after: Date) => Date | undefined;

const UNIT_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Understands EventBridge's `rate(15 minutes)`, `cron(0 8 ? * MON-FRI *)` and `at(2027-01-01T00:00:00)`.
 * Throws an Error that quotes an expression it cannot read.
 */
export function parseScheduleExpression(expression: string, timezone = 'UTC'): NextRun {
  const [, kind, detail = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'rate') {
    const [, count, unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(detail) ?? [];
    const interval = Number(count) * (UNIT_MS[unit] ?? Number.NaN);
    if (interval > 0) return (after) => new Date(after.getTime() + interval);
  }
  if (kind === 'at') {
    const due = new Date(`${detail}Z`);
    if (!Number.isNaN(due.getTime())) return (after) => (due > after ? due : undefined);
  }
  const fields = detail.split(/\s+/);
  if (kind === 'cron' && fields.length === 6) {
    const [minute, hour, day, month, weekday = '*', year] = fields.map((field) => (field === '?' ? '*' : field));
    // EventBridge counts weekdays from 1 (Sunday), cron from 0.
    const shifted = weekday.replace(/(?<![#/\w])\d(?!\w)/g, (digit) => String(Number(digit) - 1));
    const cron = new Cron(`0 ${minute} ${hour} ${day} ${month} ${shifted} ${year}`, {
      timezone,
      paused: true,
      sloppyRanges: true,
    });
    return (after) => cron.nextRun(after) ?? undefined;
  }
  throw new Error(`The local cloud cannot read the schedule expression "${expression}".`);
}
