import { describe, expect, it } from 'vitest';
import type { Hearing } from '../../../../lib/domain/migration/hearing.ts';
import type { Migration } from '../../../../lib/domain/migration/migration.ts';
import type { MigrationState } from '../../../../lib/domain/migration/state.ts';
import { afterTold, passUntold, tellsTeam } from '../../../../lib/domain/policy/deadlines/told.ts';
import { findBlockers } from '../../../../lib/domain/policy/gate/gate.ts';
import { DEFAULT_POLICY, TIERS } from '../../../../lib/domain/policy/settings/policy.ts';

const AT = '2026-11-20T09:00:00.000Z';
/** A Tuesday; an untold model holds a week longer. */
const DEADLINE = '2026-12-08';
const HELD_UNTIL = '2026-12-15';
const HOLD_IS_OVER = '2026-12-16T12:00:00.000Z';
const BEFORE = '2026-12-01T09:00:00.000Z';
const AFTER = '2026-12-09T12:00:00.000Z';
const YEARS_LATER = '2030-01-01T00:00:00.000Z';

const by = 'token:producer';
const reason = 'the channel was deleted with its team';
const error = 'is_archived';
const UNDER_WAY: Hearing = { name: 'under-way' };
const TOLD: Hearing = { name: 'told', at: AT, by: 'slack' };
const UNTOLD: Hearing = { name: 'untold', at: AT, channel: '#gone', error };
const PASSED: Hearing = { name: 'passed', at: HOLD_IS_OVER, by, reason, error };

const migration = (more: Partial<Migration>): Migration => ({
  announcementId: '01JD0000000000000000000000',
  consumer: 'fraud',
  team: 'ml',
  tier: 'standard',
  subject: 'payments.transaction',
  version: 2,
  releases: ['v7'],
  concern: 'breaking',
  state: { name: 'notified', at: AT },
  deadline: DEADLINE,
  announcedDeadline: DEADLINE,
  verdict: 'breaking',
  pointers: [],
  changes: [],
  changeCount: 0,
  createdAt: AT,
  revision: 1,
  ...more,
});
const openStates: readonly MigrationState[] = [
  { name: 'notified', at: AT },
  { name: 'acknowledged', at: AT, by, approved: 'seen in review' },
];

describe('the gate of a model', () => {
  const hold = (hearing: Hearing | undefined, now: string, more: Partial<Migration> = {}) => {
    const [blocker] = findBlockers([migration({ ...(hearing ? { hearing } : {}), ...more })], DEFAULT_POLICY, now);
    if (!blocker) return 'open';
    const { holdsUntil, administratorAfter, untold } = blocker;
    return [holdsUntil ?? '-', administratorAfter ?? '-', untold ?? '-'].join(' ');
  };
  const nothingTook = 'no channel has taken its message';

  // [hearing, before its date, a day after it, years later]
  it.each<[string, Hearing | undefined, string, string, string]>([
    ['of before that was kept', undefined, `${DEADLINE} - -`, 'open', 'open'],
    ['that was told', TOLD, `${DEADLINE} - -`, 'open', 'open'],
    [
      'whose message is under way',
      UNDER_WAY,
      `${DEADLINE} ${HELD_UNTIL} -`,
      ...twice(`- ${HELD_UNTIL} ${nothingTook}`),
    ],
    ['that was never told', UNTOLD, `- ${HELD_UNTIL} ${error}`, ...twice(`- ${HELD_UNTIL} ${error}`)],
    ['that was let pass', PASSED, `${DEADLINE} - -`, 'open', 'open'],
  ])('%s', (_, hearing, before, after, muchLater) => {
    for (const tier of ['standard', 'experimental'] as const)
      for (const state of openStates)
        expect([BEFORE, AFTER, YEARS_LATER].map((now) => hold(hearing, now, { tier, state }))).toEqual([
          before,
          after,
          muchLater,
        ]);
  });

  it('that is critical holds as long as the longer of both', () => {
    const policy = { ...DEFAULT_POLICY, holdUntold: 'P10D' };
    const [longer] = findBlockers([migration({ tier: 'critical', hearing: UNTOLD })], policy, AFTER);
    expect(longer).toMatchObject({ administratorAfter: '2026-12-18', untold: error });
    expect(hold(PASSED, YEARS_LATER, { tier: 'critical' })).toBe(`- ${HELD_UNTIL} -`);
  });

  it('that is closed or can take the change holds nothing, told or not', () => {
    for (const hearing of [UNDER_WAY, UNTOLD]) {
      expect(hold(hearing, BEFORE, { state: { name: 'waived', at: AT, by, reason } })).toBe('open');
      expect(hold(hearing, AFTER, { verdict: 'compatible' })).toBe('open');
    }
  });
});

