import * as Type from 'typebox';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MAX_BODY_BYTES } from '../../../lib/adapters/http/body.ts';
import { Json } from '../../../lib/adapters/http/entities/entity.ts';
import { createHttpHandler, type HandlerPorts } from '../../../lib/adapters/http/handler.ts';
import { PROBLEMS } from '../../../lib/adapters/http/problem.ts';
import { PAGING, paging } from '../../../lib/adapters/http/query.ts';
import { defineRoute } from '../../../lib/adapters/http/route.ts';
import { Members } from '../../../lib/adapters/http/shape.ts';
import { DomainError, type DomainErrorCode } from '../../../lib/domain/errors.ts';
import { A_CONTEXT, A_PUBLISHER, anEvent, ask } from './an-event.ts';

const NOW = '2026-11-21T09:00:00.000Z';
const NOW_SECONDS = Date.parse(NOW) / 1000;

/** What these things answer is told by each test. */
const ANYTHING = { description: 'Whatever it is', body: Type.Unknown() };

const put = defineRoute({
  operationId: 'putThing',
  reply: { 201: ANYTHING },
  method: 'PUT',
  path: '/v1/things/{thing}',
  verb: 'publish',
  summary: 'Keeps a thing',
  body: Members({
    colour: Type.Enum(['red', 'green']),
    size: Type.Optional(Type.Integer({ minimum: 1 })),
    schema: Type.Optional(Json('Any.')),
    nested: Type.Optional(Members({ compatibility: Type.String() })),
  }),
  handle: async ({ params, body, principal, from }, _ports: HandlerPorts) => ({
    status: 201,
    body: { thing: params.thing, ...body, by: principal.id, from },
  }),
});
const list = defineRoute({
  operationId: 'listThings',
  reply: { 200: ANYTHING },
  method: 'GET',
  path: '/v1/things',
  verb: 'read',
  summary: 'Lists things',
  query: Members({ ...PAGING, team: Type.Optional(Type.String()), open: Type.Optional(Type.Boolean()) }),
  handle: async ({ query }, _ports: HandlerPorts) => ({ status: 200, body: { page: paging(query), open: query.open } }),
});
const remove = defineRoute({
  operationId: 'removeThing',
  reply: { 204: { description: 'Removed' } },
  method: 'DELETE',
  path: '/v1/things/{thing}',
  verb: 'administer',
  summary: 'Removes a thing',
  handle: async (_request, _ports: HandlerPorts) => ({ status: 204 }),
});
const failing = (error: unknown) =>
  defineRoute({
    operationId: 'fail',
    reply: { 200: ANYTHING },
    method: 'GET',
    path: '/v1/failing',
    verb: 'none',
    summary: 'Fails',
    handle: async (_request, _ports: HandlerPorts) => Promise.reject(error),
  });

const handlerOf = (...more: ReturnType<typeof failing>[]) =>
  createHttpHandler([put, list, remove, ...more], () => ({
    clock: { now: () => NOW },
    keptReplies: { once: (_request, work) => work() },
  }));
const handler = handlerOf();
const putting = (body: string, headers: Record<string, string> = {}) =>
  ask(handler, { routeKey: 'PUT /v1/things/{thing}', params: { thing: 'a' }, body, headers });

afterEach(() => vi.restoreAllMocks());

