import { describe, expect, it } from 'vitest';
import type { Announcement } from '../../../../lib/domain/announcement.ts';
import type { Exposure } from '../../../../lib/domain/migration/exposure.ts';
import type { Migration } from '../../../../lib/domain/migration/migration.ts';
import type { MigrationState } from '../../../../lib/domain/migration/state.ts';
import {
  afterTelling,
  isAlarming,
  isExposed,
  isInProduction,
  isUnresolved,
  nextTelling,
  TOLD_DAYS,
} from '../../../../lib/domain/policy/deadlines/exposure.ts';
import { DEFAULT_HOURS } from '../../../../lib/domain/policy/deadlines/hours.ts';

const BEFORE = '2026-12-01T09:00:00.000Z';
/** A Thursday. */
const SINCE = '2026-12-10T14:00:00.000Z';
const SAID = '2026-12-11T08:00:00.000Z';
const by = 'slack:UANN1';
const reason = 'frozen until January';
const until = '2027-01-11';

const exposed = (state: MigrationState, exposure: Partial<Exposure> = {}, more: Partial<Migration> = {}) => ({
  concern: 'breaking' as const,
  verdict: 'breaking' as const,
  state,
  exposure: { since: SINCE, days: 0, toldAt: SINCE, ...exposure },
  ...more,
});
const request = { by, until, reason };

/** Whether what was said at a moment before it went live, and whether what was said since, ends the loud message. */
const STATES: readonly (readonly [string, (at: string) => MigrationState, boolean, boolean])[] = [
  ['no word', (at) => ({ name: 'notified', at }), false, false],
  ['a model that came back', (at) => ({ name: 'notified', at, reopened: 'v7 is live' }), false, false],
  ['an acknowledgement', (at) => ({ name: 'acknowledged', at, by }), false, true],
  ['an approval', (at) => ({ name: 'acknowledged', at, by, approved: 'we know' }), false, false],
  ['a request for time', (at) => ({ name: 'extension-requested', at, ...request }), false, true],
  ['more time', (at) => ({ name: 'granted', at, by, until, requestedBy: by, reason }), false, true],
  ["a producer's refusal", (at) => ({ name: 'denied', at, by }), false, false],
  ['an objection', (at) => ({ name: 'objected', at, by, reason }), false, true],
  ['a date that passed', (at) => ({ name: 'overdue', at }), false, false],
  ['its acknowledgement', (at) => ({ name: 'overdue', at: BEFORE, acknowledged: { at, by } }), false, true],
  ['its request', (at) => ({ name: 'overdue', at: BEFORE, request: { at, ...request } }), false, true],
  ['the word that it is safe', (at) => ({ name: 'not-affected', at, by, reason }), true, true],
  ['the word that it has migrated', (at) => ({ name: 'migrated', at, by, proven: false }), true, true],
  ['a proof', (at) => ({ name: 'migrated', at, by: 'deployment', proven: true }), true, true],
  ['a waiver', (at) => ({ name: 'waived', at, by, reason }), true, true],
  ['a withdrawal', (at) => ({ name: 'withdrawn', at }), true, true],
];

describe('a model over which a change is live', () => {
  it.each(STATES)('hears of it or not after %s', (_, state, endsBefore, endsSince) => {
    expect(isExposed(exposed(state(BEFORE)))).toBe(!endsBefore);
    expect(isExposed(exposed(state(SINCE)))).toBe(!endsSince);
    expect(isExposed(exposed(state(SAID)))).toBe(!endsSince);
    expect(nextTelling(exposed(state(SAID)), DEFAULT_HOURS) === undefined).toBe(endsSince);
  });
  it('breaks nothing loudly by a question that nobody answered, though it may break', () => {
    const about = { concern: 'question', verdict: 'undecided', undecided: 'asked' } as const;
    const asked = exposed({ name: 'notified', at: BEFORE }, {}, about);
    expect([isUnresolved(asked), isAlarming(asked), isExposed(asked)]).toEqual([true, false, false]);
    expect(nextTelling(asked, DEFAULT_HOURS)).toBeUndefined();
  });
  it.each([
    ['breaking', 'breaking', undefined, true],
    ['breaking', 'undecided', 'held', true],
    ['breaking', 'compatible', undefined, false],
    ['question', 'breaking', undefined, false],
    ['question', 'compatible', undefined, false],
    ['digest', 'undecided', 'told', false],
    ['digest', 'compatible', undefined, false],
    ['deprecation', 'compatible', undefined, false],
    ['deprecation', 'undecided', 'known', false],
  ] as const)('is exposed by a %s of verdict %s, undecided %s: %s', (concern, verdict, undecided, expected) => {
    const about = { concern, verdict, ...(undecided ? { undecided } : {}) };
    const migration = exposed({ name: 'notified', at: BEFORE }, {}, about);
    expect(isUnresolved(migration)).toBe(expected);
    expect(isExposed(migration)).toBe(expected);
    const { exposure: _, ...never } = migration;
    expect(isExposed(never)).toBe(false);
  });
});

