import { createHttpHandler } from '../lib/adapters/http/handler.ts';
import { registerRoutes } from '../lib/adapters/http/routes/register.ts';
import { BoundedJudge } from '../lib/adapters/judge/bounded-judge.ts';
import { makeHttpPorts } from '../lib/adapters/wiring.ts';

/** `POST /v1/subjects/{subject}/versions` */
export const handler = createHttpHandler(registerRoutes, () => ({ ...makeHttpPorts(), judge: new BoundedJudge() }));
