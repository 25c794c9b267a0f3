import document from '../docs/openapi.json' with { type: 'json' };
import { SystemClock } from '../lib/adapters/clock.ts';
import { createHttpHandler } from '../lib/adapters/http/handler.ts';
import { documentRoutes } from '../lib/adapters/http/routes/api-document.ts';

/** `GET /v1/openapi.json`. It only reads, so there is no reply to keep for a repeat. */
export const handler = createHttpHandler(documentRoutes, () => ({
  document,
  clock: new SystemClock(),
  keptReplies: { once: (_request, work) => work() },
}));
