import { createHttpHandler } from '../lib/adapters/http/handler.ts';
import { subjectRoutes } from '../lib/adapters/http/routes/subjects.ts';
import { BoundedJudge } from '../lib/adapters/judge/bounded-judge.ts';
import { makeHttpPorts } from '../lib/adapters/wiring.ts';

/** `/v1/subjects…`, but for publishing; and `/v1/rejudgement`. */
export const handler = createHttpHandler(subjectRoutes, () => ({ ...makeHttpPorts(), judge: new BoundedJudge() }));
