import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_ROUTES } from '../../lib/adapters/http/all-routes.ts';
import { openApiDocument } from '../../lib/adapters/http/openapi/document.ts';
import { PROBLEMS } from '../../lib/adapters/http/problem.ts';
import { ApiContract, type Seen } from './api-contract.ts';
import { CheckingProxy } from './checking-proxy.ts';

const contract = new ApiContract(JSON.parse(JSON.stringify(openApiDocument(ALL_ROUTES, '1.0.0'))));

const TEAM = { name: 'payments', prefixes: ['payments'], createdAt: '2026-11-21T09:00:00.000Z' };
const answer = (more: Partial<Seen> & { readonly json?: unknown } = {}): Seen => {
  const { json = TEAM, ...rest } = more;
  const headers = { 'content-type': 'application/json' };
  return { method: 'GET', path: '/v1/teams/payments', status: 200, headers, body: JSON.stringify(json), ...rest };
};
const problem = (code: 'not-found' | 'gate-closed', more: object = {}) => {
  const { status, title } = PROBLEMS[code];
  const type = `https://forewarn.dev/problems/${code}`;
  return {
    status,
    headers: { 'content-type': 'application/problem+json' },
    json: { type, title, status, code, detail: 'so', errors: [], instance: '1', ...more },
  };
};

describe('an answer held against the OpenAPI document', () => {
  it.each([
    ['as it is documented', answer()],
    ['with a query', answer({ path: '/v1/teams/payments?limit=1' })],
    ['as a problem', answer(problem('not-found'))],
    ['by API Gateway itself', answer({ status: 401, json: { message: 'Unauthorized' } })],
    ['without a body', answer({ method: 'DELETE', path: '/v1/tokens/1', status: 204, headers: {}, body: '' })],
    ['to what is no route', answer({ path: '/v1/nothing', ...problem('not-found') })],
  ])('has no fault %s', (_how, seen) => {
    expect(contract.faultsOf(seen)).toEqual([]);
  });

  it.each([
    ['another status', answer({ status: 202 }), 'GET /v1/teams/payments -> 202: the status is not documented'],
    ['a member too many', answer({ json: { ...TEAM, secret: 1 } }), '"additionalProperty":"secret"'],
    ['a member too few', answer({ json: { name: 'payments' } }), "must have required property 'prefixes'"],
    ['a member of another type', answer({ json: { ...TEAM, prefixes: 'payments' } }), '/prefixes must be array'],
    ['a date that is none', answer({ json: { ...TEAM, createdAt: 'now' } }), '/createdAt must match format'],
    ['another media type', answer({ headers: { 'content-type': 'text/html' } }), 'text/html is not documented'],
    ['no media type', answer({ headers: {} }), 'the media type (none) is not documented'],
    ['a code of another route', answer(problem('not-found', { code: 'conflict' })), '/code must be equal to constant'],
    ['a status of another route', answer(problem('gate-closed')), '409: the status is not documented'],
    ['a problem with a member too many', answer(problem('not-found', { secret: 1 })), '"additionalProperty":"secret"'],
    ['a body where none is', answer({ method: 'DELETE', path: '/v1/tokens/1', status: 204 }), 'none is documented'],
    ['what is no route, as if it were', answer({ path: '/v1/nothing' }), 'no such operation is documented'],
    [
      'the wrong method, without those that are right',
      answer({ method: 'PATCH', ...problem('not-found'), status: 405 }),
      'no such operation is documented',
    ],
    [
      'a created thing without its place',
      answer({ method: 'POST', path: '/v1/subjects/a/versions', status: 201, json: {} }),
      'the header Location is missing',
    ],
    [
      'a header of another form',
      answer({
        method: 'PUT',
        headers: { 'content-type': 'application/json', 'idempotency-replayed': 'yes' },
      }),
      'the header Idempotency-Replayed must be equal to constant',
    ],
  ])('has one with %s', (_what, seen, fault) => {
    expect(contract.faultsOf(seen).join('\n')).toContain(fault);
  });
});

describe('the proxy before the registry', () => {
  let server: Server;
  let proxy: CheckingProxy;
  const paths: string[] = [];
  beforeAll(async () => {
    server = createServer((asked, reply) => {
      paths.push(asked.url ?? '');
      reply.writeHead(asked.url === '/v1/teams' ? 200 : 418, { 'content-type': 'application/json' });
      asked.pipe(reply);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    proxy = await CheckingProxy.start(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterAll(async () => {
    await proxy.stop();
    await new Promise((resolve) => server.close(resolve));
  });

  it('passes on what is asked and answered, and says once what the document does not say', async () => {
    const answer = await fetch(`${proxy.url}/v1/teams/%E4?limit=1`, { method: 'PUT', body: '{"ü":1}' });

    expect([answer.status, await answer.text(), paths]).toEqual([418, '{"ü":1}', ['/v1/teams/%E4?limit=1']]);
    expect(() => proxy.throwFaults()).toThrow('PUT /v1/teams/%E4?limit=1 -> 418: the status is not documented');
    expect(() => proxy.throwFaults()).not.toThrow();
  });

  it('lets the local tools be', async () => {
    expect((await fetch(`${proxy.url}/__local/clock`)).status).toBe(418);
    expect(() => proxy.throwFaults()).not.toThrow();
  });
});
