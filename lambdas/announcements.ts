import { createHttpHandler } from '../lib/adapters/http/handler.ts';
import { announcementRoutes } from '../lib/adapters/http/routes/announcements.ts';
import { makeHttpPorts } from '../lib/adapters/wiring.ts';

/** `/v1/announcements…` and `GET /v1/audit-events` */
export const handler = createHttpHandler(announcementRoutes, makeHttpPorts);
