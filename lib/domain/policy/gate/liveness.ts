import type { Consumer } from '../../consumer.ts';
import type { LiveRelease, ModelDeployment } from '../../deployment.ts';
import { later } from '../deadlines/notice.ts';
import type { Policy } from '../settings/policy.ts';

/** A release and where it runs. */
export interface PlacedRelease extends LiveRelease {
  readonly environment: string;
}

/** All that runs of one model; only in these environments, if any are given. */
export const liveReleases = (
  deployments: readonly ModelDeployment[],
  environments?: readonly string[],
): readonly PlacedRelease[] =>
  deployments
    .filter(({ environment }) => environments?.includes(environment) ?? true)
    .flatMap(({ environment, releases }) => releases.map((release) => ({ ...release, environment })));

/**
 * Whether a model may be reading what is emitted there. One that has never recorded a deployment counts as live
 * everywhere: silence must not open a gate. One that has, is live where it says so.
 */
export const isLiveIn = (deployments: readonly ModelDeployment[], environments?: readonly string[]): boolean =>
  deployments.length === 0 || liveReleases(deployments, environments).length > 0;

/** Whether a model runs in an environment in which it did not before, or did not say so: it may come to hold what goes live there. */
export const comesAlive = (
  before: readonly ModelDeployment[],
  after: readonly ModelDeployment[],
  environment: string,
): boolean => !isLiveIn(before, [environment]) && liveReleases(after, [environment]).length > 0;

/** No deployment, answer or change of a subscription for as long as the policy waits. */
export const isStale = ({ lastSeenAt }: Consumer, { staleAfter }: Pick<Policy, 'staleAfter'>, now: string): boolean =>
  later(lastSeenAt, staleAfter) <= now;