describe('a request of the right form', () => {
  it('reaches its route with typed parameters, body and caller', async () => {
    const reply = await putting('{"colour":"red","size":3}');

    expect(reply.status).toBe(201);
    expect(reply.headers).toEqual({ 'content-type': 'application/json' });
    expect(reply.body).toEqual({
      thing: 'a',
      colour: 'red',
      size: 3,
      by: A_PUBLISHER.id,
      from: '203.0.113.7 forewarn/0.1.0',
    });
  });

  it('keeps whole characters of a client whose name is too long to keep', async () => {
    const userAgent = `${'x'.repeat(199)}🔥`;
    const reply = await ask(handler, {
      routeKey: 'PUT /v1/things/{thing}',
      params: { thing: 'a' },
      body: '{"colour":"red"}',
      userAgent,
    });
    expect(reply.body).toMatchObject({ from: `203.0.113.7 ${'x'.repeat(199)}\ufffd` });
  });

  it('keeps the digits of numbers that a double cannot hold, there and back', async () => {
    const reply = await putting('{"colour":"red","schema":{"maximum":9007199254740993,"__proto__":1}}');

    expect(reply.text).toContain('"schema":{"maximum":9007199254740993,"__proto__":1}');
  });

  it.each([
    ['application/json'],
    ['application/json; charset=utf-8'],
    ['application/schema+json'],
    ['Application/JSON;charset="UTF-8"'],
  ])('may call itself %s', async (type) => {
    expect((await putting('{"colour":"red"}', { 'content-type': type })).status).toBe(201);
  });

  it('may come in base64, as API Gateway sends what it does not take for text', async () => {
    const reply = await ask(handler, {
      routeKey: 'PUT /v1/things/{thing}',
      params: { thing: 'ä' },
      body: '{"colour":"green"}',
      base64: true,
    });

    expect(reply.body).toMatchObject({ thing: 'ä', colour: 'green' });
  });

  it.each([
    [{}, { page: { limit: 50 } }],
    [{ limit: '100', cursor: 'abc' }, { page: { limit: 100, cursor: 'abc' } }],
    [{ open: 'true' }, { page: { limit: 50 }, open: true }],
  ])('has its query %o read as the schema says', async (query, body) => {
    expect((await ask(handler, { routeKey: 'GET /v1/things', query })).body).toEqual(body);
  });

  it('is answered without a body where there is nothing to say', async () => {
    const authorizer = { principal: JSON.stringify({ id: 'bootstrap', verbs: ['administer'] }) };

    const reply = await ask(handler, { routeKey: 'DELETE /v1/things/{thing}', params: { thing: 'a' }, authorizer });

    expect([reply.status, reply.text]).toEqual([204, '']);
  });
});

