import { describe, expect, it } from 'vitest';
import { type CheckFacts, decideCheck } from '../../../../lib/domain/policy/publishing/check-decision.ts';
import type { PublishDecision } from '../../../../lib/domain/policy/publishing/publish-decision.ts';

const MINIMUM = { tier: 'standard', duration: 'P14D', earliest: '2026-12-04' } as const;
const DATE = '2026-12-04';
const accepted = (
  status: 'active' | 'proposed',
  more: Partial<Extract<PublishDecision, { outcome: 'accepted' }>> = {},
): PublishDecision => ({ outcome: 'accepted', status, observed: false, ...more });
const waits = accepted('proposed', { announce: 'breaking' });
const NONE = { held: [], asked: [], onUndecided: 'hold' } as const;
const refused: PublishDecision = { outcome: 'refused', code: 'incompatible', detail: 'no' };

describe('whether a check passes', () => {
  it.each<[string, Partial<CheckFacts>, boolean]>([
    ['a refused publish', { decision: refused }, false],
    ['a refused publish that nobody reads', { decision: refused, broken: [] }, false],
    ['a proposal that breaks a model and has no date', {}, false],
    ['a proposal that breaks a model, with a date', { sunset: DATE }, true],
    ['a proposal that turns out to break nobody', { broken: [] }, true],
    [
      'a break that goes live at once by policy or emergency',
      { decision: accepted('active', { announce: 'breaking' }) },
      true,
    ],
    [
      'a change that is only observed',
      { decision: accepted('active', { announce: 'breaking', observed: true }) },
      true,
    ],
    ['a removal whose sunset has passed', { decision: accepted('active', { sunsetPassed: true }) }, true],
    ['content that is live already', { unchanged: { version: 3, status: 'active' } }, true],
    ['content that waits already, announced with its date', { unchanged: { version: 3, status: 'proposed' } }, true],
  ])('judges %s', (_name, facts, passes) => {
    const decision = decideCheck({
      decision: waits,
      broken: ['fraud'],
      undecided: NONE,
      sunset: undefined,
      minimum: MINIMUM,
      ...facts,
    });
    expect(decision.passes).toBe(passes);
    expect(decision.reasons.length > 0).toBe(!passes);
  });

  describe.each(['hold', 'pass'] as const)('of what is undecided, under onUndecided: %s', (onUndecided) => {
    const judge = (more: Partial<CheckFacts>, open: { held?: string[]; asked?: string[] }) =>
      decideCheck({
        decision: waits,
        broken: [],
        sunset: undefined,
        minimum: MINIMUM,
        ...more,
        undecided: { held: [], asked: [], ...open, onUndecided },
      });

    it('fails for what is held as a break, unless it has a date or passes by policy', () => {
      const { passes, reasons, notes } = judge({}, { held: ['fraud'] });
      expect(passes).toBe(onUndecided === 'pass');
      expect(reasons.join()).toBe(
        onUndecided === 'pass'
          ? ''
          : 'fraud may break, which is undecided, and no date is given: announce it with a sunset of 2026-12-04 or later, or keep the old shape',
      );
      expect(notes).toHaveLength(onUndecided === 'pass' ? 1 : 0);
      expect(judge({ sunset: DATE }, { held: ['fraud'] }).passes).toBe(true);
    });
    it('passes what is only asked, and says who', () => {
      const { passes, notes } = judge({}, { asked: ['vip'] });
      expect(passes).toBe(true);
      expect(notes.join()).toContain(onUndecided === 'pass' ? 'undecided for vip: they are told' : 'waited for until');
    });
    it('tells both apart from what breaks', () => {
      const { passes, reasons } = judge({ broken: ['churn'] }, { held: ['fraud'] });
      expect(passes).toBe(false);
      expect(reasons[0]?.startsWith('churn would break, fraud may break, which is undecided, and')).toBe(
        onUndecided === 'hold',
      );
    });
    it('asks nobody of an observed subject', () => {
      expect(judge({ decision: accepted('active', { observed: true }) }, { held: ['a'], asked: ['b'] })).toEqual({
        passes: true,
        reasons: [],
        notes: [],
      });
    });
  });

  it('names three of the models that break, counts the others, and says the earliest date', () => {
    const broken = ['a', 'b', 'c', 'd', 'e'];
    const { reasons } = decideCheck({ decision: waits, broken, undecided: NONE, sunset: undefined, minimum: MINIMUM });
    expect(reasons[0]).toMatch(/^a, b, c and 2 more would break .* 2026-12-04 or later/);
  });

  it('says that the readers of what goes at its sunset were told', () => {
    const decision = accepted('active', { sunsetPassed: true });
    const { notes } = decideCheck({
      decision,
      broken: ['fraud'],
      undecided: NONE,
      sunset: undefined,
      minimum: MINIMUM,
    });
    expect(notes.join()).toContain('its sunset has passed: its readers were told');
    expect(notes.join()).toContain('fraud would break at once, and hear of it');
  });
});
