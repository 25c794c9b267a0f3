import { longest } from '../deadlines/notice.ts';
import { type OnBreaking, type Policy, TIERS } from './policy.ts';

/** What an announcement keeps of the policy that it was made under, until it is over. */
export type AnnouncedPolicy = Pick<Policy, (typeof ANNOUNCED_DECISIONS)[number]>;
const ANNOUNCED_DECISIONS = [
  'onBreaking',
  'onUndecided',
  'notice',
  'holdCritical',
  'holdObjection',
  'holdUntold',
  'staleAfter',
  'liveEnvironments',
  'extension',
  'contentModel',
  'formatMode',
] as const satisfies readonly (keyof Policy)[];

export function announcedPolicy(policy: AnnouncedPolicy): AnnouncedPolicy {
  const { onBreaking, notice, holdCritical, holdObjection, staleAfter, liveEnvironments, extension } = policy;
  const { onUndecided, holdUntold, contentModel, formatMode } = policy;
  return {
    ...{ onBreaking, notice, holdCritical, holdObjection, staleAfter, liveEnvironments, extension },
    ...{ onUndecided, holdUntold, contentModel, formatMode },
  };
}

/** That an administrator gave an announcement looser values than it was made under. */
export interface Loosened {
  /** UTC ISO 8601, the last time. */
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  /** What whoever was told by then goes by, until the date that he was told is over. */
  readonly madeUnder: AnnouncedPolicy;
  /** Until then the stream and the sweep hand it on to be told. */
  readonly told: boolean;
}

interface Announced {
  readonly policy?: AnnouncedPolicy;
  readonly loosened?: Loosened;
}

/** The policy that an announcement goes by; where it was loosened, with what it was made under. */
export interface Governing extends Policy {
  readonly loosened?: Pick<Loosened, 'at' | 'madeUnder'>;
}

/**
 * The policy that an announcement goes by: what it was made under, whatever was decided since. Those of before this was
 * kept go by the policy of now.
 */
export const governing = (policy: Policy, announcement: Announced | undefined): Governing => ({
  ...policy,
  ...announcement?.policy,
  ...(announcement?.loosened ? { loosened: announcement.loosened } : {}),
});

/** What an announcement was made under, also where it was loosened since. */
export const madeUnder = ({ policy, loosened }: Announced): AnnouncedPolicy | undefined =>
  loosened?.madeUnder ?? policy;

const LOOSEST_FIRST: readonly OnBreaking[] = ['announce', 'propose', 'reject'];

/** The stricter of two ways to treat a break. */
export const stricter = (left: OnBreaking, right: OnBreaking): OnBreaking =>
  LOOSEST_FIRST.indexOf(left) > LOOSEST_FIRST.indexOf(right) ? left : right;

/**
 * What an announcement goes by that takes the place of another: of each decision that lets a change go live, the stricter
 * one. Publishing a change again must not be a way around what its readers were told.
 */
export function succeeding<P extends AnnouncedPolicy>(later: P, earlier: AnnouncedPolicy | undefined): P {
  if (!earlier) return later;
  const longer = (name: 'holdCritical' | 'holdObjection' | 'holdUntold' | 'staleAfter' | 'extension') =>
    longest(later[name], earlier[name]);
  const notice = Object.fromEntries(TIERS.map((tier) => [tier, longest(later.notice[tier], earlier.notice[tier])]));
  return {
    ...later,
    onBreaking: stricter(later.onBreaking, earlier.onBreaking),
    onUndecided: earlier.onUndecided === 'hold' ? 'hold' : later.onUndecided,
    notice: { ...later.notice, ...notice },
    holdCritical: longer('holdCritical'),
    holdObjection: longer('holdObjection'),
    holdUntold: longer('holdUntold'),
    staleAfter: longer('staleAfter'),
    extension: longer('extension'),
    liveEnvironments: [...new Set([...earlier.liveEnvironments, ...later.liveEnvironments])],
  };
}

/**
 * The environments whose models are asked when a version is deployed somewhere; `undefined` where that does not count as
 * live. One that was declared live only after the announcement counts, and cannot stand for those of the announcement.
 */
export function askedAtDeployment(
  environment: string,
  { now, announced }: Readonly<Record<'now' | 'announced', readonly string[]>>,
): readonly string[] | undefined {
  if (announced.includes(environment)) return [environment];
  return now.includes(environment) ? [environment, ...announced] : undefined;
}
