import { createHttpHandler } from '../lib/adapters/http/handler.ts';
import { subjectRoutes } from '../lib/adapters/http/routes/subjects.ts';
import { makeHttpPorts, makeJudge } from '../lib/adapters/wiring.ts';

/** `/v1/subjects…`, but for publishing. */
export const handler = createHttpHandler(subjectRoutes, () => ({ ...makeHttpPorts(), judge: makeJudge() }));
