import { describe, expect, it } from 'vitest';
import type { Migration } from '../../../../lib/domain/migration/migration.ts';
import { isClosed, MIGRATION_STATES, type MigrationStateName } from '../../../../lib/domain/migration/state.ts';
import { type JudgedBefore, type JudgedNow, rejudge } from '../../../../lib/domain/policy/publishing/rejudge.ts';

const AT = '2026-11-20T09:00:00.000Z';
const REQUEST = { at: AT, by: 'slack:U1', until: '2026-12-24', reason: 'holidays' };

/** Each state with all that it may know, as a migration has it. */
const STATES: Readonly<Record<MigrationStateName, Migration['state']>> = {
  notified: { name: 'notified', at: AT },
  acknowledged: { name: 'acknowledged', at: AT, by: 'slack:U1' },
  'extension-requested': { name: 'extension-requested', ...REQUEST },
  granted: { name: 'granted', at: AT, by: 'policy', until: '2026-12-24', requestedBy: 'slack:U1', reason: 'holidays' },
  denied: { name: 'denied', at: AT, by: 'slack:U2' },
  objected: { name: 'objected', at: AT, by: 'slack:U1', reason: 'not before Christmas' },
  'not-affected': { name: 'not-affected', at: AT, by: 'slack:U1', reason: 'we looked, it is safe' },
  migrated: { name: 'migrated', at: AT, by: 'slack:U1', proven: false },
  overdue: { name: 'overdue', at: AT },
  waived: { name: 'waived', at: AT, by: 'slack:U1', reason: 'switched off' },
  withdrawn: { name: 'withdrawn', at: AT },
};
const in_ = (before: Omit<JudgedBefore, 'state'>, state: Migration['state']): JudgedBefore => ({ ...before, state });

const HELD = { verdict: 'undecided', concern: 'breaking', undecided: 'held' } as const;
const ASKED = { verdict: 'undecided', concern: 'question', undecided: 'asked' } as const;
const TOLD = { verdict: 'undecided', concern: 'digest', undecided: 'told' } as const;
const BROKEN = { verdict: 'breaking', concern: 'breaking' } as const;
const UNIT = { verdict: 'compatible', concern: 'question' } as const;
const DIGEST = { verdict: 'compatible', concern: 'digest' } as const;
const BEFORE = { HELD, ASKED, TOLD, BROKEN, UNIT, DIGEST };

const NOW = {
  breaks: { verdict: { status: 'newly-broken' }, concern: 'breaking' },
  safe: { verdict: { status: 'compatible' }, concern: 'none' },
  'safe, in the digest': { verdict: { status: 'compatible' }, concern: 'digest' },
  'safe, another unit': { verdict: { status: 'compatible' }, concern: 'question' },
  held: { verdict: { status: 'undecided' }, concern: 'breaking', undecided: 'held' },
  asked: { verdict: { status: 'undecided' }, concern: 'question', undecided: 'asked' },
  told: { verdict: { status: 'undecided' }, concern: 'digest', undecided: 'told' },
  'still broken': { verdict: { status: 'still-broken' }, concern: 'none' },
  'out of time': { verdict: { status: 'undecided', cause: 'time' }, concern: 'breaking', undecided: 'held' },
} as const satisfies Record<string, JudgedNow>;

/** What follows while nobody answered (`notified`); the rest of the table is below. */
const UNANSWERED: readonly (readonly [keyof typeof BEFORE | 'NONE', keyof typeof NOW, string])[] = [
  ['NONE', 'breaks', 'announce'],
  ['NONE', 'safe', 'keep same'],
  ['NONE', 'safe, in the digest', 'keep same'],
  ['NONE', 'safe, another unit', 'keep same'],
  ['NONE', 'held', 'announce'],
  ['NONE', 'asked', 'announce'],
  ['NONE', 'told', 'keep same'],
  ['NONE', 'still broken', 'keep same'],
  ...(['UNIT', 'DIGEST', 'TOLD'] as const).flatMap((before) => [
    [before, 'breaks', 'announce'] as const,
    [before, 'safe', 'keep same'] as const,
    [before, 'safe, in the digest', 'keep same'] as const,
    [before, 'safe, another unit', 'keep same'] as const,
    [before, 'held', 'announce'] as const,
    [before, 'asked', 'announce'] as const,
    [before, 'told', 'keep same'] as const,
    [before, 'still broken', 'keep same'] as const,
  ]),
  ['HELD', 'breaks', 'prove kept'],
  ['HELD', 'safe', 'close'],
  ['HELD', 'safe, in the digest', 'close'],
  ['HELD', 'safe, another unit', 'keep other-question'],
  ['HELD', 'held', 'keep same'],
  ['HELD', 'asked', 'keep same'],
  ['HELD', 'told', 'keep same'],
  ['HELD', 'still broken', 'keep broken-before'],
  ['ASKED', 'breaks', 'prove full'],
  ['ASKED', 'safe', 'close'],
  ['ASKED', 'safe, in the digest', 'close'],
  ['ASKED', 'safe, another unit', 'keep other-question'],
  ['ASKED', 'held', 'announce'],
  ['ASKED', 'asked', 'keep same'],
  ['ASKED', 'told', 'keep same'],
  ['ASKED', 'still broken', 'keep broken-before'],
  ['BROKEN', 'breaks', 'keep same'],
  ['BROKEN', 'safe', 'keep record-stands'],
  ['BROKEN', 'safe, in the digest', 'keep record-stands'],
  ['BROKEN', 'safe, another unit', 'keep record-stands'],
  ['BROKEN', 'held', 'keep same'],
  ['BROKEN', 'asked', 'keep same'],
  ['BROKEN', 'told', 'keep same'],
  ['BROKEN', 'still broken', 'keep same'],
];

