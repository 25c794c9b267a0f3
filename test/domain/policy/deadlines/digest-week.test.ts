import { describe, expect, it } from 'vitest';
import { digestMoment, isoWeek } from '../../../../lib/domain/policy/deadlines/digest-week.ts';

describe('the digest of a week', () => {
  it.each([
    ['a Friday', '2026-11-20T09:00:00.000Z', '2026-11-23T09:00:00.000Z'],
    ['a Sunday at its end', '2026-11-22T23:59:59.999Z', '2026-11-23T09:00:00.000Z'],
    ['a Monday just before it', '2026-11-23T08:59:59.999Z', '2026-11-23T09:00:00.000Z'],
    ['the very moment', '2026-11-23T09:00:00.000Z', '2026-11-30T09:00:00.000Z'],
    ['just after it', '2026-11-23T09:00:00.001Z', '2026-11-30T09:00:00.000Z'],
    ['the end of a year', '2026-12-31T12:00:00.000Z', '2027-01-04T09:00:00.000Z'],
    ['another offset', '2026-11-23T11:30:00+02:00', '2026-11-30T09:00:00.000Z'],
  ])('for news of %s is sent on the next Monday', (_case, at, moment) => {
    expect(digestMoment(at)).toBe(moment);
  });

  it.each([
    ['2026-11-23T09:00:00.000Z', '2026-W48'],
    ['2027-01-04T09:00:00.000Z', '2027-W01'],
    ['2026-01-05T09:00:00.000Z', '2026-W02'],
    ['2027-01-01T09:00:00.000Z', '2026-W53'],
    ['2024-12-30T09:00:00.000Z', '2025-W01'],
  ])('has for %s the name %s', (at, week) => {
    expect(isoWeek(at)).toBe(week);
  });
});
