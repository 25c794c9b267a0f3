import { createHttpHandler } from '../lib/adapters/http/handler.ts';
import { checkRoutes } from '../lib/adapters/http/routes/check.ts';
import { makeHttpPorts, makeJudge, makeSecondOpinion } from '../lib/adapters/wiring.ts';

/** `POST /v1/compatibility/subjects/{subject}/versions/{version}` */
export const handler = createHttpHandler(checkRoutes, () => ({
  ...makeHttpPorts(),
  judge: makeJudge(),
  secondOpinion: makeSecondOpinion(),
}));
