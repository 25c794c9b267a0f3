import { describe, expect, it } from 'vitest';
import { createClock } from '../../lib/local/clock.ts';
import { parseScheduleExpression } from '../../lib/local/schedules/schedule-expression.ts';

describe('the local clock', () => {
  it('moves forward by a duration, to the millisecond', () => {
    const clock = createClock();
    clock.advance('P8DT1H');
    expect(clock.offsetMs()).toBe((8 * 24 + 1) * 3_600_000);
  });

  it('shares its offset with whoever holds the buffer', () => {
    const clock = createClock(5);
    clock.advance('PT1S');
    expect(new BigInt64Array(clock.shared)[0]).toBe(1005n);
  });

  it('moves to an instant and tells who asked for it', () => {
    const clock = createClock();
    const moves: Date[] = [];
    clock.onMove((_from, to) => moves.push(to));
    const target = new Date(Date.now() + 86_400_000);
    clock.moveTo(target.toISOString());
    expect(Math.abs(clock.now().getTime() - target.getTime())).toBeLessThan(50);
    expect(moves).toHaveLength(1);
  });

  it.each([
    ['back by a duration', (clock: ReturnType<typeof createClock>) => clock.advance('-P1D')],
    ['back to an instant', (clock: ReturnType<typeof createClock>) => clock.moveTo('2020-01-01T00:00:00Z')],
    ['by what is no duration', (clock: ReturnType<typeof createClock>) => clock.advance('8 days')],
    ['to what is no instant', (clock: ReturnType<typeof createClock>) => clock.moveTo('tomorrow')],
  ])('never moves %s', (_what, move) => {
    expect(() => move(createClock())).toThrow(RangeError);
  });
});

describe('a schedule expression', () => {
  const friday = new Date('2026-11-20T07:50:30Z');

  it.each([
    ['rate(15 minutes)', '2026-11-20T08:05:30.000Z'],
    ['rate(1 day)', '2026-11-21T07:50:30.000Z'],
    ['cron(0 8 * * ? *)', '2026-11-20T08:00:00.000Z'],
    ['cron(0/15 * * * ? *)', '2026-11-20T08:00:00.000Z'],
    ['cron(0 8 ? * MON *)', '2026-11-23T08:00:00.000Z'],
    ['cron(0 8 ? * 2 *)', '2026-11-23T08:00:00.000Z'],
    ['cron(0 8 ? * 2-6 *)', '2026-11-20T08:00:00.000Z'],
    ['cron(0 8 1 1 ? 2028)', '2028-01-01T08:00:00.000Z'],
    ['at(2026-12-01T10:00:00)', '2026-12-01T10:00:00.000Z'],
  ])('%s is due next at %s', (expression, expected) => {
    expect(parseScheduleExpression(expression)(friday)?.toISOString()).toBe(expected);
  });

  it('counts in the time zone that the schedule names', () => {
    const next = parseScheduleExpression('cron(0 9 * * ? *)', 'Europe/Berlin')(friday);
    expect(next?.toISOString()).toBe('2026-11-20T08:00:00.000Z');
  });

  it('is never due again once its only moment has passed', () => {
    expect(parseScheduleExpression('at(2020-01-01T00:00:00)')(friday)).toBeUndefined();
  });

  it.each(['every day', 'rate(0 minutes)', 'rate(5 fortnights)', 'cron(0 8 * *)', 'at(later)'])(
    '%s is refused and quoted',
    (expression) => {
      expect(() => parseScheduleExpression(expression)).toThrow(expression);
    },
  );
});
