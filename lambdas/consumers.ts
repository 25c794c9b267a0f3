import { createHttpHandler } from '../lib/adapters/http/handler.ts';
import { consumerRoutes } from '../lib/adapters/http/routes/consumers.ts';
import { makeHttpPorts, makeJudge } from '../lib/adapters/wiring.ts';

/** `/v1/consumers…` */
export const handler = createHttpHandler(consumerRoutes, () => ({ ...makeHttpPorts(), judge: makeJudge() }));
