import { describe, expect, it } from 'vitest';
import type { Change } from '../../../../lib/domain/diff/change.ts';
import {
  type Attention,
  attentionOf,
  isDated,
  isUnexplained,
  isWaitedFor,
  noticeTier,
} from '../../../../lib/domain/policy/publishing/attention.ts';
import { TIERS, type Tier } from '../../../../lib/domain/policy/settings/policy.ts';
import type { ConsumerVerdict, Severity } from '../../../../lib/domain/verdict.ts';

const change = (ruleId: string, serving: Severity, pointer = '/category'): Change => ({
  ruleId,
  pointer,
  schemaPointer: '',
  severity: { serving, training: 'safe' },
  message: '',
  harm: '',
  advice: '',
});

const BREAKING = change('type-changed', 'breaking');
const DANGEROUS = change('range-widened', 'dangerous');
const SAFE = change('range-narrowed', 'safe');
const UNIT = change('unit-changed', 'dangerous');
const DEPRECATED = change('deprecated-set', 'dangerous');
const DESCRIBED = change('description-changed', 'safe');
const ELSEWHERE = change('type-changed', 'breaking', '/elsewhere');

const UNDECIDED: ConsumerVerdict = { status: 'undecided', reason: 'the budget is used up' };
const BROKEN: ConsumerVerdict = { status: 'newly-broken', kind: 'rejected', witness: {}, pointers: ['/category'] };
const STILL: ConsumerVerdict = { ...BROKEN, status: 'still-broken' };
const COMPATIBLE: ConsumerVerdict = { status: 'compatible' };

const TOUCHING: Readonly<Record<string, readonly Change[]>> = {
  nothing: [],
  'a breaking change': [BREAKING, SAFE],
  'a dangerous change': [DANGEROUS],
  'a safe change': [SAFE],
  'another unit': [UNIT],
  'a deprecation': [DEPRECATED],
  'a dangerous change and a deprecation': [DANGEROUS, DEPRECATED],
  'another description': [DESCRIBED],
};
const attention = (
  verdict: ConsumerVerdict,
  touching: keyof typeof TOUCHING,
  more: { readonly tier?: Tier; readonly elsewhere?: boolean; readonly wasUndecided?: boolean } = {},
): Attention => {
  const { tier = 'standard', elsewhere = true, wasUndecided = false } = more;
  const own = TOUCHING[touching] ?? [];
  const changes = { all: elsewhere ? [...own, ELSEWHERE] : own, touching: own };
  return attentionOf({ verdict, tier, changes, wasUndecided });
};

describe('what a version asks of one reader', () => {
  // Of what touches it: what follows for the tiers, where something else changed as well and where nothing did.
  it.each([
    ['a breaking change', 'held breaking', 'held breaking', 'held breaking', 'held breaking'],
    ['a dangerous change', 'asked question', 'told digest', 'asked question', 'told digest'],
    ['a safe change', 'asked question', 'told digest', 'asked question', 'told digest'],
    ['another unit', 'untouched question', 'untouched question', 'held breaking', 'held breaking'],
    ['a deprecation', 'untouched deprecation', 'untouched deprecation', 'held breaking', 'held breaking'],
    [
      'a dangerous change and a deprecation',
      'asked question',
      'told deprecation',
      'asked question',
      'told deprecation',
    ],
    ['another description', 'untouched none', 'untouched none', 'held breaking', 'held breaking'],
    ['nothing', 'untouched none', 'untouched none', 'held breaking', 'held breaking'],
  ])('of an undecided verdict beside %s', (touching, critical, others, criticalAlone, othersAlone) => {
    for (const tier of TIERS)
      for (const elsewhere of [true, false]) {
        const { undecided, concern } = attention(UNDECIDED, touching, { tier, elsewhere });
        const [expected, alone] = tier === 'critical' ? [critical, criticalAlone] : [others, othersAlone];
        expect(`${undecided} ${concern}`).toBe(elsewhere ? expected : alone);
      }
  });

  it.each(Object.keys(TOUCHING))('of a break, whatever the tier, beside %s', (touching) => {
    for (const tier of TIERS) expect(attention(BROKEN, touching, { tier })).toEqual({ concern: 'breaking' });
  });

  it.each([
    ['a breaking change', 'none'],
    ['a dangerous change', 'digest'],
    ['a safe change', 'none'],
    ['another unit', 'question'],
    ['a deprecation', 'deprecation'],
    ['a dangerous change and a deprecation', 'deprecation'],
    ['another description', 'none'],
    ['nothing', 'none'],
  ])('of a reader that takes it or was broken before, beside %s', (touching, concern) => {
    for (const tier of TIERS)
      for (const verdict of [COMPATIBLE, STILL]) expect(attention(verdict, touching, { tier })).toEqual({ concern });
  });

  it.each<[string, keyof typeof TOUCHING, string, string]>([
    ['nothing changed there', 'nothing', 'known none', 'untouched none'],
    ['only a description changed there', 'another description', 'known none', 'untouched none'],
    ['a field was deprecated there', 'a deprecation', 'known deprecation', 'untouched deprecation'],
    ['something changed that asserts', 'a dangerous change', 'asked question', 'asked question'],
    ['something harmless changed that asserts', 'a safe change', 'asked question', 'asked question'],
    ['something changed that should break', 'a breaking change', 'held breaking', 'held breaking'],
  ])('where it was undecided before, and %s', (_what, touching, alone, besideOthers) => {
    for (const elsewhere of [true, false]) {
      const found = attention(UNDECIDED, touching, { tier: 'critical', wasUndecided: true, elsewhere });
      expect(`${found.undecided} ${found.concern}`).toBe(elsewhere ? besideOthers : alone);
    }
    // Whether it was is asked only where it matters.
    const touched = TOUCHING[touching] ?? [];
    expect(isUnexplained({ all: touched, touching: touched })).toBe(alone.startsWith('known'));
  });
});

describe('whom a version waits for', () => {
  const told = { held: 'breaking', asked: 'question', told: 'digest', known: 'none', untouched: 'none' } as const;

  it.each([
    ['held', true, 'standard'],
    ['asked', true, 'experimental'],
    ['told', false, 'standard'],
    ['known', false, 'standard'],
    ['untouched', false, 'standard'],
  ] as const)('of those undecided, %s: %s', (undecided, waits, tier) => {
    const concern = told[undecided] === 'none' ? 'digest' : told[undecided];
    const migration = { concern, undecided, verdict: 'undecided' } as const;
    expect(isDated(migration)).toBe(waits);
    expect(isWaitedFor(migration, { onUndecided: 'hold' })).toBe(waits);
    expect(isWaitedFor(migration, { onUndecided: 'pass' })).toBe(false);
    expect(noticeTier('standard', undecided)).toBe(tier);
  });

  it.each([
    ['a break', { concern: 'breaking', verdict: 'breaking' }, true, true],
    ['an undecided one of before these were told apart', { concern: 'breaking', verdict: 'undecided' }, true, false],
    ['a question that nothing undecided asks', { concern: 'question', verdict: 'compatible' }, false, false],
    ['a deprecation', { concern: 'deprecation', verdict: 'compatible' }, false, false],
    ['what is only told', { concern: 'digest', verdict: 'compatible' }, false, false],
  ] as const)('of others, %s', (_what, migration, hold, pass) => {
    expect(isWaitedFor(migration, { onUndecided: 'hold' })).toBe(hold);
    expect(isWaitedFor(migration, { onUndecided: 'pass' })).toBe(pass);
  });
});
