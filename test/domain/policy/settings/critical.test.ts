import { describe, expect, it } from 'vitest';
import { decideTier } from '../../../../lib/domain/policy/settings/critical.ts';
import type { Tier } from '../../../../lib/domain/policy/settings/policy.ts';
import { TIERS } from '../../../../lib/domain/policy/settings/policy.ts';

const decide = (
  asked: Tier,
  { known, counted = [], allowance }: { known?: Tier; counted?: readonly string[]; allowance?: number } = {},
) =>
  decideTier({
    name: 'fraud',
    asked,
    known: known && { tier: known, team: 'ml' },
    team: {
      name: 'ml',
      criticals: counted,
      ...(allowance === undefined ? {} : { criticalAllowance: allowance }),
    },
  });
const CLAIMED = { tier: 'standard', claimedTier: 'critical' };

describe('the tier that a model counts as', () => {
  it.each([
    ['the first three, where nobody said another number', ['a', 'b'], undefined, ['a', 'b', 'fraud']],
    ['as many as an administrator allows', ['a', 'b', 'c'], 4, ['a', 'b', 'c', 'fraud']],
    ['one that is counted already, however many are allowed by now', ['a', 'fraud'], 0, ['a', 'fraud']],
  ])('is critical for %s', (_, counted, allowance, criticals) => {
    expect(decide('critical', { counted, ...(allowance === undefined ? {} : { allowance }) })).toEqual({
      tier: 'critical',
      criticals,
    });
  });
  it.each([
    ['beyond three', ['a', 'b', 'c'], undefined],
    ['beyond what an administrator allows', ['a'], 1],
    ['where none is allowed', [], 0],
  ])('is standard %s, until one confirms it', (_, counted, allowance) => {
    for (const known of [undefined, 'standard', 'experimental'] as const)
      expect(
        decide('critical', { counted, ...(allowance === undefined ? {} : { allowance }), ...(known ? { known } : {}) }),
      ).toEqual({ ...CLAIMED, criticals: counted });
  });
  it('stays critical where it is: those of before, and those that were confirmed, count for nothing', () => {
    expect(decide('critical', { known: 'critical', allowance: 0 })).toEqual({ tier: 'critical', criticals: [] });
  });
  it('does not stay critical in the hands of another team', () => {
    const known = { tier: 'critical', team: 'other' } as const;
    const team = { name: 'ml', criticalAllowance: 0 };
    expect(decideTier({ name: 'fraud', asked: 'critical', known, team })).toEqual({ ...CLAIMED, criticals: [] });
  });
  it.each(TIERS.filter((tier) => tier !== 'critical'))(
    'is %s wherever its team says so, and counts no more',
    (tier) => {
      for (const known of [undefined, ...TIERS])
        expect(decide(tier, { counted: ['a', 'fraud'], allowance: 0, ...(known ? { known } : {}) })).toEqual({
          tier,
          criticals: ['a'],
        });
    },
  );
});