const words = (before: JudgedBefore | undefined, now: JudgedNow): string =>
  Object.values(rejudge(before, now)).join(' ');
const names = Object.keys(BEFORE) as (keyof typeof BEFORE)[];
const inAllStates = names.flatMap((name) =>
  MIGRATION_STATES.map((state) => ({ name, state, before: in_(BEFORE[name], STATES[state]) })),
);

describe('a model that a newer engine judges again', () => {
  it.each(UNANSWERED)('of before %s, now %s: %s', (name, now, expected) => {
    expect(words(name === 'NONE' ? undefined : in_(BEFORE[name], STATES.notified), NOW[now])).toBe(expected);
  });

  it('is judged later where there was no time, whatever it was', () => {
    for (const { before } of inAllStates) expect(words(before, NOW['out of time'])).toBe('later');
    expect(words(undefined, NOW['out of time'])).toBe('later');
  });

  it('hears of a break whatever was answered to another question', () => {
    for (const name of ['UNIT', 'DIGEST', 'TOLD'] as const)
      for (const state of MIGRATION_STATES)
        expect(words(in_(BEFORE[name], STATES[state]), NOW.breaks)).toBe(
          state === 'withdrawn' ? 'keep answered' : 'announce',
        );
  });

  it.each([
    ['notified', 'close', 'prove kept', 'prove full'],
    ['denied', 'close', 'prove kept', 'prove full'],
    ['overdue', 'close', 'prove kept', 'prove full'],
    ['acknowledged', 'keep answered', 'prove kept', 'prove full'],
    ['extension-requested', 'keep answered', 'prove kept', 'prove full'],
    ['granted', 'keep answered', 'prove kept', 'prove full'],
    ['objected', 'keep answered', 'prove kept', 'prove full'],
    ['not-affected', 'keep answered', 'prove kept', 'prove kept'],
    ['migrated', 'keep answered', 'keep answered', 'keep answered'],
    ['waived', 'keep answered', 'keep answered', 'keep answered'],
    ['withdrawn', 'keep answered', 'keep answered', 'keep answered'],
  ] as const)(
    'that was undecided and is %s: proved safe %s, held and proved broken %s, asked %s',
    (state, safe, held, asked) => {
      expect(words(in_(HELD, STATES[state]), NOW.safe)).toBe(safe);
      expect(words(in_(ASKED, STATES[state]), NOW.safe)).toBe(safe);
      expect(words(in_(HELD, STATES[state]), NOW.breaks)).toBe(held);
      expect(words(in_(ASKED, STATES[state]), NOW.breaks)).toBe(asked);
    },
  );

  it('waits for the answer to a request for more time that was made too late', () => {
    const asking = { name: 'overdue', at: AT, request: REQUEST } as const;
    expect(words(in_(HELD, asking), NOW.safe)).toBe('keep answered');
  });

  it('is never proved safe by what is not compatible, nor where a record was confirmed', () => {
    for (const { before, name } of inAllStates)
      for (const now of Object.values<JudgedNow>(NOW)) {
        if (words(before, now) !== 'close') continue;
        expect(now.verdict.status).toBe('compatible');
        expect(['HELD', 'ASKED']).toContain(name);
        expect(isClosed(before)).toBe(false);
      }
  });

  it('asks nobody to answer again whose answer was to the same doubt', () => {
    for (const { before, state } of inAllStates) {
      if (before.verdict !== 'undecided' || before.undecided === 'told') continue;
      if (!['not-affected', 'acknowledged', 'granted', 'objected'].includes(state)) continue;
      for (const now of Object.values<JudgedNow>(NOW)) expect(words(before, now)).not.toBe('announce');
    }
  });
});
