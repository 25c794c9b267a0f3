import { administrationRoutes } from './routes/administration.ts';
import { announcementRoutes } from './routes/announcements.ts';
import { documentRoutes } from './routes/api-document.ts';
import { checkRoutes } from './routes/check.ts';
import { consumerRoutes } from './routes/consumers.ts';
import { deploymentRoutes } from './routes/deployments.ts';
import { gateRoutes } from './routes/gates.ts';
import { registerRoutes } from './routes/register.ts';
import { subjectRoutes } from './routes/subjects.ts';

/** Every route of the API, for the documents made of them and for the tests that hold them together. */
export const ALL_ROUTES = [
  ...registerRoutes,
  ...checkRoutes,
  ...subjectRoutes,
  ...consumerRoutes,
  ...deploymentRoutes,
  ...gateRoutes,
  ...announcementRoutes,
  ...administrationRoutes,
  ...documentRoutes,
];
