import { describe, expect, it } from 'vitest';
import { type AnnouncedPolicy, announcedPolicy } from '../../../../lib/domain/policy/settings/announced-policy.ts';
import { effectiveFloors } from '../../../../lib/domain/policy/settings/floors.ts';
import { changesBetween, type Loosening, loosen } from '../../../../lib/domain/policy/settings/loosen.ts';
import { DEFAULT_POLICY, type Policy } from '../../../../lib/domain/policy/settings/policy.ts';

const kept = (more: Partial<Policy> = {}): AnnouncedPolicy => announcedPolicy({ ...DEFAULT_POLICY, ...more });
const MADE = kept({ liveEnvironments: ['production', 'eu'] });
const decide = (values: Loosening, more: Partial<Parameters<typeof loosen>[0]> = {}) =>
  loosen({ madeUnder: MADE, current: MADE, values, floors: effectiveFloors(), ...more });

describe('an open announcement', () => {
  it.each<readonly [Loosening, string, string, string]>([
    [{ onUndecided: 'pass' }, 'onUndecided', 'hold', 'pass'],
    [{ notice: { critical: 'P10D' } }, 'notice.critical', 'P30D', 'P10D'],
    [{ notice: { standard: 'P1W' } }, 'notice.standard', 'P14D', 'P1W'],
    [{ notice: { experimental: 'P1D' } }, 'notice.experimental', 'P3D', 'P1D'],
    [{ holdObjection: 'P1D' }, 'holdObjection', 'P5D', 'P1D'],
    [{ staleAfter: 'P14D' }, 'staleAfter', 'P90D', 'P14D'],
    [{ extension: 'P0D' }, 'extension', 'P14D', 'P0D'],
    [{ liveEnvironments: ['eu'] }, 'liveEnvironments', 'production,eu', 'eu'],
  ])('takes the looser %j, and keeps all else', (values, decision, from, to) => {
    const decided = decide(values);
    expect(decided).toMatchObject({ outcome: 'loosened', changes: [{ decision, from, to }] });
    expect(decided.outcome === 'loosened' && changesBetween(MADE, decided.policy)).toHaveLength(1);
  });

  it.each<readonly [Loosening, string]>([
    [{ onBreaking: 'announce' }, '/onBreaking'],
    [{ holdCritical: 'P1D' }, '/holdCritical'],
    [{ contentModel: 'open' }, '/contentModel'],
    [{ formatMode: 'assertion' }, '/formatMode'],
  ])('keeps what it was announced with, whatever the value: %j', (values, pointer) => {
    expect(decide(values)).toMatchObject({
      outcome: 'refused',
      errors: [{ pointer, detail: expect.stringContaining('stays as it was announced') }],
    });
  });

  it.each<readonly [Loosening, string]>([
    [{ notice: { critical: 'P31D' } }, '/notice/critical'],
    [{ holdObjection: 'P6D' }, '/holdObjection'],
    [{ staleAfter: 'P91D' }, '/staleAfter'],
    [{ extension: 'P15D' }, '/extension'],
    [{ liveEnvironments: ['production', 'us'] }, '/liveEnvironments'],
  ])('takes nothing stricter: %j', (values, pointer) => {
    expect(decide(values)).toMatchObject({
      outcome: 'refused',
      errors: [{ pointer, detail: expect.stringContaining('is only loosened from there') }],
    });
  });

  it.each<readonly [Loosening, string]>([
    [{ notice: { critical: 'P13D' } }, '/notice/critical'],
    [{ holdObjection: 'P0D' }, '/holdObjection'],
    [{ staleAfter: 'P29D' }, '/staleAfter'],
    [{ onUndecided: 'pass' }, '/onUndecided'],
    [{ liveEnvironments: ['eu'] }, '/liveEnvironments'],
  ])('takes nothing below the floors: %j', (values, pointer) => {
    const floors = effectiveFloors({
      notice: { critical: 'P14D' },
      onUndecided: 'hold',
      staleAfter: 'P30D',
      liveEnvironments: ['production'],
    });
    expect(decide(values, { floors })).toMatchObject({ outcome: 'refused', errors: [{ pointer }] });
  });

  it('is told all that stands against it at once, and nothing of it is taken', () => {
    const decided = decide({ staleAfter: 'P1D', onBreaking: 'announce', onUndecided: 'pass' });
    expect(decided).toMatchObject({ errors: [{ pointer: '/onBreaking' }, { pointer: '/staleAfter' }] });
  });
  it('that lets the undecided pass is not made to hold them', () => {
    const madeUnder = kept({ onUndecided: 'pass' });
    expect(decide({ onUndecided: 'hold' }, { madeUnder, current: madeUnder }).outcome).toBe('refused');
    expect(decide({ onUndecided: 'pass' }, { madeUnder, current: madeUnder }).outcome).toBe('unchanged');
  });
  it('takes a loosening back, up to what it was announced with', () => {
    const current = kept({ liveEnvironments: ['production', 'eu'], staleAfter: 'P14D' });
    expect(decide({ staleAfter: 'P90D' }, { current })).toMatchObject({
      outcome: 'loosened',
      policy: MADE,
      changes: [{ decision: 'staleAfter', from: 'P14D', to: 'P90D' }],
    });
  });
  it('stays as it is where nothing differs', () => {
    expect(decide({ staleAfter: 'P90D' })).toEqual({ outcome: 'unchanged' });
    expect(decide({})).toEqual({ outcome: 'unchanged' });
  });
});