describe('a request of the wrong form', () => {
  it.each([
    ['{"colour":"red",}', 400, 'not-json', 'line 1, column 17'],
    ['{"colour":\n "red" "size":1}', 400, 'not-json', 'line 2, column 8'],
    ['{"colour":"red","colour":"red"}', 400, 'not-json', 'occurs twice'],
    ['[]', 400, 'invalid-request', 'the body: must be object'],
    ['{}', 400, 'invalid-request', 'colour'],
    ['', 400, 'invalid-request', 'colour'],
    ['{"colour":"blue"}', 400, 'invalid-request', '/colour: must be one of red, green'],
    ['{"colour":"red","size":0}', 400, 'invalid-request', '/size: must be >= 1'],
    ['{"colour":"red","size":9007199254740993}', 400, 'invalid-request', '/size: must be integer'],
    ['{"colour":"red","siez":1}', 400, 'invalid-request', 'siez is not known; did you mean size?'],
    ['{"colour":"red","weight":1}', 400, 'invalid-request', 'known are colour, size, schema, nested'],
    ['{"colour":"red","nested":{"compatability":"FULL"}}', 400, 'invalid-request', 'did you mean compatibility?'],
    ['{"colour":"red","constructor":1}', 400, 'invalid-request', 'constructor is not known'],
  ])('%s is refused with %i %s', async (body, status, code, detail) => {
    const reply = await putting(body);

    expect(reply.status).toBe(status);
    expect(reply.headers).toMatchObject({ 'content-type': 'application/problem+json' });
    expect(reply.body).toMatchObject({ status, code, detail: expect.stringContaining(detail), instance: 'request-1' });
  });

  it('is refused where it nests deeper than anything could read', async () => {
    const reply = await putting(`{"schema":${'['.repeat(1001)}`);

    expect(reply.body).toMatchObject({
      status: 413,
      code: 'too-large',
      detail: expect.stringContaining('1000 levels'),
    });
  });

  it('names each place that does not fit', async () => {
    const reply = await putting('{"colour":"blue","size":0,"a/b":1}');

    expect(reply.body).toMatchObject({
      type: 'https://forewarn.dev/problems/invalid-request',
      title: 'The request does not have the expected form',
      errors: expect.arrayContaining([
        { pointer: '/colour', detail: 'must be one of red, green' },
        { pointer: '/size', detail: 'must be >= 1' },
        { pointer: '/a~1b', detail: expect.stringContaining('not known') },
      ]),
    });
  });

  it.each([['text/plain'], ['application/x-www-form-urlencoded'], ['application/json; charset=latin1'], ['']])(
    'is refused with 415 when it calls itself "%s"',
    async (type) => {
      const reply = await putting('{"colour":"red"}', { 'content-type': type });

      expect(reply.body).toMatchObject({ status: 415, code: 'unsupported-media-type' });
    },
  );

  it('is refused with 413 one byte above the limit, and not at it', async () => {
    const fitting = `{"colour":"red","schema":"${'x'.repeat(MAX_BODY_BYTES - 28)}"}`;

    const [at, above] = [await putting(fitting), await putting(` ${fitting}`)];

    expect([fitting.length, at.status]).toEqual([MAX_BODY_BYTES, 201]);
    expect(above.body).toMatchObject({ status: 413, code: 'too-large', detail: expect.stringContaining('4000001') });
  });

  it('is not JSON when it is not UTF-8', async () => {
    const latin1 = Buffer.from('{"colour":"röd"}', 'latin1').toString('base64');
    const event = {
      routeKey: 'PUT /v1/things/{thing}',
      params: { thing: 'a' },
      headers: { 'content-type': 'application/json' },
    };

    const reply = await handler({ ...anEvent(event), body: latin1, isBase64Encoded: true }, A_CONTEXT);

    expect(JSON.parse(reply.body ?? '')).toMatchObject({ status: 400, code: 'not-json' });
  });

  it.each([
    [{ limit: '0' }, 'must be >= 1'],
    [{ limit: '101' }, 'must be <= 100'],
    [{ limit: 'many' }, 'must be integer'],
    [{ open: 'yes' }, 'must be boolean'],
    [{ limti: '5' }, 'did you mean limit?'],
    [{ cursor: '' }, 'the query'],
  ])('names what is wrong with the query %o', async (query, detail) => {
    const reply = await ask(handler, { routeKey: 'GET /v1/things', query });

    expect(reply.body).toMatchObject({ status: 400, code: 'invalid-request', detail: expect.stringContaining(detail) });
  });

  it('may not carry an Idempotency-Key that no header can hold', async () => {
    const reply = await putting('{"colour":"red"}', { 'idempotency-key': 'x'.repeat(256) });

    expect(reply.body).toMatchObject({ status: 400, detail: expect.stringContaining('Idempotency-Key') });
  });
});

