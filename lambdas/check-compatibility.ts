import { createHttpHandler } from '../lib/adapters/http/handler.ts';
import { checkRoutes } from '../lib/adapters/http/routes/check.ts';
import { BoundedJudge } from '../lib/adapters/judge/bounded-judge.ts';
import { JsonSchemaDiffOpinion } from '../lib/adapters/second-opinion/json-schema-diff-opinion.ts';
import { makeHttpPorts } from '../lib/adapters/wiring.ts';

/** `POST /v1/compatibility/subjects/{subject}/versions/{version}` */
export const handler = createHttpHandler(checkRoutes, () => ({
  ...makeHttpPorts(),
  judge: new BoundedJudge(),
  secondOpinion: new JsonSchemaDiffOpinion(),
}));
