import { describe, expect, it } from 'vitest';
import type { Consumer } from '../../../../lib/domain/consumer.ts';
import type { Migration } from '../../../../lib/domain/migration/migration.ts';
import type { MigrationState } from '../../../../lib/domain/migration/state.ts';
import { findBlockers } from '../../../../lib/domain/policy/gate/gate.ts';
import { type GateModel, gateHeadline, gateModel } from '../../../../lib/domain/policy/gate/gate-answer.ts';
import { DEFAULT_POLICY, type Policy } from '../../../../lib/domain/policy/settings/policy.ts';

const EARLY = '2026-11-25T09:00:00.000Z';
const BEFORE = '2026-12-07T12:00:00.000Z';
const AFTER = '2026-12-10T12:00:00.000Z';
const by = 'slack:UANN1';
const reason = 'it drops the field';

const migration = (more: Partial<Migration> = {}): Migration => ({
  announcementId: '01JD0000000000000000000000',
  consumer: 'fraud',
  team: 'ml',
  tier: 'standard',
  subject: 'payments.transaction',
  version: 2,
  releases: ['v7'],
  slack: { channel: '#ml' },
  concern: 'breaking',
  state: { name: 'notified', at: EARLY },
  deadline: '2026-12-08',
  announcedDeadline: '2026-12-08',
  verdict: 'breaking',
  pointers: [],
  changes: [],
  changeCount: 0,
  createdAt: EARLY,
  revision: 1,
  ...more,
});
const CONSUMER: Consumer = {
  name: 'fraud',
  team: 'ml',
  tier: 'standard',
  releases: ['v7'],
  lastSeenAt: EARLY,
  createdAt: EARLY,
  revision: 1,
};
const runsIn = (environment: string) => ({
  consumer: 'fraud',
  team: 'ml',
  environment,
  releases: [{ release: 'v7', reads: [], at: EARLY, by: 'token:ci' }],
  revision: 1,
});

interface World {
  readonly now: string;
  readonly consumer: Consumer | undefined;
  readonly runs: string;
  readonly policy: Policy;
}
const ask = (one: Migration, more: Partial<World> = {}): GateModel => {
  const { now, consumer, runs, policy }: World = {
    ...{ now: BEFORE, consumer: CONSUMER, runs: 'production', policy: DEFAULT_POLICY },
    ...more,
  };
  const [blocker] = findBlockers([one], policy, now);
  const deployments = [runsIn(runs)];
  return gateModel({ migration: one, blocker, consumer, deployments, environments: ['production'], policy, now });
};

const CLOSED: readonly (readonly [MigrationState, GateModel['because']])[] = [
  [{ name: 'migrated', at: EARLY, by, proven: true }, 'migrated'],
  [{ name: 'migrated', at: EARLY, by, proven: false }, 'says-migrated'],
  [{ name: 'not-affected', at: EARLY, by, reason }, 'not-affected'],
  [{ name: 'waived', at: EARLY, by, reason }, 'waived'],
  [{ name: 'withdrawn', at: EARLY }, 'withdrawn'],
];

