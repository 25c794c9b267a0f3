import { membersOf } from '../parsed.ts';
import type { Access } from './iam-policy.ts';

/** A handler's call, reduced to what its permission depends on. */
export type AwsCall = {
  /** As in the credential scope: `dynamodb`, `sqs`, `sns`, `secretsmanager`. */
  readonly service: string;
  readonly operation: string;
  readonly input: Record<string, unknown>;
};

export type ArnSettings = {
  readonly region: string;
  readonly accountId: string;
  readonly secretArn: (id: string) => string;
};

const TRANSACTION_ACTIONS: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

/**
 * Every permission that a call needs. A transaction needs the action of each of its items on that item's table, a query
 * on an index needs the index. Returns undefined if the local cloud does not run the service.
 */
export function requiredAccess(call: AwsCall, settings: ArnSettings): Access[] | undefined {
  const arn = (service: string, rest: string): string =>
    `arn:aws:${service}:${settings.region}:${settings.accountId}:${rest}`;
  const { service, operation, input } = call;
  if (service === 'dynamodb') {
    return dynamoDbAccess(operation, input).map(({ action, table, index }) => {
      const resource = table.startsWith('arn:') ? table : arn('dynamodb', `table/${table}`);
      return { action: `dynamodb:${action}`, resource: index === undefined ? resource : `${resource}/index/${index}` };
    });
  }
  if (service === 'sqs') {
    const name =
      String(input['QueueUrl'] ?? input['QueueName'] ?? '*')
        .split('/')
        .at(-1) ?? '*';
    return [{ action: `sqs:${operation.replace(/Batch$/, '')}`, resource: arn('sqs', name) }];
  }
  if (service === 'sns') {
    return [{ action: `sns:${operation.replace(/Batch$/, '')}`, resource: String(input['TopicArn'] ?? '*') }];
  }
  if (service === 'secretsmanager') {
    const resource = settings.secretArn(String(input['SecretId']));
    return [{ action: `secretsmanager:${operation}`, resource }];
  }
  return undefined;
}

type TableAccess = { readonly action: string; readonly table: string; readonly index?: string };

function dynamoDbAccess(operation: string, input: Record<string, unknown>): TableAccess[] {
  const { TableName, IndexName, RequestItems, TransactItems } = input;
  if (Array.isArray(TransactItems)) {
    return TransactItems.flatMap((item) =>
      Object.entries(membersOf(item)).map(([kind, detail]) => ({
        action: TRANSACTION_ACTIONS[kind] ?? kind,
        table: String(membersOf(detail)['TableName']),
      })),
    );
  }
  if (typeof RequestItems === 'object' && RequestItems !== null) {
    return Object.keys(RequestItems).map((table) => ({ action: operation, table }));
  }
  return [
    {
      action: operation,
      table: TableName === undefined ? '*' : String(TableName),
      ...(typeof IndexName === 'string' && { index: IndexName }),
    },
  ];
}
