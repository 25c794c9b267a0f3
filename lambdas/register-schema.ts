import { createHttpHandler } from '../lib/adapters/http/handler.ts';
import { registerRoutes } from '../lib/adapters/http/routes/register.ts';
import { makeHttpPorts, makeJudge } from '../lib/adapters/wiring.ts';

/** `POST /v1/subjects/{subject}/versions` */
export const handler = createHttpHandler(registerRoutes, () => ({ ...makeHttpPorts(), judge: makeJudge() }));