describe.each([
  { verdict: 'breaking', breaks: 'will' },
  { verdict: 'undecided', breaks: 'may' },
] as const)('a model of which it is $verdict whether the change breaks it', ({ verdict, breaks }) => {
  const about = (more: Partial<Migration> = {}) =>
    migration({ verdict, ...(verdict === 'undecided' ? { undecided: 'held' as const } : {}), ...more });

  it(`${breaks} break while it holds the gate`, () => {
    expect(ask(about())).toMatchObject({ blocks: true, because: 'waits', breaks, releases: ['v7'] });
  });
  it(`${breaks} break once its date has passed`, () => {
    expect(ask(about(), { now: AFTER })).toMatchObject({ blocks: false, because: 'date-passed', breaks });
    const overdue = about({ state: { name: 'overdue', at: AFTER } });
    expect(ask(overdue, { now: AFTER })).toMatchObject({ because: 'date-passed', breaks });
  });
  it(`${breaks} break where it came too late`, () => {
    const late = about({ late: { at: BEFORE, over: '2026-12-01' } });
    expect(ask(late)).toMatchObject({
      blocks: false,
      because: 'late',
      breaks,
      detail: 'it came on 2026-12-07, when nothing waited for it any more (since 2026-12-01)',
    });
  });
  it(`${breaks} break where nobody has spoken for it for long: it may run all the same`, () => {
    const consumer = { ...CONSUMER, lastSeenAt: '2026-01-01T00:00:00.000Z' };
    expect(ask(about(), { consumer })).toMatchObject({ blocks: false, because: 'stale', breaks });
  });
  it('does not where it does not run, or is registered no more', () => {
    for (const now of [BEFORE, AFTER]) {
      expect(ask(about(), { now, runs: 'staging' }).breaks).toBe('no');
      expect(ask(about(), { now, consumer: undefined }).breaks).toBe('no');
    }
    expect(ask(about(), { runs: 'staging' })).toMatchObject({ blocks: false, because: 'not-live' });
  });
  it.each(CLOSED)('does not where it is $name: somebody says so, and answers for it', (state, because) => {
    expect(ask(about({ state }))).toMatchObject({ blocks: false, because, breaks: 'no' });
  });
});

describe('a model', () => {
  it('that the change does not break is no matter', () => {
    expect(ask(migration({ verdict: 'compatible' }))).toMatchObject({ because: 'no-break', breaks: 'no' });
  });
  it('that was only asked passes by its word, and may break all the same', () => {
    const state: MigrationState = { name: 'acknowledged', at: EARLY, by };
    const asked = migration({ verdict: 'undecided', concern: 'question', undecided: 'asked', state });
    expect(ask(asked)).toMatchObject({
      blocks: false,
      because: 'answered',
      breaks: 'may',
      detail: 'it was asked, and has answered: acknowledged',
    });
  });
  it('that is undecided passes where the policy lets it, and that is not because its date had passed', () => {
    const policy: Policy = { ...DEFAULT_POLICY, onUndecided: 'pass' };
    const held = migration({ verdict: 'undecided', undecided: 'held' });
    expect(ask(held, { policy })).toMatchObject({ blocks: false, because: 'undecided', breaks: 'may' });
  });
});

describe('the headline', () => {
  const waits = ask(migration());
  const will = ask(migration(), { now: AFTER });
  const may = ask(migration({ verdict: 'undecided', undecided: 'held' }), { now: AFTER });
  const acknowledged = { name: 'acknowledged', at: EARLY, by } as const;
  const said = ask(migration({ verdict: 'undecided', undecided: 'asked', state: acknowledged }));
  const through = ask(migration({ state: { name: 'migrated', at: EARLY, by, proven: true } }));
  const named = (consumer: string): GateModel => ({ ...will, consumer });

  it.each([
    ['who holds it', [waits, will, through], '1 of 3 models holds it'],
    ['that nobody does', [through], 'no model holds it'],
    ['that nobody was affected', [], 'no model holds it'],
    ['who will break', [will, through], '1 model has not migrated and will break: fraud (#ml)'],
    ['who may', [may], '1 model may break, as nobody could prove that it is safe: fraud (#ml)'],
    ['the same of one that answered', [said], '1 model may break, as nobody could prove that it is safe: fraud (#ml)'],
    [
      'both apart',
      [named('a'), may, named('b')],
      '2 models have not migrated and will break: a (#ml), b (#ml); 1 model may break, as nobody could prove that it is safe: fraud (#ml)',
    ],
    [
      'the first five',
      'abcdefg'.split('').map(named),
      '7 models have not migrated and will break: a (#ml), b (#ml), c (#ml), d (#ml), e (#ml) and 2 more',
    ],
  ])('says %s', (_, models, expected) => {
    expect(gateHeadline(models)).toBe(expected);
  });
  it('names the team where it has no channel', () => {
    const { contact: _, ...silent } = will;
    expect(gateHeadline([silent])).toContain('fraud (team ml)');
  });
});
