import { defined } from '../../domain/defined.ts';
import { type AwsClient, AwsError } from '../aws-client.ts';
import type { Json, JsonObject } from '../cloudformation/cloud-assembly.ts';
import { physicalName } from '../cloudformation/physical-attributes.ts';
import { objectsOf, propertyAt } from '../cloudformation/properties.ts';
import type { CloudResource, Deployment } from '../cloudformation/template.ts';
import { listOf, type Members, membersOf } from '../parsed.ts';

/** A table of the template as it runs here. */
export type LocalTable = { readonly name: string; readonly streamEnabled: boolean };

const API = 'DynamoDB_20120810';

/** Creates each table of the templates that does not exist yet (a data folder may hold it from an earlier run). */
export async function createTables(deployment: Deployment, dynamoDb: AwsClient): Promise<LocalTable[]> {
  const tables = [
    ...deployment.resources('AWS::DynamoDB::Table'),
    ...deployment.resources('AWS::DynamoDB::GlobalTable'),
  ];
  return Promise.all(tables.map((table) => createTable(table, dynamoDb)));
}

async function createTable(resource: CloudResource, dynamoDb: AwsClient): Promise<LocalTable> {
  const name = physicalName(resource, 'TableName');
  const view = propertyAt(resource.properties, 'StreamSpecification', 'StreamViewType');
  const input = tableInput(resource, { name, view });
  try {
    await dynamoDb.call(`${API}.CreateTable`, input);
  } catch (error) {
    if (!(error instanceof AwsError && error.code === 'ResourceInUseException')) throw error;
    await failIfChanged(input, { dynamoDb, resource });
  }
  const ttl = resource.properties['TimeToLiveSpecification'];
  if (propertyAt(ttl, 'Enabled') === true) {
    await dynamoDb
      .call(`${API}.UpdateTimeToLive`, { TableName: name, TimeToLiveSpecification: ttl })
      .catch((error: unknown) => {
        // Enabled already, in a data folder of an earlier run.
        if (!(error instanceof AwsError && error.code === 'ValidationException')) throw error;
      });
  }
  return { name, streamEnabled: view !== undefined };
}

type TableInput = {
  readonly TableName: string;
  readonly KeySchema: Json | undefined;
  readonly AttributeDefinitions?: Json | undefined;
  readonly BillingMode?: string;
  readonly GlobalSecondaryIndexes?: readonly Json[];
};

function tableInput(resource: CloudResource, settings: { name: string; view: Json | undefined }): TableInput {
  const { properties } = resource;
  const indexes = (kind: string): JsonObject[] =>
    objectsOf(properties[kind]).map(({ IndexName, KeySchema, Projection }) => ({
      IndexName: IndexName ?? null,
      KeySchema: KeySchema ?? null,
      Projection: Projection ?? null,
    }));
  const globalIndexes = indexes('GlobalSecondaryIndexes');
  const localIndexes = indexes('LocalSecondaryIndexes');
  return {
    TableName: settings.name,
    KeySchema: properties['KeySchema'],
    AttributeDefinitions: properties['AttributeDefinitions'],
    // On demand whatever the template says: capacity is not what this machine measures.
    BillingMode: 'PAY_PER_REQUEST',
    ...(globalIndexes.length > 0 && { GlobalSecondaryIndexes: globalIndexes }),
    ...(localIndexes.length > 0 && { LocalSecondaryIndexes: localIndexes }),
    ...(settings.view !== undefined && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: settings.view },
    }),
  };
}

async function failIfChanged(
  wanted: TableInput,
  { dynamoDb, resource }: { dynamoDb: AwsClient; resource: CloudResource },
): Promise<void> {
  const { Table } = await dynamoDb.call<{ Table: TableInput }>(`${API}.DescribeTable`, { TableName: wanted.TableName });
  const shape = (table: TableInput): string =>
    JSON.stringify([
      table.KeySchema,
      (table.GlobalSecondaryIndexes ?? []).map((index) => String(propertyAt(index, 'IndexName'))).sort(),
    ]);
  if (shape(Table) !== shape(wanted)) {
    throw new Error(
      `The table ${wanted.TableName} in the data folder has other keys or indexes than ${resource.path} in the template. Start with an empty data folder.`,
    );
  }
}

/** Every delivery, newest first, as a person asks for it. It scans: the system itself never does. */
export async function readDeliveries(tables: readonly LocalTable[], dynamoDb: AwsClient): Promise<object[]> {
  const items: Members[] = [];
  for (const { name } of tables) {
    let start: object | undefined;
    do {
      const page = await dynamoDb.call<{ Items: Members[]; LastEvaluatedKey?: object }>(`${API}.Scan`, {
        TableName: name,
        FilterExpression: '#entity = :delivery',
        ExpressionAttributeNames: { '#entity': 'entity' },
        ExpressionAttributeValues: { ':delivery': { S: 'delivery' } },
        ...defined({ ExclusiveStartKey: start }),
      });
      items.push(...page.Items.map((item) => unmarshalMap(item)));
      start = page.LastEvaluatedKey;
    } while (start);
  }
  const at = (item: Members): string => String(item['createdAt']);
  return items.sort((one, other) => at(other).localeCompare(at(one))).map(describeDelivery);
}

/** What is known of a delivery without the table's keys; its channel as people write it. */
function describeDelivery(item: Members): object {
  const { status, kind, channel, team, audience, subject, version, consumers, ...more } = item;
  const { attempts, error, receipt, createdAt, sentAt, dueAt, announcementId } = more;
  const { kind: medium, channel: name, repository, target } = membersOf(channel);
  return {
    ...{ status, kind, to: `${medium} ${name ?? repository ?? target ?? 'topic'}`, team, audience },
    ...{ subject, version, models: consumers, announcementId, attempts, error },
    ...{ createdAt, dueAt, sentAt, receipt },
  };
}

function unmarshalMap(item: Members): Members {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, unmarshal(value)]));
}

function unmarshal(value: unknown): unknown {
  const [type, content] = Object.entries(membersOf(value))[0] ?? [];
  if (type === 'N') return Number(content);
  if (type === 'NULL') return null;
  if (type === 'NS') return listOf(content).map(Number);
  if (type === 'L') return listOf(content).map(unmarshal);
  if (type === 'M') return unmarshalMap(membersOf(content));
  return content;
}
