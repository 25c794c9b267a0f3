import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as Type from 'typebox';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDocumentClient } from '../../../lib/adapters/dynamodb/table.ts';
import { createHttpHandler, type HandlerPorts, type HttpHandler } from '../../../lib/adapters/http/handler.ts';
import { dynamoDbKeptReplies } from '../../../lib/adapters/http/idempotency.ts';
import { defineRoute, type Method } from '../../../lib/adapters/http/route.ts';
import { Members } from '../../../lib/adapters/http/shape.ts';
import { DomainError } from '../../../lib/domain/errors.ts';
import type { Verb } from '../../../lib/domain/principal.ts';
import { type EmbeddedDynamoDb, startEmbeddedDynamoDb } from '../../fakes/embedded-dynamodb.ts';
import { A_PUBLISHER, ask } from './an-event.ts';

let database: EmbeddedDynamoDb;
let tableName: string;
let calls: number;
interface Counted {
  readonly status: 201;
  readonly body: unknown;
  readonly headers?: { readonly location?: string };
}
let reply: (call: number) => Promise<Counted>;
let handler: HttpHandler;
let key = 0;

beforeAll(async () => {
  database = await startEmbeddedDynamoDb();
  ({ tableName } = await database.createTables());
});
afterAll(() => database.stop());

const routeOf = (method: Method, verb: Verb, path: string, showsSecret = false) =>
  defineRoute({
    operationId: 'count',
    reply: {
      201: {
        description: 'Counted',
        body: Type.Unknown(),
        headers: { location: { description: 'The thing.', example: '/v1/things/1' } },
      },
    },
    method,
    path,
    verb,
    summary: 'Counts',
    showsSecret,
    body: Members({ n: Type.Optional(Type.Integer()) }),
    handle: async (_request, _ports: HandlerPorts) => reply(++calls),
  });

beforeEach(() => {
  calls = 0;
  key++;
  reply = async (call) => ({ status: 201, body: { call }, headers: { location: '/v1/things/1' } });
  const routes = [
    routeOf('POST', 'publish', '/v1/things'),
    routeOf('POST', 'read', '/v1/checks'),
    routeOf('GET', 'read', '/v1/things'),
    routeOf('POST', 'publish', '/v1/secrets', true),
  ];
  handler = createHttpHandler(routes, () => ({
    clock: { now: () => new Date().toISOString() },
    keptReplies: dynamoDbKeptReplies({ client: () => database.client, tableName }),
  }));
});

const post = (body: string, more: { key?: string; as?: string; path?: string; method?: Method } = {}) =>
  ask(handler, {
    routeKey: `${more.method ?? 'POST'} ${more.path ?? '/v1/things'}`,
    body,
    headers: { 'idempotency-key': more.key ?? `key-${key}` },
    authorizer: { principal: JSON.stringify({ ...A_PUBLISHER, id: more.as ?? A_PUBLISHER.id }) },
  });

