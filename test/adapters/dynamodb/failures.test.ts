import { createServer, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DynamoDbStore } from '../../../lib/adapters/dynamodb/dynamodb-store.ts';
import { createDocumentClient } from '../../../lib/adapters/dynamodb/table.ts';
import { type EmbeddedDynamoDb, startEmbeddedDynamoDb } from '../../fakes/embedded-dynamodb.ts';
import { auditEntry, consumer, delivery, migration, SUBJECT, subject, subscription } from './samples.ts';

const PREFIX = 'com.amazonaws.dynamodb.v20120810#';
let database: EmbeddedDynamoDb;
const closers: (() => void)[] = [];

beforeAll(async () => {
  database = await startEmbeddedDynamoDb();
});
afterAll(() => database.stop());
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

type Answer = (exchange: { readonly body: Buffer; readonly target: string; readonly response: ServerResponse }) => void;

/** A store whose database is at the end of a wire that the test controls: throttling has no other way to happen here. */
async function storeBehind(answer: Answer, patience: 'patient' | 'impatient' = 'impatient'): Promise<DynamoDbStore> {
  const server: Server = createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () =>
      answer({ body: Buffer.concat(parts), target: String(incoming.headers['x-amz-target']), response }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = patience === 'patient' ? createDocumentClient({ endpoint }) : impatientClient(endpoint);
  closers.push(() => {
    client.destroy();
    server.close();
    server.closeAllConnections();
  });
  return new DynamoDbStore(await database.createTables(), client);
}

/** The SDK waits for seconds between its tries where it is throttled; what is said afterwards is the same. */
const impatientClient = (endpoint: string): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, maxAttempts: 1 }), {
    marshallOptions: { removeUndefinedValues: true },
  });

const refusing =
  (status: number, body: object): Answer =>
  ({ response }) =>
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
const error = (name: string) => ({ __type: `${PREFIX}${name}`, message: `the database says ${name}` });
const cancelled = (...codes: readonly string[]) => ({
  ...error('TransactionCanceledException'),
  CancellationReasons: codes.map((Code) => ({ Code, Message: Code })),
});
const commit = (store: DynamoDbStore) =>
  store.commit([{ put: 'subject', item: subject(), expect: 'absent' }], auditEntry());

describe('a database that cannot answer', () => {
  it.each([
    [400, 'ThrottlingException'],
    [400, 'ProvisionedThroughputExceededException'],
    [400, 'RequestLimitExceeded'],
    [400, 'TransactionInProgressException'],
    [500, 'InternalServerError'],
    [503, 'ServiceUnavailable'],
  ])('with %i %s is unavailable to every caller', async (status, name) => {
    const store = await storeBehind(refusing(status, error(name)));
    const unavailable = { code: 'unavailable', message: expect.stringMatching(/try again/) };

    await expect(commit(store)).rejects.toMatchObject(unavailable);
    await expect(store.find('subject', { name: SUBJECT })).rejects.toMatchObject(unavailable);
    await expect(store.listSubjects({ limit: 10 })).rejects.toMatchObject(unavailable);
    await expect(store.listDue('2026-11-21T09:00:00Z', 10)).rejects.toMatchObject(unavailable);
    await expect(store.update('delivery', delivery(), 1)).rejects.toMatchObject(unavailable);
  });

  it('because nobody listens is unavailable', async () => {
    const client = createDocumentClient({ endpoint: 'http://127.0.0.1:9' });
    closers.push(() => client.destroy());

    const find = new DynamoDbStore({ tableName: 't' }, client).find('subject', { name: SUBJECT });

    await expect(find).rejects.toMatchObject({ code: 'unavailable' });
  });

  it.each([
    [cancelled('None', 'ConditionalCheckFailed'), 'lost'],
    [cancelled('TransactionConflict', 'None'), 'lost'],
    [cancelled('ConditionalCheckFailed', 'ThrottlingError'), 'lost'],
    [cancelled('None', 'ThrottlingError'), 'unavailable'],
    [cancelled('ProvisionedThroughputExceeded', 'ThrottlingError'), 'unavailable'],
    [cancelled('ValidationError', 'None'), 'TransactionCanceledException'],
    [cancelled('ConditionalCheckFailed', 'ValidationError'), 'TransactionCanceledException'],
    [cancelled('ItemCollectionSizeLimitExceeded'), 'TransactionCanceledException'],
    [error('ValidationException'), 'ValidationException'],
    [error('AccessDeniedException'), 'AccessDeniedException'],
    [error('ResourceNotFoundException'), 'ResourceNotFoundException'],
  ])('and cancels with %o: %s', async (body, expected) => {
    const store = await storeBehind(refusing(400, body));

    expect(await outcomeOf(commit(store))).toBe(expected);
  });

  it.each([
    ['ConditionalCheckFailedException', 'lost', 'kept'],
    ['TransactionConflictException', 'lost', 'unavailable'],
    ['ValidationException', 'ValidationException', 'ValidationException'],
  ])('and answers a single put with %s: update %s, ensure %s', async (name, updated, ensured) => {
    const store = await storeBehind(refusing(400, error(name)));

    const ensure = store.ensure([{ put: 'delivery', item: delivery() }]).then(() => 'kept');

    expect(await outcomeOf(ensure)).toBe(ensured);
    expect(await outcomeOf(store.update('delivery', delivery(), 1))).toBe(updated);
  });

  it('whose answer got lost on the way has committed once, and says so', async () => {
    let drops = 1;
    let transactions = 0;
    const store = await storeBehind(({ body, target, response }) => {
      const isTransaction = target.endsWith('.TransactWriteItems');
      if (isTransaction) transactions++;
      forward({ body, target }, (status, text) => {
        if (isTransaction && drops-- > 0) response.destroy();
        else response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
      });
    }, 'patient');

    const outcome = await commit(store);

    expect([outcome, transactions]).toEqual(['committed', 2]);
    expect(await store.find('subject', { name: SUBJECT })).toEqual(subject());
  });
});

