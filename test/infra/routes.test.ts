import { describe, expect, it } from 'vitest';
import { administrationRoutes } from '../../lib/adapters/http/routes/administration.ts';
import { announcementRoutes } from '../../lib/adapters/http/routes/announcements.ts';
import { documentRoutes } from '../../lib/adapters/http/routes/api-document.ts';
import { checkRoutes } from '../../lib/adapters/http/routes/check.ts';
import { consumerRoutes } from '../../lib/adapters/http/routes/consumers.ts';
import { deploymentRoutes } from '../../lib/adapters/http/routes/deployments.ts';
import { gateRoutes } from '../../lib/adapters/http/routes/gates.ts';
import { registerRoutes } from '../../lib/adapters/http/routes/register.ts';
import { subjectRoutes } from '../../lib/adapters/http/routes/subjects.ts';
import { FUNCTIONS } from '../../lib/infra/functions.ts';
import { ROUTES, SLACK_ROUTES } from '../../lib/infra/routes.ts';

const SERVED = {
  'register-schema': registerRoutes,
  'check-compatibility': checkRoutes,
  subjects: subjectRoutes,
  consumers: consumerRoutes,
  deployments: [...deploymentRoutes, ...gateRoutes],
  announcements: announcementRoutes,
  administration: administrationRoutes,
  'api-document': documentRoutes,
} as const satisfies Record<keyof typeof ROUTES, readonly { readonly method: string; readonly path: string }[]>;

describe('the routes that are deployed', () => {
  it.each(Object.entries(SERVED))('to %s are those that it serves', (name, served) => {
    const deployed: readonly string[] = ROUTES[name as keyof typeof ROUTES];
    expect([...deployed].sort()).toEqual(served.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it('lead to functions that exist, each route to one', () => {
    const routes = { ...ROUTES, ...SLACK_ROUTES };
    expect(Object.keys(FUNCTIONS)).toEqual(expect.arrayContaining(Object.keys(routes)));
    const keys = Object.values(routes).flat();
    expect(new Set(keys).size).toBe(keys.length);
  });
});
