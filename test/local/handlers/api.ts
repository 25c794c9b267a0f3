import {
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const dynamoDb = new DynamoDBClient({});
const secrets = new SecretsManagerClient({});
const TableName = process.env['TABLE_NAME'];

type Event = {
  routeKey: string;
  rawPath: string;
  body?: string;
  isBase64Encoded: boolean;
  pathParameters?: Record<string, string>;
  requestContext: object;
};

const json = (statusCode: number, body: unknown): object => ({
  statusCode,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

/** What the tests ask of a function: it writes, reads, echoes, waits, crashes and oversteps its permissions. */
const actions: Record<string, (event: Event) => Promise<unknown>> = {
  echo: async (event) => json(200, event),
  plain: async () => ({ hello: 'world' }),
  put: async (event) => {
    const Item = { pk: { S: event.pathParameters?.['proxy']?.split('/')[1] ?? '' }, body: { S: event.body ?? '' } };
    await dynamoDb.send(new PutItemCommand({ TableName, Item }));
    return json(201, {});
  },
  transact: async () => {
    const Item = { pk: { S: 'transaction' } };
    const Put = { TableName, Item };
    const Delete = { TableName, Key: { pk: { S: 'other' } } };
    await dynamoDb.send(new TransactWriteItemsCommand({ TransactItems: [{ Put }, { Delete }] }));
    return json(200, {});
  },
  query: async () => {
    const names = { TableName, IndexName: 'by-body', KeyConditionExpression: 'body = :b' };
    const found = await dynamoDb.send(new QueryCommand({ ...names, ExpressionAttributeValues: { ':b': { S: 'x' } } }));
    return json(200, found.Items ?? []);
  },
  delete: async () => {
    await dynamoDb.send(new DeleteItemCommand({ TableName, Key: { pk: { S: 'a' } } }));
    return json(200, {});
  },
  secret: async () => {
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: process.env['SECRET_ARN'] }));
    return json(200, { value: SecretString });
  },
  environment: async () => json(200, process.env),
  clock: async () => {
    const offset = Reflect.get(globalThis, Symbol.for('forewarn.clock-offset-ms')) as () => number;
    return json(200, { offsetMs: offset() });
  },
  wait: () => new Promise((resolve) => setTimeout(resolve, 60_000)),
  crash: async () => process.exit(3),
  throw: async () => {
    throw new Error('a bug in the handler');
  },
  cookies: async () => ({ statusCode: 204, cookies: ['a=1', 'b=2'], headers: { 'X-Answer': 'yes' } }),
  binary: async () => ({ statusCode: 200, isBase64Encoded: true, body: Buffer.from([0, 255]).toString('base64') }),
  nonsense: async () => ({ statusCode: 'many' }),
};

export async function handler(event: Event): Promise<unknown> {
  const action = actions[event.pathParameters?.['proxy']?.split('/')[0] ?? 'echo'] ?? actions['echo'];
  try {
    return await action?.(event);
  } catch (error) {
    if (error instanceof Error && error.name === 'AccessDeniedException') {
      return json(500, { name: error.name, message: error.message });
    }
    throw error;
  }
}
