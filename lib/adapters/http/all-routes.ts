import { administrationRoutes } from './routes/administration.ts';
import { announcementRoutes } from './routes/announcements.ts';
import { documentRoutes } from './routes/api-document.ts';
import { checkRoutes } from './routes/check.ts';
import { consumerRoutes } from './routes/consumers.ts';
import { deploymentRoutes } from './routes/deployments.ts';
import { gateRoutes } from './routes/gates.ts';
import { registerRoutes } from './routes/register.ts';
import { subjectRoutes } from './routes/subjects.ts';

/**
 * Which function answers which routes: the one list of them. `npm run generate` makes of it what API Gateway routes
 * (`lib/infra/generated/routes.ts`), the OpenAPI document and the types of the command line's client.
 */
export const ROUTES_OF = {
  'register-schema': registerRoutes,
  'check-compatibility': checkRoutes,
  subjects: subjectRoutes,
  consumers: consumerRoutes,
  deployments: [...deploymentRoutes, ...gateRoutes],
  announcements: announcementRoutes,
  administration: administrationRoutes,
  'api-document': documentRoutes,
};

/** Every route of the API. */
export const ALL_ROUTES = Object.values(ROUTES_OF).flat();
