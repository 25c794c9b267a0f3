import type { CloudResource } from '../cloudformation/template.ts';
import { membersOf } from '../parsed.ts';

/** Whether a request may pass now; each that may takes a token. */
export type Throttle = () => boolean;

/**
 * The stage's default throttle as API Gateway documents it: a token bucket of the burst's size, filled at the rate
 * (requests a second). Real time: how fast people call has nothing to do with the movable clock.
 */
export function createThrottle(stage: CloudResource | undefined, now: () => number = Date.now): Throttle {
  const settings = stage?.properties['DefaultRouteSettings'];
  const { ThrottlingRateLimit, ThrottlingBurstLimit } = membersOf(settings);
  if (typeof ThrottlingRateLimit !== 'number' || typeof ThrottlingBurstLimit !== 'number') return () => true;
  let tokens = ThrottlingBurstLimit;
  let filledAt = now();
  return () => {
    const at = now();
    tokens = Math.min(ThrottlingBurstLimit, tokens + ((at - filledAt) / 1_000) * ThrottlingRateLimit);
    filledAt = at;
    if (tokens < 1) return false;
    tokens--;
    return true;
  };
}