describe('the date of a model that is told', () => {
  const dateAfter = (at: string, more: Partial<Migration> = {}, emergency = false) =>
    afterTold(migration({ hearing: UNTOLD, ...more }), {
      at,
      by: 'slack',
      policy: DEFAULT_POLICY,
      announcement: emergency ? { emergency: { reason, by } } : {},
    });

  it.each([
    ['long before it stays', BEFORE, DEADLINE],
    ['three days before it stays', '2026-12-05T08:00:00.000Z', DEADLINE],
    ['two days before it moves to the notice of an experimental model', '2026-12-07T08:00:00.000Z', '2026-12-10'],
    ['after it lies ahead once more', '2026-12-09T08:00:00.000Z', '2026-12-14'],
  ])('%s', (_, at, deadline) => {
    for (const tier of TIERS)
      for (const hearing of [UNTOLD, UNDER_WAY])
        expect(dateAfter(at, { tier, hearing })).toMatchObject({
          deadline,
          hearing: { name: 'told', at, by: 'slack' },
        });
  });

  it('never moves where it was told before, was let pass, or is an emergency', () => {
    for (const hearing of [TOLD, PASSED]) expect(dateAfter(AFTER, { hearing })).toEqual(migration({ hearing }));
    const { hearing: _, ...known } = migration({});
    expect(afterTold(known, { at: AFTER, by: 'slack', policy: DEFAULT_POLICY, announcement: {} })).toEqual(known);
    expect(dateAfter(AFTER, {}, true)).toMatchObject({ deadline: DEADLINE, hearing: { name: 'told' } });
    expect(dateAfter(AFTER, { state: { name: 'waived', at: AT, by, reason } }).deadline).toBe(DEADLINE);
  });

  it('is its own notice ahead where that is shorter than an experimental model’s', () => {
    const policy = { ...DEFAULT_POLICY, notice: { ...DEFAULT_POLICY.notice, standard: 'P1D' } };
    const told = afterTold(migration({ hearing: UNTOLD }), { at: AFTER, by: 'slack', policy, announcement: {} });
    expect(told.deadline).toBe('2026-12-10');
  });
});

describe('letting a version pass over a model that was never told', () => {
  const pass = (more: Partial<Migration>, now: string) =>
    passUntold(migration(more), { by, reason, policy: DEFAULT_POLICY, now });

  it.each([
    ['is refused before its date', { hearing: UNTOLD }, BEFORE, 'refused'],
    ['is refused while it holds', { hearing: UNTOLD }, AFTER, 'refused'],
    ['is taken once that is over', { hearing: UNTOLD }, HOLD_IS_OVER, 'passed'],
    ['is taken where the message never ended', { hearing: UNDER_WAY }, HOLD_IS_OVER, 'passed'],
    ['changes nothing the second time', { hearing: PASSED }, HOLD_IS_OVER, 'unchanged'],
    ['is refused of one that was told', { hearing: TOLD }, HOLD_IS_OVER, 'refused'],
    ['is refused of one of before that was kept', {}, HOLD_IS_OVER, 'refused'],
    [
      'changes nothing where it is closed',
      { hearing: UNTOLD, state: { name: 'waived', at: AT, by, reason } as const },
      HOLD_IS_OVER,
      'unchanged',
    ],
  ])('%s', (_, more, now, outcome) => {
    expect(pass(more, now).outcome).toBe(outcome);
  });

  it('keeps who did it, why, and why nobody was told', () => {
    expect(pass({ hearing: UNTOLD }, HOLD_IS_OVER)).toEqual({ outcome: 'passed', hearing: PASSED });
  });
});

it('is a person’s channel that tells a team, and the topic only where it chose nothing else', () => {
  const slack = { kind: 'slack', channel: '#ml' } as const;
  const github = { kind: 'github', repository: 'acme/ml' } as const;
  const sns = { kind: 'sns' } as const;
  expect(tellsTeam(slack, { slack })).toBe(true);
  expect(tellsTeam(github, { github })).toBe(true);
  expect(tellsTeam(sns, {})).toBe(true);
  expect(tellsTeam(sns, { slack })).toBe(false);
  expect(tellsTeam(sns, { github })).toBe(false);
});

function twice<T>(value: T): [T, T] {
  return [value, value];
}
