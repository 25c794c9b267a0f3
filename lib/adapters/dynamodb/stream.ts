import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { StoredChange } from '../../application/delivering/forward-change.ts';
import { decodeItem } from './codec.ts';

/** The change that a stream record describes; `undefined` for records that the stream's filter should drop. */
export function readStreamRecord({ dynamodb }: DynamoDBRecord): StoredChange | undefined {
  // The event's types are the SDK's but for their names.
  const item = unmarshall((dynamodb?.NewImage ?? {}) as Record<string, AttributeValue>);
  if (item['entity'] === 'announcement') return { entity: 'announcement', item: decodeItem('announcement', item) };
  if (item['entity'] === 'delivery') return { entity: 'delivery', item: decodeItem('delivery', item) };
  return undefined;
}
