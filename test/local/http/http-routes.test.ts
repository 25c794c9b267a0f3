import { describe, expect, it } from 'vitest';
import { createRouter, decodePath } from '../../../lib/local/http/http-routes.ts';

const routes = [
  'ANY /v1/{proxy+}',
  'GET /v1/subjects/{subject}',
  'ANY /v1/subjects/{subject}',
  'GET /v1/subjects/latest',
  'GET /v1/subjects/{subject}/versions/{version}',
  'GET /',
  '$default',
].map((routeKey) => ({ routeKey, target: routeKey }));

describe('the routes of an HTTP API', () => {
  it.each([
    ['GET', '/v1/subjects/a', 'GET /v1/subjects/{subject}', { subject: 'a' }],
    ['PUT', '/v1/subjects/a', 'ANY /v1/subjects/{subject}', { subject: 'a' }],
    ['GET', '/v1/subjects/latest', 'GET /v1/subjects/latest', {}],
    [
      'GET',
      '/v1/subjects/a/versions/3',
      'GET /v1/subjects/{subject}/versions/{version}',
      { subject: 'a', version: '3' },
    ],
    ['GET', '/v1/subjects/a/other', 'ANY /v1/{proxy+}', { proxy: 'subjects/a/other' }],
    ['GET', '/v1/subjects/', 'ANY /v1/{proxy+}', { proxy: 'subjects/' }],
    ['GET', '/v1/', '$default', {}],
    ['GET', '/', 'GET /', {}],
    ['GET', '/elsewhere', '$default', {}],
  ])('send %s %s to %s', (method, path, routeKey, pathParameters) => {
    const match = createRouter(routes)(method, path);
    expect(match?.route.routeKey).toBe(routeKey);
    expect(match?.pathParameters).toEqual(pathParameters);
  });

  it('leave a request unanswered where no route fits and none is the default', () => {
    expect(createRouter([{ routeKey: 'GET /a', target: 1 }])('POST', '/a')).toBeUndefined();
  });

  it.each([
    ['/a%20b', '/a b'],
    ['/a%2Fb', '/a/b'],
    ['/a%3Fb=1', '/a'],
    ['/a+b', '/a+b'],
    ['/%E2%82%AC', '/€'],
    ['/%FF', undefined],
    ['/%', undefined],
  ])('see the path %s as %s', (path, expected) => {
    expect(decodePath(path)).toBe(expected);
  });
});
