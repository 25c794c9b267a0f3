import { findSetting } from '../lib/adapters/environment.ts';
import { createHttpHandler } from '../lib/adapters/http/handler.ts';
import { consumerRoutes } from '../lib/adapters/http/routes/consumers.ts';
import { BoundedJudge } from '../lib/adapters/judge/bounded-judge.ts';
import { readKillSwitchTargets } from '../lib/adapters/kill-switch-targets.ts';
import { makeHttpPorts } from '../lib/adapters/wiring.ts';

/** `/v1/consumers…` */
export const handler = createHttpHandler(consumerRoutes, () => ({
  ...makeHttpPorts(),
  judge: new BoundedJudge(),
  optionalChannels: new Set(findSetting('OPTIONAL_CHANNELS')?.split(',')),
  killSwitchTargets: new Set(readKillSwitchTargets().keys()),
}));
