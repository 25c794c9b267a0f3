import { describe, expect, it, vi } from 'vitest';
import { ROUTES_OF } from '../../lib/adapters/http/all-routes.ts';
import { FUNCTIONS } from '../../lib/infra/functions.ts';
import { ROUTES } from '../../lib/infra/generated/routes.ts';
import { SLACK_ROUTES } from '../../lib/infra/routes.ts';

/** A function's handler is the routes that it was made of. */
vi.mock('../../lib/adapters/http/handler.ts', () => ({ createHttpHandler: (routes: unknown) => routes }));

describe('the routes that are deployed', () => {
  it.each(Object.entries(ROUTES_OF))('to %s are those that it serves', async (name, routes) => {
    const { handler } = await import(`../../lambdas/${name}.ts`);

    expect(handler).toEqual(routes);
  });

  it('lead to functions that exist, each route to one', () => {
    const routes = { ...ROUTES, ...SLACK_ROUTES };
    expect(Object.keys(FUNCTIONS)).toEqual(expect.arrayContaining(Object.keys(routes)));
    const keys = Object.values(routes).flat();
    expect(new Set(keys).size).toBe(keys.length);
  });
});
