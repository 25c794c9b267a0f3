import { describe, expect, it } from 'vitest';
import type { Migration } from '../../../../lib/domain/migration/migration.ts';
import type { MigrationState } from '../../../../lib/domain/migration/state.ts';
import { nextDue } from '../../../../lib/domain/policy/deadlines/due.ts';
import { DEFAULT_HOURS } from '../../../../lib/domain/policy/deadlines/hours.ts';
import { administratorAfter, findBlockers } from '../../../../lib/domain/policy/gate/gate.ts';
import { agreedDate, grantedAtOnce, isTooLate, lateDate, latenessOf } from '../../../../lib/domain/policy/gate/late.ts';
import { DEFAULT_POLICY, TIERS } from '../../../../lib/domain/policy/settings/policy.ts';

const NOW = '2026-12-01T09:00:00.000Z';
const by = 'slack:UANN1';
const reason = 'frozen until January';

const migration = (more: Partial<Migration> = {}): Migration => ({
  announcementId: '01JD0000000000000000000000',
  consumer: 'fraud',
  team: 'ml',
  tier: 'standard',
  subject: 'payments.transaction',
  version: 2,
  releases: ['v7'],
  concern: 'breaking',
  state: { name: 'notified', at: NOW },
  deadline: '2026-12-08',
  announcedDeadline: '2026-12-08',
  verdict: 'breaking',
  pointers: [],
  changes: [],
  changeCount: 0,
  createdAt: NOW,
  revision: 1,
  ...more,
});

describe('the latest date that was agreed', () => {
  it('is that of the models that were there, whatever more one of them was granted', () => {
    const all = [
      migration(),
      migration({ announcedDeadline: '2026-12-22', deadline: '2027-02-01' }),
      migration({ announcedDeadline: '2027-03-01', late: { at: NOW } }),
      migration({ announcedDeadline: '2027-04-01', concern: 'digest', verdict: 'compatible' }),
    ];
    expect(agreedDate(all)).toBe('2026-12-22');
    expect(agreedDate([migration({ late: { at: NOW } })])).toBeUndefined();
  });
});

describe('whoever comes', () => {
  const AGREED = [migration({ announcedDeadline: '2026-12-22' })];
  it.each([
    ['before the gate opened and the last date was over is only late', AGREED, undefined, {}],
    ['once the gate had opened is too late', AGREED, '2026-11-30T09:00:00.000Z', { over: '2026-11-30T09:00:00.000Z' }],
    [
      'after the last date is too late',
      [migration({ announcedDeadline: '2026-11-27' })],
      undefined,
      { over: '2026-11-27' },
    ],
    ['where nobody else was there is only late', [], undefined, {}],
  ])('%s', (_, migrations, openedAt, expected) => {
    expect(latenessOf({ migrations, openedAt, now: NOW })).toEqual({ at: NOW, ...expected });
  });
});

describe('the date of whoever comes late', () => {
  it.each([
    ['its own notice, where that is shorter', '2026-12-04', {}, '2026-12-22', '2026-12-04'],
    ['the latest agreed one, where its own notice is longer', '2026-12-31', {}, '2026-12-22', '2026-12-22'],
    ['its own notice, where nobody agreed to any', '2026-12-31', {}, undefined, '2026-12-31'],
    ['over already, where the gate had opened', '2026-12-31', { over: '2026-11-30' }, '2026-12-22', '2026-11-30'],
  ])('is %s', (_, own, late, agreed, expected) => {
    expect(lateDate(own, { at: NOW, ...late }, agreed)).toBe(expected);
  });
});

/** Every state that leaves something to do. */
const OPEN: readonly MigrationState[] = [
  { name: 'notified', at: NOW },
  { name: 'acknowledged', at: NOW, by },
  { name: 'extension-requested', at: NOW, by, until: '2027-02-01', reason },
  { name: 'denied', at: NOW, by },
  { name: 'objected', at: NOW, by, reason },
  { name: 'overdue', at: NOW },
];
const GRANTED: MigrationState = { name: 'granted', at: NOW, by, until: '2026-12-08', requestedBy: by, reason };
const held = (one: Migration, now: string) => findBlockers([one], DEFAULT_POLICY, now);

describe.each(TIERS)('a late %s model', (tier) => {
  it.each([...OPEN, GRANTED])('holds until its date and no longer where it is $name', (state) => {
    const late = migration({ tier, state, late: { at: NOW } });
    expect(held(late, NOW)).toEqual([
      { consumer: 'fraud', team: 'ml', state: state.name, deadline: '2026-12-08', holdsUntil: '2026-12-08' },
    ]);
    expect(held(late, '2026-12-10T00:00:00.000Z')).toEqual([]);
    expect(administratorAfter(late, DEFAULT_POLICY)).toBeUndefined();
  });
  it.each(OPEN)('holds nothing where it came too late and is $name, and nothing of it is due', (state) => {
    const late = migration({ tier, state, late: { at: NOW, over: '2026-11-30' } });
    expect(isTooLate(late)).toBe(true);
    expect(held(late, NOW)).toEqual([]);
    expect(nextDue(late, DEFAULT_POLICY, NOW, DEFAULT_HOURS)).toBeUndefined();
  });
  it('holds for as long as the producer grants it, though it came too late', () => {
    const granted = migration({ tier, state: GRANTED, late: { at: NOW, over: '2026-11-30' } });
    expect(held(granted, NOW)).toMatchObject([{ holdsUntil: '2026-12-08' }]);
    expect(nextDue(granted, DEFAULT_POLICY, NOW, DEFAULT_HOURS)).toBeDefined();
  });
});

describe('more time', () => {
  it('is granted at once to those that were there, and by the producer alone to whoever came late', () => {
    expect(grantedAtOnce(migration(), DEFAULT_POLICY)).toBe('2026-12-22');
    expect(grantedAtOnce(migration({ late: { at: NOW } }), DEFAULT_POLICY)).toBe('2026-12-08');
  });
});
