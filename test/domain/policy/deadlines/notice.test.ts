import { describe, expect, it } from 'vitest';
import {
  migrationDeadline,
  minimumNotice,
  nextReminder,
  noticeEnd,
} from '../../../../lib/domain/policy/deadlines/notice.ts';
import { DEFAULT_POLICY, effectivePolicy } from '../../../../lib/domain/policy/settings/policy.ts';

describe('notice', () => {
  it.each([
    ['P3D', '2026-11-20T09:00:00.000Z', '2026-11-23', 'a Monday'],
    ['P14D', '2026-11-20T23:59:59.999Z', '2026-12-04', 'a Friday'],
    ['P1D', '2026-11-20T09:00:00.000Z', '2026-11-23', 'from a Saturday to Monday'],
    ['P2D', '2026-11-20T09:00:00.000Z', '2026-11-23', 'from a Sunday to Monday'],
    ['P1M', '2026-01-31T09:00:00.000Z', '2026-03-02', 'a month’s end, then from a Saturday'],
  ])('of %s from %s ends %s: %s', (duration, from, end) => {
    expect(noticeEnd(duration, from)).toBe(end);
  });

  it.each([
    [{ critical: 0, standard: 0, experimental: 0 }, undefined],
    [{ critical: 0, standard: 0, experimental: 2 }, 'experimental'],
    [{ critical: 1, standard: 5, experimental: 0 }, 'critical'],
  ])('for %j is that of the tier %s', (tiers, tier) => {
    expect(minimumNotice(DEFAULT_POLICY, tiers, '2026-11-20T09:00:00.000Z')?.tier).toBe(tier);
  });

  it.each([
    [undefined, false, '2026-12-04'],
    ['2027-01-15', false, '2027-01-15'],
    ['2026-11-21', false, '2026-12-04'],
    ['2026-11-21', true, '2026-11-21'],
  ])('with the date %s, in an emergency %s, is due %s', (sunset, emergency, deadline) => {
    const announcedAt = '2026-11-20T09:00:00.000Z';
    expect(migrationDeadline({ policy: DEFAULT_POLICY, tier: 'standard', announcedAt, sunset, emergency })).toBe(
      deadline,
    );
  });

  it('reminds at the next offset that still lies ahead, at last when the date is over', () => {
    const deadline = '2026-12-21';
    const next = (now: string) => nextReminder(deadline, DEFAULT_POLICY.reminders, now).slice(0, 10);
    expect(['2026-11-20', '2026-12-07', '2026-12-15', '2026-12-20'].map((day) => next(`${day}T12:00:00.000Z`))).toEqual(
      ['2026-12-07', '2026-12-14', '2026-12-18', '2026-12-22'],
    );
  });

  it('takes a subject’s override over the organisation’s over the default, tier by tier', () => {
    const policy = effectivePolicy({ notice: { critical: 'P60D', standard: 'P20D' } }, { notice: { standard: 'P5D' } });
    expect(policy.notice).toEqual({ critical: 'P60D', standard: 'P5D', experimental: 'P3D' });
    expect(policy.compatibility).toBe('FORWARD');
  });
});
