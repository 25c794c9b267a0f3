import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { endOf } from '../../../../lib/domain/date.ts';
import {
  DEFAULT_HOURS,
  hoursFor,
  localDay,
  permittedMoment,
  reminderMoment,
} from '../../../../lib/domain/policy/deadlines/hours.ts';
import { nextReminder } from '../../../../lib/domain/policy/deadlines/notice.ts';
import type { WorkingHours } from '../../../../lib/domain/principal.ts';

const hours = (timeZone: string, from = '09:00', to = '17:00', days = [1, 2, 3, 4, 5]): WorkingHours => ({
  timeZone,
  from,
  to,
  days,
});

// Changes of clocks by an hour and by half an hour, quarter-hour offsets, and a zone that once skipped a Friday.
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'Australia/Lord_Howe'];
const anyHours = fc
  .record({
    timeZone: fc.constantFrom(...ZONES),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    start: fc.integer({ min: 0, max: 22 * 60 + 59 }),
    length: fc.integer({ min: 60, max: 23 * 60 }),
  })
  .map(({ timeZone, days, start, length }) => ({
    timeZone,
    days,
    from: wallClock(start),
    to: wallClock(Math.min(start + length, 23 * 60 + 59)),
  }));
const wallClock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const anyMoment = fc
  .date({ min: new Date('2011-12-01T00:00:00Z'), max: new Date('2030-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Whether somebody of the team, looking at the clock on the wall, is at work. */
function isWorking(at: string, { timeZone, days, from, to }: WorkingHours): boolean {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(timeZone);
  const opens = local.toPlainDate().toZonedDateTime({ timeZone, plainTime: from }).toInstant();
  const closes = local.toPlainDate().toZonedDateTime({ timeZone, plainTime: to }).toInstant();
  const [now, begin, end] = [Temporal.Instant.from(at), opens, closes].map(
    ({ epochMilliseconds }) => epochMilliseconds,
  );
  return (
    days.includes(local.dayOfWeek) && now !== undefined && begin !== undefined && now >= begin && now <= (end ?? 0)
  );
}

describe('working hours', () => {
  it.each([
    ['within them', '2026-12-07T12:00:00.000Z', '2026-12-07T12:00:00.000Z', '2026-12-07T12:00:00.000Z'],
    ['before they begin', '2026-12-08T07:30:00.000Z', '2026-12-07T16:00:00.000Z', '2026-12-08T08:00:00.000Z'],
    ['in the evening', '2026-12-07T20:00:00.000Z', '2026-12-07T16:00:00.000Z', '2026-12-08T08:00:00.000Z'],
    ['on a Sunday', '2026-12-06T12:00:00.000Z', '2026-12-04T16:00:00.000Z', '2026-12-07T08:00:00.000Z'],
  ])('%s: the nearest moments before and after', (_, at, earlier, later) => {
    expect(permittedMoment(at, hours('Europe/Berlin'), 'earlier')).toBe(earlier);
    expect(permittedMoment(at, hours('Europe/Berlin'), 'later')).toBe(later);
  });

  it.each([
    ['the last Friday of summer time', '2026-10-23T12:00:00.000Z', '2026-10-23T07:00:00.000Z'],
    ['the first Monday of winter time', '2026-10-26T12:00:00.000Z', '2026-10-26T08:00:00.000Z'],
    ['the first Monday of summer time', '2026-03-30T12:00:00.000Z', '2026-03-30T07:00:00.000Z'],
  ])('begin at nine by the clock on the wall on %s', (_, planned, begins) => {
    expect(reminderMoment(planned, hours('Europe/Berlin'))).toBe(begins);
  });

  it('have no Friday in Samoa’s week without one', () => {
    // 30 December 2011 did not take place there: Thursday was followed by Saturday.
    const friday = '2011-12-30T12:00:00.000Z';
    expect(permittedMoment(friday, hours('Pacific/Apia'), 'earlier')).toBe('2011-12-30T03:00:00.000Z');
    expect(localDay('2011-12-30T03:00:00.000Z', hours('Pacific/Apia'))).toBe('2011-12-29');
    expect(permittedMoment(friday, hours('Pacific/Apia'), 'later')).toBe('2012-01-01T19:00:00.000Z');
  });

  it('count Nepal’s three quarters of an hour', () => {
    expect(reminderMoment('2026-12-07T12:00:00.000Z', hours('Asia/Kathmandu'))).toBe('2026-12-07T03:15:00.000Z');
  });

  it('are found in both directions, at work, and no further away than need be', () => {
    fc.assert(
      fc.property(anyHours, anyMoment, (team, at) => {
        const before = permittedMoment(at, team, 'earlier');
        const after = permittedMoment(at, team, 'later');
        expect(isWorking(before, team) && isWorking(after, team)).toBe(true);
        expect(before <= at && at <= after).toBe(true);
        if (before !== at) expect(permittedMoment(before, team, 'later')).toBe(before);
        if (isWorking(at, team)) expect([before, after]).toEqual([at, at]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('let no planned reminder go out at night, on a day off, or later than it was planned', () => {
    fc.assert(
      fc.property(anyHours, anyMoment, anyMoment, (team, deadline, now) => {
        const next = nextReminder(deadline, ['P14D', 'P7D', 'P3D', 'P1D'], now, team);
        expect(next <= deadline).toBe(true);
        if (next !== deadline) expect(next > now && isWorking(next, team)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['Pacific/Kiritimati', '2026-12-06T19:00:00.000Z'],
    ['Asia/Kathmandu', '2026-12-07T03:15:00.000Z'],
    ['Europe/Berlin', '2026-12-07T08:00:00.000Z'],
    ['America/Los_Angeles', '2026-12-07T17:00:00.000Z'],
    ['Pacific/Honolulu', '2026-12-07T19:00:00.000Z'],
    ['Etc/GMT+12', '2026-12-07T21:00:00.000Z'],
  ])('remind a team in %s on the morning of its own Monday, the day before the date', (timeZone, at) => {
    expect(nextReminder('2026-12-08', ['P1D'], '2026-12-04T00:00:00.000Z', hours(timeZone))).toBe(at);
  });

  it.each([
    ['into summer time', '2026-03-29', 'America/New_York', ['2026-03-27T13:00:00.000Z', '2026-03-20T13:00:00.000Z']],
    ['into winter time', '2026-10-26', 'Europe/Berlin', ['2026-10-23T07:00:00.000Z', '2026-10-19T07:00:00.000Z']],
    [
      'over a day without its Friday',
      '2011-12-31',
      'Pacific/Apia',
      ['2011-12-29T19:00:00.000Z', '2011-12-23T19:00:00.000Z'],
    ],
  ])('remind at nine by the clock on the wall, %s', (_, date, timeZone, [last, before]) => {
    const from = hours(timeZone);
    expect(nextReminder(date, ['P7D', 'P1D'], '2011-01-01T00:00:00.000Z', from)).toBe(before);
    expect(nextReminder(date, ['P7D', 'P1D'], before ?? '', from)).toBe(last);
  });

  it('remind of each offset, and last before the date is over, whatever zones a team moves through', () => {
    fc.assert(
      fc.property(fc.array(anyHours, { minLength: 1, maxLength: 6 }), (zones) => {
        const date = '2026-12-08';
        let now = '2026-11-01T00:00:00.000Z';
        const moments: string[] = [];
        for (let step = 0; now < endOf(date) && step < 50; step++) {
          now = nextReminder(date, ['P14D', 'P7D', 'P3D', 'P1D'], now, zones[step % zones.length]);
          moments.push(now);
        }
        expect(moments.at(-1)).toBe(endOf(date));
        expect(moments.length).toBeGreaterThanOrEqual(2);
        expect(moments.every((at, index) => at > (moments[index - 1] ?? ''))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('let no reminder of a day go out at night, on a day off, or after its day has ended for the team', () => {
    fc.assert(
      fc.property(anyHours, anyMoment, anyMoment, (team, moment, now) => {
        const date = moment.slice(0, 10);
        const next = nextReminder(date, ['P14D', 'P7D', 'P3D', 'P1D'], now, team);
        expect(next <= endOf(date)).toBe(true);
        if (next !== endOf(date)) {
          expect(next > now && isWorking(next, team)).toBe(true);
          expect(localDay(next, team) < date).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('are those of the defaults where a team set none, and none at all in an emergency', () => {
    const own = hours('Asia/Kathmandu');
    expect(hoursFor({}, { hours: own })).toEqual(own);
    expect(hoursFor({}, {})).toEqual(DEFAULT_HOURS);
    expect(hoursFor({}, undefined)).toEqual(DEFAULT_HOURS);
    const emergency = { reason: 'the source breaks tonight', by: 'token:producer' };
    const always = hoursFor({ emergency }, { hours: own });
    expect(always).toEqual({ ...own, always: true });
    const sunday = '2026-12-06T02:00:00.000Z';
    expect(permittedMoment(sunday, always, 'later')).toBe(sunday);
    expect(nextReminder('2026-12-07T02:00:00.000Z', ['P1D'], '2026-12-05T00:00:00.000Z', always)).toBe(sunday);
  });
});