describe('what does not fit', () => {
  const open = async () => new DynamoDbStore(await database.createTables(), database.client);
  const long = 'x'.repeat(420_000);

  it.each([
    [
      'a subscription',
      async (store: DynamoDbStore) =>
        store.commit(
          [{ put: 'subscription', item: subscription({ expectations: long }), expect: 'absent' }],
          auditEntry(),
        ),
    ],
    ['an audit entry', async (store: DynamoDbStore) => store.commit([], auditEntry({ detail: { long } }))],
    [
      'a migration kept as bookkeeping',
      async (store: DynamoDbStore) => store.ensure([{ put: 'migration', item: migration({ witness: long }) }]),
    ],
    [
      'a delivery that went on',
      async (store: DynamoDbStore) => store.update('delivery', delivery({ error: long }), 'any'),
    ],
  ])('is named: %s', async (_case, write) => {
    await expect(write(await open())).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringMatching(/takes 411 kB|takes 41\d kB/),
    });
  });

  it('is refused where it is no Unicode text, and taken where it is', async () => {
    const store = await open();
    const commit = (text: string) =>
      store.commit([{ put: 'consumer', item: consumer({ description: text }), expect: 'any' }], auditEntry());

    await expect(commit('half \ud83d of one')).rejects.toMatchObject({
      code: 'invalid-request',
      message: expect.stringContaining('consumer: description has half a surrogate pair'),
    });
    const nested = { put: 'consumer', item: consumer({ slack: { channel: '\udc00' } }), expect: 'any' } as const;
    await expect(store.commit([nested], auditEntry())).rejects.toMatchObject({ code: 'invalid-request' });
    expect(await commit('a whole \ud83d\ude00')).toBe('committed');
  });

  it('is taken up to the limit: an item of nearly 400 kB', async () => {
    const store = await open();
    const item = consumer({ description: 'x'.repeat(400 * 1024 - 1_000) });

    expect(await store.commit([{ put: 'consumer', item, expect: 'absent' }], auditEntry())).toBe('committed');
  });

  it.each([
    ['subject', { name: 'x'.repeat(2_041) }],
    ['subscription', { consumer: 'x'.repeat(1_016), subject: 's' }],
  ] as const)('is named: a key of a %s', async (kind, key) => {
    await expect((await open()).find(kind, key)).rejects.toMatchObject({ code: 'invalid-request' });
  });

  it('needs the audit table where it is used', async () => {
    const { tableName } = await database.createTables();
    const store = new DynamoDbStore({ tableName }, database.client);

    await expect(commit(store)).rejects.toThrow('AUDIT_TABLE_NAME');
    expect(() => store.listAuditEntries({ subject: SUBJECT }, { limit: 1 })).toThrow('AUDIT_TABLE_NAME');
  });
});

function outcomeOf(work: Promise<string>): Promise<string> {
  return work.catch((failure: Error) => ('code' in failure ? String(failure.code) : failure.name));
}

function forward(
  { body, target }: { readonly body: Buffer; readonly target: string },
  done: (status: number, text: string) => void,
): void {
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': target,
    authorization:
      'AWS4-HMAC-SHA256 Credential=local/20260101/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    'x-amz-date': '20260101T000000Z',
  };
  const passed = request(database.endpoint, { method: 'POST', headers }, (answer) => {
    const parts: Buffer[] = [];
    answer.on('data', (part: Buffer) => parts.push(part));
    answer.on('end', () => done(answer.statusCode ?? 500, Buffer.concat(parts).toString()));
  });
  passed.end(body);
}
