import { QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { defined } from '../../domain/defined.ts';
import type { Attributes } from './codec.ts';
import { answered } from './failures.ts';
import type { Tables } from './table.ts';

/** One partition's items between two sort keys, both inclusive. */
export interface Range {
  readonly table: string;
  readonly index?: string;
  readonly partition: { readonly attribute: string; readonly value: string };
  readonly sort: { readonly attribute: string; readonly from: string; readonly to: string };
  readonly newestFirst?: boolean;
  readonly consistent?: boolean;
}

/** The range's items in order, read in pages of `pageSize` as they are asked for. */
export async function* queryRange(
  { client }: Tables,
  range: Range,
  pageSize?: number,
): AsyncGenerator<Attributes, void, undefined> {
  const input: QueryCommandInput = {
    TableName: range.table,
    IndexName: range.index,
    KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :from AND :to',
    ExpressionAttributeNames: { '#partition': range.partition.attribute, '#sort': range.sort.attribute },
    ExpressionAttributeValues: {
      ':partition': range.partition.value,
      ':from': range.sort.from,
      ':to': range.sort.to,
    },
    ScanIndexForward: !range.newestFirst,
    ConsistentRead: range.consistent ?? false,
    ...defined({ Limit: pageSize }),
  };
  let start: QueryCommandInput['ExclusiveStartKey'];
  do {
    const command = new QueryCommand({ ...input, ...defined({ ExclusiveStartKey: start }) });
    const { Items, LastEvaluatedKey } = await answered(client.send(command));
    yield* Items ?? [];
    start = LastEvaluatedKey;
  } while (start);
}