describe('a write with an Idempotency-Key', () => {
  it('is done once; its repeat gets the same reply, and is told so', async () => {
    const [first, again] = [await post('{"n":1}'), await post('{"n":1}')];

    expect(calls).toBe(1);
    expect(first).toMatchObject({ status: 201, body: { call: 1 } });
    expect(again).toMatchObject({ status: 201, body: { call: 1 } });
    expect(again.headers).toEqual({ ...first.headers, 'idempotency-replayed': 'true' });
  });

  it('keeps its reply under the principal, for the table to forget after a day', async () => {
    await post('{"n":1}', { as: 'token:kept' });

    const { Items } = await database.client.send(new ScanCommand({ TableName: tableName }));
    const item = Items?.find(({ pk }) => pk === 'IDEMPOTENCY#token:kept');
    const days = (Number(item?.['expiresAt']) - Date.now() / 1000) / 86_400;
    expect(days).toBeGreaterThan(0.99);
    expect(days).toBeLessThan(1.01);
  });

  it('is another one for another principal, and for another key', async () => {
    await post('{"n":1}');
    await post('{"n":1}', { as: 'token:other' });
    await post('{"n":1}', { key: `another-${key}` });

    expect(calls).toBe(3);
  });

  it.each([
    ['another body', '{"n":2}', {}],
    ['another path', '{"n":1}', { path: '/v1/secrets' }],
  ])('is a conflict with %s', async (_what, body, more) => {
    await post('{"n":1}');

    expect((await post(body, more)).body).toMatchObject({
      status: 409,
      code: 'conflict',
      detail: expect.stringContaining('use a new key'),
    });
    expect(calls).toBe(1);
  });

  it('is a conflict to repeat while the first still runs', async () => {
    let finish = (): void => undefined;
    const started = new Promise<void>((resolveStarted) => {
      reply = () => {
        resolveStarted();
        return new Promise((resolve) => {
          finish = () => resolve({ status: 201, body: {} });
        });
      };
    });
    const first = post('{"n":1}');
    await started;

    const meanwhile = await post('{"n":1}');
    finish();

    expect(meanwhile.headers).toMatchObject({ 'retry-after': '1' });
    expect(meanwhile.body).toMatchObject({
      status: 409,
      retryable: true,
      detail: expect.stringContaining('still runs'),
    });
    expect((await first).status).toBe(201);
    expect((await post('{"n":1}')).status).toBe(201);
  });

  it.each([
    ['a refusal', new DomainError('incompatible', 'no'), 409],
    ['a busy store', new DomainError('unavailable', 'busy'), 503],
  ])('may be repeated after %s', async (_what, error, status) => {
    reply = async (call) => (call === 1 ? Promise.reject(error) : { status: 201, body: { call } });

    expect((await post('{"n":1}')).status).toBe(status);
    expect((await post('{"n":1}')).body).toEqual({ call: 2 });
  });

  it('that shows a secret is done once, and the secret is nowhere kept', async () => {
    reply = async () => ({ status: 201, body: { token: 'fw_shown_once' } });
    const asking = { path: '/v1/secrets', as: 'token:secretive' };

    expect((await post('{}', asking)).body).toEqual({ token: 'fw_shown_once' });
    expect((await post('{}', asking)).body).toMatchObject({ status: 409, detail: expect.stringContaining('not kept') });
    const { Items } = await database.client.send(new ScanCommand({ TableName: tableName }));
    expect(JSON.stringify(Items)).not.toContain('fw_shown_once');
  });

  it('whose reply is too long to be kept is done once all the same', async () => {
    reply = async () => ({ status: 201, body: { text: 'x'.repeat(100_001) } });

    expect((await post('{"n":1}')).status).toBe(201);
    expect((await post('{"n":1}')).status).toBe(409);
    expect(calls).toBe(1);
  });
});

describe('where the table fails to keep a reply', () => {
  /** A client for which one kind of command fails. */
  function failing(command: string, name: string) {
    const client = createDocumentClient({ endpoint: database.endpoint });
    client.middlewareStack.add(
      (next, context) => async (request) => {
        if (context['commandName'] !== command) return next(request);
        throw Object.assign(new Error('refused'), { name });
      },
      { step: 'initialize' },
    );
    return client;
  }
  const handlerOver = (client: ReturnType<typeof failing>) =>
    createHttpHandler([routeOf('POST', 'publish', '/v1/things')], () => ({
      clock: { now: () => new Date().toISOString() },
      keptReplies: dynamoDbKeptReplies({ client: () => client, tableName }),
    }));

  it('before the work, nothing is done and the caller may come again', async () => {
    handler = handlerOver(failing('PutItemCommand', 'ThrottlingException'));

    expect((await post('{"n":1}')).body).toMatchObject({ status: 503, code: 'unavailable' });
    expect(calls).toBe(0);
  });

  it('after the work, the caller gets its reply all the same', async () => {
    handler = handlerOver(failing('UpdateItemCommand', 'ThrottlingException'));

    expect((await post('{"n":1}')).body).toEqual({ call: 1 });
  });

  it('for want of a permission, that surfaces', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    handler = handlerOver(failing('UpdateItemCommand', 'AccessDeniedException'));

    expect((await post('{"n":1}')).status).toBe(500);
    vi.restoreAllMocks();
  });
});

describe('a read with an Idempotency-Key', () => {
  it.each([
    ['GET' as const, '/v1/things'],
    ['POST' as const, '/v1/checks'],
  ])('%s %s is answered afresh', async (method, path) => {
    await post('{}', { method, path });
    await post('{}', { method, path });

    expect(calls).toBe(2);
  });
});