describe('a caller', () => {
  const listing = (authorizer: unknown) => ask(handler, { routeKey: 'GET /v1/things', authorizer });
  const principal = JSON.stringify(A_PUBLISHER);

  it.each([
    ['no authorizer at all', null],
    ['an empty context', {}],
    ['a principal that is not JSON', { principal: '{' }],
    ['a principal without an id', { principal: '{"verbs":["read"]}' }],
    ['a principal with an unknown verb', { principal: '{"id":"x","verbs":["everything"]}' }],
    ['a principal whose team is a number', { principal: '{"id":"x","team":1,"verbs":["read"]}' }],
    ['a sign-in that has expired since', { principal, expires: String(NOW_SECONDS) }],
    ['an expiry that is not a number', { principal, expires: 'soon' }],
    ['a refusal that nobody can read', { principal, refusal: 'no' }],
  ])('is nobody with %s', async (_case, authorizer) => {
    const reply = await listing(authorizer);

    expect(reply.body).toMatchObject({ status: 401, code: 'unauthenticated' });
    expect(reply.headers).toMatchObject({ 'www-authenticate': 'Bearer realm="forewarn"' });
  });

  it('passes one second before the expiry', async () => {
    expect((await listing({ principal, expires: String(NOW_SECONDS + 1) })).status).toBe(200);
  });

  it.each([
    ['unauthenticated', 401],
    ['forbidden', 403],
  ])("is refused as the authorizer's %s says", async (code, status) => {
    const reply = await listing({ principal, refusal: JSON.stringify({ code, detail: 'the token is revoked' }) });

    expect(reply.body).toMatchObject({ status, code, detail: 'the token is revoked' });
  });

  it('learns which verb is missing before anything of the request is looked at', async () => {
    const authorizer = { principal: '{"id":"x","team":"a","verbs":["read"]}' };

    const reply = await ask(handler, {
      routeKey: 'PUT /v1/things/{thing}',
      params: { thing: 'a' },
      body: '{',
      authorizer,
    });

    expect(reply.body).toMatchObject({
      status: 403,
      code: 'forbidden',
      detail: 'the token does not have the verb "publish"',
      missingVerb: 'publish',
    });
  });

  it('learns why a verb is withheld', async () => {
    const withheld = { verbs: ['publish'], reason: 'writes need a protected branch' };
    const authorizer = { principal: JSON.stringify({ id: 'x', verbs: ['read'], withheld }) };

    const reply = await ask(handler, { routeKey: 'PUT /v1/things/{thing}', params: { thing: 'a' }, authorizer });

    expect(reply.body).toMatchObject({ status: 403, detail: 'writes need a protected branch' });
  });
});

describe('a failure', () => {
  const refusals = Object.entries(PROBLEMS).filter(([code]) => code !== 'internal');
  it.each(refusals.map(([code, { status }]) => [code, status] as const))(
    'of code %s is answered with %i',
    async (code, status) => {
      const isCode = (text: string): text is DomainErrorCode => text in PROBLEMS && text !== 'internal';
      if (!isCode(code)) throw new Error(code);
      const error = new DomainError(code, 'why', { extensions: { verdict: 'breaking', status: 200 } });

      const reply = await ask(handlerOf(failing(error)), { routeKey: 'GET /v1/failing' });

      expect(reply.status).toBe(status);
      expect(reply.body).toMatchObject({ code, status, detail: 'why', verdict: 'breaking' });
    },
  );

  it('of a busy store says when to come again', async () => {
    const reply = await ask(handlerOf(failing(new DomainError('unavailable', 'busy'))), {
      routeKey: 'GET /v1/failing',
    });

    expect(reply.headers).toMatchObject({ 'retry-after': '1' });
  });

  it('that nobody foresaw is logged, and answered without a word of it', async () => {
    const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const headers = { authorization: 'Bearer fw_secret' };

    const reply = await ask(handlerOf(failing(new TypeError('x of undefined'))), {
      routeKey: 'GET /v1/failing',
      headers,
    });

    expect(reply.body).toMatchObject({ status: 500, code: 'internal', instance: 'request-1' });
    expect(reply.text).not.toContain('undefined');
    expect(log.mock.calls.flat().join()).toContain('x of undefined');
    expect(log.mock.calls.flat().join()).not.toContain('fw_secret');
  });

  it('of the deployment, a route that is not here, is a 404', async () => {
    expect((await ask(handler, { routeKey: 'GET /v1/elsewhere' })).body).toMatchObject({
      status: 404,
      code: 'not-found',
    });
  });

  it('of the deployment, a missing path parameter, is not the caller’s mistake', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);

    const reply = await ask(handler, { routeKey: 'PUT /v1/things/{thing}', body: '{"colour":"red"}' });

    expect(reply.status).toBe(500);
  });
});
