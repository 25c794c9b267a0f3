import { describe, expect, it } from 'vitest';
import type { Migration } from '../../../../lib/domain/migration/migration.ts';
import type { MigrationState } from '../../../../lib/domain/migration/state.ts';
import {
  administratorAfter,
  environmentsAsked,
  findBlockers,
  holdsAgain,
  policyTold,
} from '../../../../lib/domain/policy/gate/gate.ts';
import { announcedPolicy, type Governing } from '../../../../lib/domain/policy/settings/announced-policy.ts';
import { DEFAULT_POLICY } from '../../../../lib/domain/policy/settings/policy.ts';

const DEADLINE = '2026-12-08';
const HOLD_ENDS = '2026-12-15';
const EARLY = '2026-11-25T09:00:00.000Z';
const LATE = '2026-12-07T09:00:00.000Z';
const BEFORE = '2026-12-07T12:00:00.000Z';
const LAST = '2026-12-09T11:59:59.999Z';
const AFTER = '2026-12-09T12:00:00.000Z';
const by = 'slack:UANN1';
const reason = 'frozen until January';

const OPEN_STATES: readonly MigrationState[] = [
  { name: 'notified', at: EARLY },
  { name: 'acknowledged', at: EARLY, by },
  { name: 'extension-requested', at: EARLY, by, until: HOLD_ENDS, reason },
  { name: 'granted', at: EARLY, by, until: DEADLINE, requestedBy: by, reason },
  { name: 'denied', at: EARLY, by },
  { name: 'overdue', at: AFTER },
];
const CLOSED_STATES: readonly MigrationState[] = [
  { name: 'migrated', at: EARLY, by, proven: false },
  { name: 'not-affected', at: EARLY, by, reason },
  { name: 'waived', at: EARLY, by, reason },
  { name: 'withdrawn', at: EARLY },
];
const objected = (at: string): MigrationState => ({ name: 'objected', at, by, reason });

const migration = (state: MigrationState, more: Partial<Migration> = {}): Migration => ({
  announcementId: '01JD0000000000000000000000',
  consumer: 'fraud',
  team: 'ml',
  tier: 'standard',
  subject: 'payments.transaction',
  version: 2,
  releases: ['v7'],
  concern: 'breaking',
  state,
  deadline: DEADLINE,
  announcedDeadline: DEADLINE,
  verdict: 'breaking',
  pointers: [],
  changes: [],
  changeCount: 0,
  createdAt: EARLY,
  revision: 1,
  ...more,
});
const blockers = (one: Migration, now: string) => findBlockers([one], DEFAULT_POLICY, now);

describe('the gate', () => {
  describe.each(['standard', 'experimental'] as const)('for a %s model', (tier) => {
    it.each(OPEN_STATES)('waits until its date is over everywhere and no longer where it is $name', (state) => {
      expect(blockers(migration(state, { tier }), LAST)).toMatchObject([{ holdsUntil: DEADLINE }]);
      expect(blockers(migration(state, { tier }), AFTER)).toEqual([]);
    });
  });
  it.each(OPEN_STATES)('waits for a critical model past its date, then an administrator decides: $name', (state) => {
    const critical = migration(state, { tier: 'critical' });
    for (const now of [BEFORE, AFTER, '2027-03-01T00:00:00.000Z']) {
      const [blocker] = blockers(critical, now);
      expect(blocker).toMatchObject({ consumer: 'fraud', state: state.name, administratorAfter: HOLD_ENDS });
      expect(blocker).not.toHaveProperty('holdsUntil');
    }
  });
  it.each(CLOSED_STATES)('waits for nobody who is $name', (state) => {
    for (const tier of ['critical', 'standard', 'experimental'] as const)
      expect(blockers(migration(state, { tier }), BEFORE)).toEqual([]);
  });
  it('waits for nobody whom the change does not break, and for whom it cannot say', () => {
    const notified: MigrationState = { name: 'notified', at: EARLY };
    expect(blockers(migration(notified, { verdict: 'compatible' }), BEFORE)).toEqual([]);
    expect(blockers(migration(notified, { verdict: 'undecided' }), BEFORE)).toHaveLength(1);
  });
  describe('for what is undecided', () => {
    const asked = { verdict: 'undecided', undecided: 'asked', concern: 'question', tier: 'critical' } as const;
    const ANSWERS = new Set(['acknowledged', 'migrated', 'not-affected', 'waived', 'withdrawn']);

    it.each([...OPEN_STATES, ...CLOSED_STATES])(
      'waits for the answer to a question, and not past its date: $name',
      (state) => {
        const one = migration(state, asked);
        const expected = ANSWERS.has(state.name) ? [] : [{ holdsUntil: DEADLINE }];
        expect(blockers(one, BEFORE)).toMatchObject(expected);
        expect(blockers(one, BEFORE)).toHaveLength(expected.length);
        expect(blockers(one, AFTER)).toEqual([]);
      },
    );
    it('waits for an objection to it until an administrator decides', () => {
      const [blocker] = blockers(migration(objected(LATE), asked), AFTER);
      expect(blocker).toMatchObject({ state: 'objected', administratorAfter: '2026-12-12' });
    });
    it.each(['told', 'known', 'untouched'] as const)('waits for nobody who is only counted: %s', (undecided) => {
      const one = { verdict: 'undecided', undecided, concern: 'digest', tier: 'critical' } as const;
      expect(blockers(migration({ name: 'notified', at: EARLY }, one), BEFORE)).toEqual([]);
    });
    it.each(['held', 'asked'] as const)('waits for nobody where the policy lets it pass: %s', (undecided) => {
      const concern = undecided === 'held' ? 'breaking' : 'question';
      const one = migration({ name: 'notified', at: EARLY }, { ...asked, undecided, concern });
      expect(findBlockers([one], { ...DEFAULT_POLICY, onUndecided: 'pass' }, BEFORE)).toEqual([]);
      expect(findBlockers([one], DEFAULT_POLICY, BEFORE)).toHaveLength(1);
    });
  });
  it.each([
    { when: 'late: its own hold', state: objected(LATE), tier: 'standard', from: '2026-12-12' },
    { when: 'early: never before its date', state: objected(EARLY), tier: 'standard', from: DEADLINE },
    { when: 'critical: never before silence', state: objected(LATE), tier: 'critical', from: HOLD_ENDS },
  ] as const)('waits for an objection until an administrator decides, $when', ({ state, tier, from }) => {
    const [blocker] = blockers(migration(state, { tier }), '2027-03-01T00:00:00.000Z');
    expect(blocker).toMatchObject({ state: 'objected', administratorAfter: from });
    expect(blocker).not.toHaveProperty('holdsUntil');
  });
  it('names each model that holds it', () => {
    const notified: MigrationState = { name: 'notified', at: EARLY };
    const all = [migration(notified), migration(notified, { consumer: 'churn' }), migration(objected(EARLY))];
    expect(findBlockers(all, DEFAULT_POLICY, BEFORE).map(({ consumer }) => consumer)).toEqual([
      'fraud',
      'churn',
      'fraud',
    ]);
  });
});