describe('a change', () => {
  const live = { live: true, status: 'open', observed: false } as Announcement;
  it.each([
    ['that is live', live, true],
    ['that is closed', { ...live, status: 'closed' }, true],
    ['that waits', { ...live, live: false }, false],
    ['that was taken back', { ...live, status: 'withdrawn' }, false],
    ['whose place another took', { ...live, supersededBy: 'other' }, false],
    ['that is only observed', { ...live, observed: true }, false],
  ] as const)('%s is in production: %s', (_, announcement, expected) => {
    expect(isInProduction(announcement as Announcement)).toBe(expected);
  });
});

describe('what an exposed model is told, and when', () => {
  const OPEN: MigrationState = { name: 'overdue', at: BEFORE };
  const plan = (hours = DEFAULT_HOURS, first: Partial<Exposure> = {}) => {
    let exposure: Exposure = { since: SINCE, days: 0, ...first };
    return Array.from({ length: 12 }, () => {
      const next = nextTelling({ ...exposed(OPEN), exposure }, hours);
      if (!next) throw new Error('it has not ended');
      exposure = afterTelling(exposure, next.how, next.at);
      return `${next.how} ${next.at}`;
    });
  };

  it('is the first message at once, one on each of 7 working days, and then a place in each weekly digest', () => {
    expect(plan()).toEqual([
      'first 2026-12-10T14:00:00.000Z',
      'day 2026-12-11T09:00:00.000Z',
      'day 2026-12-14T09:00:00.000Z',
      'day 2026-12-15T09:00:00.000Z',
      'day 2026-12-16T09:00:00.000Z',
      'day 2026-12-17T09:00:00.000Z',
      'day 2026-12-18T09:00:00.000Z',
      'day 2026-12-21T09:00:00.000Z',
      'digest 2026-12-22T09:00:00.000Z',
      'digest 2026-12-28T09:00:00.000Z',
      'digest 2027-01-04T09:00:00.000Z',
      'digest 2027-01-11T09:00:00.000Z',
    ]);
  });
  it.each([
    // 14:00 UTC is the next day there.
    ['Pacific/Kiritimati', '2026-12-13T19:00:00.000Z'],
    ['Pacific/Honolulu', '2026-12-11T19:00:00.000Z'],
    ['Europe/Berlin', '2026-12-11T08:00:00.000Z'],
  ])('counts the working days of %s', (timeZone, second) => {
    const told = plan({ ...DEFAULT_HOURS, timeZone });
    expect(told[1]).toBe(`day ${second}`);
    expect(told.filter((one) => one.startsWith('day'))).toHaveLength(TOLD_DAYS);
    expect(new Set(told.slice(0, TOLD_DAYS + 1)).size).toBe(TOLD_DAYS + 1);
  });
  it('leaves days off alone', () => {
    const told = plan({ ...DEFAULT_HOURS, days: [2] });
    expect(told.slice(1, 4)).toEqual([
      'day 2026-12-15T09:00:00.000Z',
      'day 2026-12-22T09:00:00.000Z',
      'day 2026-12-29T09:00:00.000Z',
    ]);
  });
  it('is once a day, also where the first message came before work began', () => {
    expect(plan(DEFAULT_HOURS, { toldAt: '2026-12-10T03:00:00.000Z' })[0]).toBe('day 2026-12-11T09:00:00.000Z');
  });
});
