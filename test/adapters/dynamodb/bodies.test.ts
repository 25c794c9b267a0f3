import { randomBytes } from 'node:crypto';
import { brotliCompressSync, constants } from 'node:zlib';
import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHUNK_BYTES, decodeBody, encodeBody } from '../../../lib/adapters/dynamodb/body.ts';
import { DynamoDbStore } from '../../../lib/adapters/dynamodb/dynamodb-store.ts';
import { type EmbeddedDynamoDb, startEmbeddedDynamoDb } from '../../fakes/embedded-dynamodb.ts';
import { auditEntry, SUBJECT } from './samples.ts';

const KEY = { subject: SUBJECT, version: 1 };
const PK = `SUBJECT#${SUBJECT}`;
let database: EmbeddedDynamoDb;
let tables: { readonly tableName: string; readonly auditTableName: string };
let store: DynamoDbStore;

beforeAll(async () => {
  database = await startEmbeddedDynamoDb();
});
afterAll(() => database.stop());

async function openWith(canonical: string): Promise<'committed' | 'lost'> {
  tables = await database.createTables();
  store = new DynamoDbStore(tables, database.client);
  return store.commit([{ put: 'schema', item: { ...KEY, canonical }, expect: 'absent' }], auditEntry());
}

/** Text whose compressed form has exactly so many bytes: noise, its end thrown anew until the size is met. */
async function textOf(compressed: number): Promise<string> {
  const noise = randomBytes(compressed).toString('base64');
  let length = noise.length - 100;
  for (let tries = 0; tries < 200; tries++) {
    const canonical = noise.slice(0, length) + randomBytes(75).toString('base64');
    const chunks = await encodeBody({ ...KEY, canonical });
    const size = chunks.reduce((sum, { body }) => sum + (body instanceof Uint8Array ? body.length : 0), 0);
    if (size === compressed) return canonical;
    length += compressed - size;
  }
  throw new Error(`no text compresses to ${compressed} bytes`);
}

describe('the body of a version', () => {
  it.each([
    ['a byte below 390 kB', CHUNK_BYTES - 1, 1],
    ['390 kB', CHUNK_BYTES, 1],
    ['a byte above 390 kB', CHUNK_BYTES + 1, 2],
    ['twice 390 kB', 2 * CHUNK_BYTES, 2],
  ])('compressed to %s lies in as few items as take it', async (_case, bytes, chunks) => {
    const canonical = await textOf(bytes);

    const outcome = await openWith(canonical);
    const items = await storedChunks();
    const found = await store.find('schema', KEY);

    expect(outcome).toBe('committed');
    expect(items.map(({ sk }) => sk)).toEqual(Array.from({ length: chunks }, (_, index) => `SCHEMA#000001#0${index}`));
    expect(found?.canonical === canonical).toBe(true);
  });

  it('is refused where no transaction takes it', async () => {
    const canonical = randomBytes(4_500_000).toString('base64');

    await expect(openWith(`"${canonical}"`)).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringMatching(/kB .* 4096 kB/),
    });
    expect(await store.find('schema', KEY)).toBeUndefined();
  });

  it('is not mixed up with a later version’s', async () => {
    await openWith(`"${randomBytes(500_000).toString('base64')}"`);
    await store.ensure([{ put: 'schema', item: { subject: SUBJECT, version: 2, canonical: '"second"' } }]);

    expect((await store.find('schema', { subject: SUBJECT, version: 2 }))?.canonical).toBe('"second"');
    expect((await store.find('schema', KEY))?.canonical).toHaveLength(666_670);
  });

  it('with a chunk missing is an error, never half a schema', async () => {
    await openWith(`"${randomBytes(900_000).toString('base64')}"`);
    const chunks = await encodeBody({ ...KEY, canonical: (await store.find('schema', KEY))?.canonical ?? '' });

    await expect(decodeBody(chunks.slice(0, -1))).rejects.toThrow('incomplete: 2 of 3 chunks');
  });

  it('cannot be a decompression bomb', async () => {
    await openWith('{}');
    const bomb = brotliCompressSync(Buffer.alloc(30_000_000), { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });

    await change('SET body = :body', { ':body': bomb });
    await expect(store.find('schema', KEY)).rejects.toMatchObject({ code: 'ERR_BUFFER_TOO_LARGE' });

    await change('SET bytes = :bytes', { ':bytes': 30_000_000 });
    await expect(store.find('schema', KEY)).rejects.toMatchObject({ code: 'ERR_BUFFER_TOO_LARGE' });
  });

  it('shorter than it was is an error', async () => {
    await openWith('{"type":"object"}');

    await change('SET bytes = :bytes', { ':bytes': 1_000 });

    await expect(store.find('schema', KEY)).rejects.toThrow('has 17 bytes instead of 1000');
  });
});

describe('an item that a newer release wrote', () => {
  it.each(['schema', 'subject', 'audit'] as const)('of kind %s tells its reader to update', async (kind) => {
    await openWith('{}');
    const item = { pk: PK, subject: SUBJECT, name: SUBJECT, entity: kind, schemaVersion: 3, detail: '{}' };
    const sk = { schema: 'SCHEMA#000001#00', subject: 'META', audit: '01KAJ' }[kind];
    const table = kind === 'audit' ? tables.auditTableName : tables.tableName;
    await database.client.send(new PutCommand({ TableName: table, Item: { ...item, sk } }));

    const reads = {
      schema: () => store.find('schema', KEY),
      subject: () => store.find('subject', { name: SUBJECT }),
      audit: () => store.listAuditEntries({ subject: SUBJECT }, { limit: 10 }),
    };

    await expect(reads[kind]()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/format 3, .* up to 2: it is too old/),
    });
  });
});

async function change(expression: string, values: Record<string, unknown>): Promise<void> {
  await database.client.send(
    new UpdateCommand({
      TableName: tables.tableName,
      Key: { pk: PK, sk: 'SCHEMA#000001#00' },
      UpdateExpression: expression,
      ExpressionAttributeValues: values,
    }),
  );
}

async function storedChunks(): Promise<readonly Record<string, unknown>[]> {
  const answer = await database.client.send(
    new QueryCommand({
      TableName: tables.tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': PK },
      ProjectionExpression: 'sk',
    }),
  );
  return answer.Items ?? [];
}