describe('a gate whose policy was loosened while it was open', () => {
  const MADE = announcedPolicy({ ...DEFAULT_POLICY, liveEnvironments: ['production', 'eu'] });
  const loosened = { at: LATE, madeUnder: MADE };
  const policy: Governing = {
    ...DEFAULT_POLICY,
    onUndecided: 'pass',
    holdObjection: 'P1D',
    staleAfter: 'P14D',
    loosened,
  };
  const undecided = { verdict: 'undecided', undecided: 'held' } as const;
  const told = migration({ name: 'notified', at: EARLY }, undecided);
  const newcomer = migration({ name: 'notified', at: AFTER }, { ...undecided, createdAt: AFTER, deadline: HOLD_ENDS });
  const at = (one: Migration, now: string) => findBlockers([one], policy, now);

  it('holds for whoever was told until its date is over, and for nobody who came later', () => {
    expect(at(told, LAST)).toMatchObject([{ holdsUntil: DEADLINE }]);
    expect(at(told, AFTER)).toEqual([]);
    expect(at(newcomer, AFTER)).toEqual([]);
  });
  it('holds for a critical model as long as it was told, and then goes by the looser policy without an administrator', () => {
    const critical = { ...told, tier: 'critical' } as const;
    expect(at(critical, `${HOLD_ENDS}T12:00:00.000Z`)).toMatchObject([{ administratorAfter: HOLD_ENDS }]);
    expect(at(critical, '2026-12-16T12:00:00.000Z')).toEqual([]);
  });
  it('keeps the hold of an objection from before, and gives a later one the shorter hold', () => {
    const object = (when: string) =>
      administratorAfter(
        migration(objected(when), { deadline: '2026-12-07', announcedDeadline: '2026-12-07' }),
        policy,
      );
    expect(object(LATE)).toBe('2026-12-12');
    expect(object(BEFORE)).toBe('2026-12-08');
  });
  it.each([
    [
      'that was told, before its date is over',
      told,
      LAST,
      { staleAfter: 'P90D', liveEnvironments: ['production', 'eu'] },
    ],
    ['that was told, once it is', told, AFTER, { staleAfter: 'P14D', liveEnvironments: ['production'] }],
    ['that came later', newcomer, AFTER, { staleAfter: 'P14D', liveEnvironments: ['production'] }],
  ])('counts by what a model goes by %s', (_, one, now, expected) => {
    expect(policyTold(one, policy, now)).toMatchObject(expected);
    expect(environmentsAsked([one], policy, now)).toEqual(expected.liveEnvironments);
  });
  it('is the same for all where nothing was loosened', () => {
    expect(policyTold(told, DEFAULT_POLICY, BEFORE)).toBe(DEFAULT_POLICY);
  });
});

describe('a model that is moved', () => {
  const granted: MigrationState = { name: 'granted', at: AFTER, by, until: HOLD_ENDS, requestedBy: by, reason };
  const more = migration(granted, { deadline: HOLD_ENDS });
  const all = [...OPEN_STATES, ...CLOSED_STATES];
  it.each(CLOSED_STATES)('holds again where it was $name and has more time now', (state) => {
    expect(holdsAgain({ before: migration(state), after: more, wasPassedOver: false }, DEFAULT_POLICY, AFTER)).toBe(
      true,
    );
  });
  it.each(OPEN_STATES)('holds again where its date was over, it was $name, and has more time now', (state) => {
    const move = { before: migration(state), after: more, wasPassedOver: false };
    expect(holdsAgain(move, DEFAULT_POLICY, AFTER)).toBe(true);
    expect(holdsAgain(move, DEFAULT_POLICY, LAST)).toBe(false);
  });
  it.each(all)('holds again where nobody had spoken for it, only if it holds: from $name to another state', (state) => {
    for (const next of all) {
      const after = migration(next);
      const move = { before: migration(state), after, wasPassedOver: true };
      expect(holdsAgain(move, DEFAULT_POLICY, LAST)).toBe(blockers(after, LAST).length > 0);
    }
  });
  it.each(all)('never does by coming through from $name', (state) => {
    for (const closed of CLOSED_STATES)
      for (const wasPassedOver of [true, false])
        expect(
          holdsAgain({ before: migration(state), after: migration(closed), wasPassedOver }, DEFAULT_POLICY, LAST),
        ).toBe(false);
  });
});
