import { CreateTableCommand, type GlobalSecondaryIndex } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDocumentClient } from '../../lib/adapters/dynamodb/table.ts';
import { startDynamoDb } from '../../lib/local/dynamodb/dynamodb-process.ts';

export interface EmbeddedDynamoDb {
  readonly endpoint: string;
  readonly client: DynamoDBDocumentClient;
  /** Makes the two tables anew and says their names. */
  createTables(): Promise<{ readonly tableName: string; readonly auditTableName: string }>;
  stop(): Promise<void>;
}

/** A real DynamoDB API on a free port, in memory; the test that started it stops it. */
export async function startEmbeddedDynamoDb(): Promise<EmbeddedDynamoDb> {
  process.env['AWS_REGION'] ??= 'eu-central-1';
  process.env['AWS_ACCESS_KEY_ID'] ??= 'local';
  process.env['AWS_SECRET_ACCESS_KEY'] ??= 'local';
  const { endpoint, stop } = await startDynamoDb({});
  const client = createDocumentClient({ endpoint });
  let count = 0;
  return {
    endpoint,
    client,
    async createTables() {
      count++;
      const names = { tableName: `registry-${process.pid}-${count}`, auditTableName: `audit-${process.pid}-${count}` };
      await client.send(tableCommand(names.tableName, REGISTRY_INDEXES));
      await client.send(tableCommand(names.auditTableName, AUDIT_INDEXES));
      return names;
    },
    async stop() {
      client.destroy();
      await stop();
    },
  };
}

interface Index {
  readonly name: string;
  readonly keys: readonly [string, string];
  readonly projection: 'ALL' | 'KEYS_ONLY';
}
const REGISTRY_INDEXES: readonly Index[] = [
  { name: 'listing', keys: ['listingPk', 'listingSk'], projection: 'ALL' },
  { name: 'due', keys: ['duePk', 'dueSk'], projection: 'KEYS_ONLY' },
];
const AUDIT_INDEXES: readonly Index[] = [
  { name: 'subject', keys: ['subject', 'sk'], projection: 'ALL' },
  { name: 'consumer', keys: ['consumer', 'sk'], projection: 'ALL' },
  { name: 'announcement', keys: ['announcementId', 'sk'], projection: 'ALL' },
];

function tableCommand(name: string, indexes: readonly Index[]): CreateTableCommand {
  const attributes = new Set(['pk', 'sk', ...indexes.flatMap(({ keys }) => keys)]);
  return new CreateTableCommand({
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema(['pk', 'sk']),
    AttributeDefinitions: [...attributes].map((attribute) => ({ AttributeName: attribute, AttributeType: 'S' })),
    GlobalSecondaryIndexes: indexes.map(
      (index): GlobalSecondaryIndex => ({
        IndexName: index.name,
        KeySchema: keySchema(index.keys),
        Projection: { ProjectionType: index.projection },
      }),
    ),
  });
}

const keySchema = ([partition, sort]: readonly [string, string]): GlobalSecondaryIndex['KeySchema'] => [
  { AttributeName: partition, KeyType: 'HASH' },
  { AttributeName: sort, KeyType: 'RANGE' },
];
