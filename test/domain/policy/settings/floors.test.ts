import { describe, expect, it } from 'vitest';
import {
  DEFAULT_FLOORS,
  effectiveFloors,
  type FloorOverrides,
  findBelow,
  raisedTo,
} from '../../../../lib/domain/policy/settings/floors.ts';
import {
  DEFAULT_POLICY,
  effectivePolicy,
  type PolicyOverrides,
} from '../../../../lib/domain/policy/settings/policy.ts';

/** A floor, what stands on it or above it, what lies below it, and the policy that the latter is raised to. */
const FLOORS: readonly {
  readonly floor: FloorOverrides;
  readonly fine: readonly PolicyOverrides[];
  readonly below: PolicyOverrides;
  readonly pointer: string;
  readonly allowed: string;
  readonly raised: PolicyOverrides;
}[] = [
  ...(['critical', 'standard', 'experimental'] as const).map((tier) => ({
    floor: { notice: { [tier]: 'P14D' } },
    fine: [{ notice: { [tier]: 'P14D' } }, { notice: { [tier]: 'P2W' } }, { notice: { [tier]: 'P1Y' } }],
    below: { notice: { [tier]: 'P13D' } },
    pointer: `/notice/${tier}`,
    allowed: 'P14D or longer',
    raised: { notice: { [tier]: 'P14D' } },
  })),
  ...(['holdCritical', 'holdObjection', 'holdUntold', 'staleAfter'] as const).map((name) => ({
    floor: { [name]: 'P1M' },
    fine: [{ [name]: 'P1M' }, { [name]: 'P31D' }],
    below: { [name]: 'P4W' },
    pointer: `/${name}`,
    allowed: 'P1M or longer',
    raised: { [name]: 'P1M' },
  })),
  {
    floor: { onBreaking: 'propose' },
    fine: [{ onBreaking: 'propose' }, { onBreaking: 'reject' }],
    below: { onBreaking: 'announce' },
    pointer: '/onBreaking',
    allowed: 'propose or stricter',
    raised: { onBreaking: 'propose' },
  },
  {
    floor: { onUndecided: 'hold' },
    fine: [{ onUndecided: 'hold' }],
    below: { onUndecided: 'pass' },
    pointer: '/onUndecided',
    allowed: 'hold',
    raised: { onUndecided: 'hold' },
  },
  {
    floor: { liveEnvironments: ['production', 'eu'] },
    fine: [{ liveEnvironments: ['eu', 'asia', 'production'] }],
    below: { liveEnvironments: ['eu', 'nowhere'] },
    pointer: '/liveEnvironments',
    allowed: 'those and production',
    raised: { liveEnvironments: ['eu', 'nowhere', 'production'] },
  },
];

describe.each(FLOORS)('the floor $floor', ({ floor, fine, below, pointer, allowed, raised }) => {
  const floors = effectiveFloors(floor);
  it('lets stand what is not below it, and what a policy leaves to others', () => {
    for (const policy of [...fine, {}, { reminders: ['P1D'] }]) {
      expect(findBelow(policy, floors)).toEqual([]);
      expect(raisedTo(floors, effectivePolicy(policy))).toMatchObject(policy);
    }
  });
  it('refuses what is below it, and says what is allowed', () => {
    expect(findBelow(below, floors)).toEqual([{ pointer, detail: expect.stringContaining(`allows ${allowed}`) }]);
  });
  it('raises what was set before it', () => {
    expect(raisedTo(floors, effectivePolicy(below))).toEqual(effectivePolicy(raised));
  });
});

describe('without floors of its own', () => {
  it('an organisation has those that keep a gate from being none', () => {
    expect(effectiveFloors()).toEqual(DEFAULT_FLOORS);
    expect(raisedTo(DEFAULT_FLOORS, DEFAULT_POLICY)).toEqual(DEFAULT_POLICY);
    const nothing = { critical: 'P0D', standard: 'P0D', experimental: 'P0D' };
    const none: PolicyOverrides = {
      notice: nothing,
      holdCritical: 'P0D',
      holdObjection: 'P0D',
      holdUntold: 'P0D',
      staleAfter: 'P0D',
    };
    expect(findBelow(none, DEFAULT_FLOORS).map(({ pointer }) => pointer)).toEqual([
      ...['/notice/critical', '/notice/standard', '/notice/experimental'],
      ...['/holdCritical', '/holdObjection', '/holdUntold', '/staleAfter'],
    ]);
  });
  it('each of them can be set apart from the others', () => {
    expect(effectiveFloors({ notice: { critical: 'P0D' } })).toEqual({
      ...DEFAULT_FLOORS,
      notice: { ...DEFAULT_FLOORS.notice, critical: 'P0D' },
    });
  });
});
