import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  compareDates,
  dateText,
  endOf,
  firstOf,
  isDay,
  isLater,
  isOver,
  lastOf,
  parseDate,
  storedDate,
} from '../../lib/domain/date.ts';
import { later } from '../../lib/domain/policy/deadlines/notice.ts';

/** From the first zone that begins a day to the last that ends it; those between change their clocks, or once left a day out. */
const ZONES = [
  'Pacific/Kiritimati',
  'Pacific/Auckland',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Europe/Berlin',
  'UTC',
  'America/Sao_Paulo',
  'America/Los_Angeles',
  'Pacific/Honolulu',
  'Pacific/Pago_Pago',
  'Etc/GMT+12',
];
const anyDay = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const anyMoment = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());
const anyDate = fc.oneof(anyDay, anyMoment);
const minute = (at: string, milliseconds: number): string => new Date(Date.parse(at) + milliseconds).toISOString();

describe('a date', () => {
  it.each([
    ['2026-12-08', '2026-12-08'],
    ['2028-02-29', '2028-02-29'],
    ['2026-12-08T10:00:00+02:00', '2026-12-08T08:00:00.000Z'],
    ['2026-12-08T15:00Z', '2026-12-08T15:00:00.000Z'],
    ['2026-12-08T12:00:00.000Z', '2026-12-08T12:00:00.000Z'],
    ['9999-12-31T00:00:00Z', '9999-12-31T00:00:00.000Z'],
    ['9999-12-31', undefined],
    ['9999-12-31T23:00:00-12:00', undefined],
    ['+275760-09-13T00:00:00Z', undefined],
    ['-271821-04-20T00:00:00Z', undefined],
    ['2026-02-30', undefined],
    ['2027-02-30', undefined],
    ['2027-02-29', undefined],
    ['2026-02-30T10:00:00Z', undefined],
    ['2026-13-01', undefined],
    ['2026-12-08T24:30:00Z', undefined],
    ['2026-12-08T10:00:00', undefined],
    ['Tue, 08 Dec 2026 12:00:00 GMT', undefined],
    ['08.12.2026', undefined],
    ['2026-12', undefined],
    [' 2026-12-08', undefined],
    ['2026-12-08\n', undefined],
    ['soon', undefined],
    ['next week', undefined],
    ['', undefined],
  ])('is read from %j as %s', (text, date) => {
    expect(parseDate(text)).toBe(date);
  });

  it('that is a day is over at noon UTC of the next, and a moment at itself', () => {
    expect(endOf('2026-12-08')).toBe('2026-12-09T12:00:00.000Z');
    expect(endOf('2026-12-31')).toBe('2027-01-01T12:00:00.000Z');
    expect(endOf('2026-12-08T15:00:00.000Z')).toBe('2026-12-08T15:00:00.000Z');
    expect(isOver('2026-12-08', '2026-12-09T11:59:59.999Z')).toBe(false);
    expect(isOver('2026-12-08', '2026-12-09T12:00:00.000Z')).toBe(true);
  });

  it('is over nowhere before its day has ended in every zone, and at once when it has', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const last = minute(endOf(day), -1);
        const dayIn = (zone: string, at: string): string =>
          Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString();
        for (const zone of ZONES) expect(dayIn(zone, endOf(day)) > day).toBe(true);
        expect(dayIn('Etc/GMT+12', last)).toBe(day);
      }),
      { numRuns: 500 },
    );
  });

  it('comes before another as their ends do, whatever their texts', () => {
    expect(isLater('2026-12-08', '2026-12-08T15:00:00.000Z')).toBe(true);
    expect(isLater('2026-12-08', '2026-12-09T11:00:00.000Z')).toBe(true);
    expect(isLater('2026-12-08', '2026-12-09T12:00:00.000Z')).toBe(false);
    expect(lastOf(['2026-12-08T23:00:00.000Z', undefined, '2026-12-08'])).toBe('2026-12-08');
    expect(firstOf(['2026-12-08', undefined, '2026-12-08T23:00:00.000Z'])).toBe('2026-12-08T23:00:00.000Z');
    expect([lastOf([]), firstOf([undefined])]).toEqual([undefined, undefined]);
    fc.assert(
      fc.property(anyDate, anyDate, anyMoment, (left, right, now) => {
        expect(Math.sign(compareDates(left, right))).toBe(-Math.sign(compareDates(right, left)) + 0);
        if (isLater(left, right) && isOver(left, now)) expect(isOver(right, now)).toBe(true);
        expect(isOver(firstOf([left, right]) ?? '', now)).toBe(isOver(left, now) || isOver(right, now));
        expect(isOver(lastOf([left, right]) ?? '', now)).toBe(isOver(left, now) && isOver(right, now));
      }),
    );
  });

  it('stays of its kind when days are added', () => {
    expect(later('2026-01-31', 'P1M')).toBe('2026-02-28');
    expect(later('2026-12-08', '-P8D')).toBe('2026-11-30');
    expect(later('2026-12-08T15:00:00.000Z', 'P7D')).toBe('2026-12-15T15:00:00.000Z');
  });

  it('is printed as it is read again', () => {
    expect(dateText('2026-12-08')).toBe('2026-12-08');
    expect(dateText('2026-12-08T15:00:00.000Z')).toBe('2026-12-08T15:00Z');
    expect(dateText('2026-12-08T15:00:01.000Z')).toBe('2026-12-08T15:00:01Z');
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(parseDate(dateText(date))).toBe(date);
      }),
    );
  });

  it('that was kept as the noon of a day reads as that day, never earlier; any other moment stays', () => {
    expect(storedDate('2026-12-08T12:00:00.000Z')).toBe('2026-12-08');
    expect(storedDate('2026-12-08T12:00:01.000Z')).toBe('2026-12-08T12:00:01.000Z');
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(endOf(storedDate(date)) >= endOf(date)).toBe(true);
        expect(isDay(storedDate(`${date.slice(0, 10)}T12:00:00.000Z`))).toBe(true);
      }),
    );
  });
});
