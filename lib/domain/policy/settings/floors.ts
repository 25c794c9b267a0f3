import { longest } from '../deadlines/notice.ts';
import { stricter } from './announced-policy.ts';
import { type OnBreaking, type OnUndecided, type Policy, type PolicyOverrides, TIERS, type Tier } from './policy.ts';

/** What no policy may go below, of the organisation or of a subject. Durations are ISO 8601. */
export interface PolicyFloors {
  /** A break is treated so, or more strictly. */
  readonly onBreaking: OnBreaking;
  /** `hold`: no policy lets pass what is not proved. */
  readonly onUndecided: OnUndecided;
  readonly notice: Readonly<Record<Tier, string>>;
  readonly holdCritical: string;
  readonly holdObjection: string;
  readonly holdUntold: string;
  readonly staleAfter: string;
  /** Environments that count as live in every policy. */
  readonly liveEnvironments: readonly string[];
}
export type FloorOverrides = {
  readonly [K in keyof PolicyFloors]?: K extends 'notice' ? Partial<PolicyFloors['notice']> : PolicyFloors[K];
};

export const DEFAULT_FLOORS: PolicyFloors = {
  onBreaking: 'announce',
  onUndecided: 'pass',
  notice: { critical: 'P1D', standard: 'P1D', experimental: 'P1D' },
  holdCritical: 'P1D',
  holdObjection: 'P1D',
  holdUntold: 'P1D',
  staleAfter: 'P14D',
  liveEnvironments: [],
};

export const effectiveFloors = (given: FloorOverrides = {}): PolicyFloors => ({
  ...DEFAULT_FLOORS,
  ...given,
  notice: { ...DEFAULT_FLOORS.notice, ...given.notice },
});

const DURATIONS = ['holdCritical', 'holdObjection', 'holdUntold', 'staleAfter'] as const;

/** Where a policy goes below a floor, and what is allowed there. Pointers lead into the policy. */
export interface BelowFloor {
  readonly pointer: string;
  readonly detail: string;
}

/** Each decision that is looser than the organisation allows; none where all may stand. */
export function findBelow(policy: PolicyOverrides, floors: PolicyFloors): readonly BelowFloor[] {
  const durations: readonly (readonly [string, string | undefined, string])[] = [
    ...TIERS.map((tier) => [`notice.${tier}`, policy.notice?.[tier], floors.notice[tier]] as const),
    ...DURATIONS.map((name) => [name, policy[name], floors[name]] as const),
  ];
  const short = durations.flatMap(([name, given, floor]) =>
    given === undefined || longest(given, floor) === given ? [] : [below(name, given, `${floor} or longer`)],
  );
  const { onBreaking, onUndecided, liveEnvironments = floors.liveEnvironments } = policy;
  const isLoose = onBreaking !== undefined && stricter(onBreaking, floors.onBreaking) !== onBreaking;
  const missing = floors.liveEnvironments.filter((one) => !liveEnvironments.includes(one));
  return [
    ...(isLoose ? [below('onBreaking', onBreaking, `${floors.onBreaking} or stricter`)] : []),
    ...(onUndecided === 'pass' && floors.onUndecided === 'hold' ? [below('onUndecided', onUndecided, 'hold')] : []),
    ...short,
    ...(missing.length > 0
      ? [below('liveEnvironments', liveEnvironments.join(','), `those and ${missing.join(',')}`)]
      : []),
  ];
}

const below = (name: string, given: string, allowed: string): BelowFloor => ({
  pointer: `/${name.replace('.', '/')}`,
  detail: `${name} may not be ${given}: the organisation allows ${allowed}`,
});

/** A policy with what lies below a floor raised to it: what was set before the floor was, too. */
export function raisedTo(floors: PolicyFloors, policy: Policy): Policy {
  const { notice } = policy;
  return {
    ...policy,
    onBreaking: stricter(policy.onBreaking, floors.onBreaking),
    onUndecided: floors.onUndecided === 'hold' ? 'hold' : policy.onUndecided,
    notice: {
      critical: longest(notice.critical, floors.notice.critical),
      standard: longest(notice.standard, floors.notice.standard),
      experimental: longest(notice.experimental, floors.notice.experimental),
    },
    holdCritical: longest(policy.holdCritical, floors.holdCritical),
    holdObjection: longest(policy.holdObjection, floors.holdObjection),
    holdUntold: longest(policy.holdUntold, floors.holdUntold),
    staleAfter: longest(policy.staleAfter, floors.staleAfter),
    liveEnvironments: [...new Set([...policy.liveEnvironments, ...floors.liveEnvironments])],
  };
}
