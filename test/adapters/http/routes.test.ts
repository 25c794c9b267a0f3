import { describe, expect, it } from 'vitest';
import { handler } from '../../../lambdas/not-found.ts';
import { ALL_ROUTES } from '../../../lib/adapters/http/all-routes.ts';
import { PATHS } from '../../../lib/adapters/http/generated/paths.ts';
import { ROUTES } from '../../../lib/infra/generated/routes.ts';
import { SLACK_ROUTES } from '../../../lib/infra/routes.ts';
import { anEvent } from './an-event.ts';

const keys = ALL_ROUTES.map(({ method, path }) => `${method} ${path}`).sort();

describe('the routes', () => {
  it('are each there once', () => {
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('are those that the deployed API sends to functions', () => {
    expect(Object.values(ROUTES).flat().sort()).toEqual(keys);
  });

  it('are those that "not found" knows', () => {
    const listed = Object.entries(PATHS).flatMap(([path, methods]) => methods.map((method) => `${method} ${path}`));

    expect(listed.sort()).toEqual([...keys, ...SLACK_ROUTES['slack-interactions']].sort());
  });

  it.each(ALL_ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s takes no member that it does not know, and says what it does',
    (_key, route) => {
      expect(openObjects(route.body), 'body').toEqual([]);
      expect(openObjects(route.query), 'query').toEqual([]);
      expect(route.body === undefined || 'title' in route.body, 'the body has a title').toBe(true);
      expect(route.summary).toMatch(/^[A-Z].*[^.]$/);
    },
  );

  it.each(
    ALL_ROUTES.filter(({ method }) => method !== 'GET').map((route) => [`${route.method} ${route.path}`, route.verb]),
  )('%s writes, so it asks for more than reading (%s)', (key, verb) => {
    const isRead = key === 'POST /v1/compatibility/subjects/{subject}/versions/{version}';
    // Decided in the use case: tokens and a team's settings by three verbs, each within its own bounds; answers, approvals and what was sent by either side; a subject's end by its owner or an administrator.
    if (
      !/\/v1\/(tokens|announcements|teams\/\{team\}\/(settings|deliveries)|subjects\/\{subject\}\/(approvals|retire))/.test(
        key,
      )
    )
      expect(verb).toMatch(isRead ? /^read$/ : /^(publish|subscribe|administer)$/);
  });
});

describe('whatever no route takes', () => {
  const ask = async (method: string, path: string) => {
    const event = anEvent({ routeKey: '$default', path, authorizer: null });
    const http = { ...event.requestContext.http, method };
    const reply = await handler({ ...event, requestContext: { ...event.requestContext, http } });
    return { status: reply.statusCode, headers: reply.headers, body: JSON.parse(reply.body ?? '') };
  };

  it.each([
    ['GET', '/'],
    ['GET', '/v1'],
    ['GET', '/v1/subject'],
    ['GET', '/v1/teams/'],
    ['GET', '/v2/teams'],
    ['POST', '/v1/subjects/a/versions/1/destroy'],
  ])('%s %s is a 404', async (method, path) => {
    expect(await ask(method, path)).toMatchObject({
      status: 404,
      headers: { 'content-type': 'application/problem+json' },
      body: { code: 'not-found', instance: 'request-1' },
    });
  });

  it.each([
    ['POST', '/v1/teams', 'GET'],
    ['PATCH', '/v1/consumers/fraud', 'GET, PUT, DELETE'],
    ['DELETE', '/v1/subjects/payments.cards/versions', 'GET, POST'],
    ['GET', '/v1/tokens/01J', 'DELETE'],
  ])('%s %s is a 405 that names %s', async (method, path, allow) => {
    expect(await ask(method, path)).toMatchObject({
      status: 405,
      headers: { allow },
      body: { code: 'method-not-allowed' },
    });
  });
});

/** Pointers of the objects of a schema that would take unknown members; a map's members are all unknown by nature. */
function openObjects(schema: unknown, at = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const isObject = 'properties' in schema;
  const isOpen = isObject && !('additionalProperties' in schema && schema.additionalProperties === false);
  const below = Object.entries(schema)
    .filter(([keyword]) => keyword !== 'examples')
    .flatMap(([name, value]) => openObjects(value, `${at}/${name}`));
  return isOpen ? [at, ...below] : below;
}
