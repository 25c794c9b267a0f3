import { createHttpHandler } from '../lib/adapters/http/handler.ts';
import { deploymentRoutes } from '../lib/adapters/http/routes/deployments.ts';
import { gateRoutes } from '../lib/adapters/http/routes/gates.ts';
import { BoundedJudge } from '../lib/adapters/judge/bounded-judge.ts';
import { makeHttpPorts } from '../lib/adapters/wiring.ts';

/** `/v1/environments…`, and the gates that follow from what is deployed where. */
export const handler = createHttpHandler([...deploymentRoutes, ...gateRoutes], () => ({
  ...makeHttpPorts(),
  judge: new BoundedJudge(),
}));
