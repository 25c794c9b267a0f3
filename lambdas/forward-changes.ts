import { Logger } from '@aws-lambda-powertools/logger';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { readStreamRecord } from '../lib/adapters/dynamodb/stream.ts';
import { getSetting } from '../lib/adapters/environment.ts';
import { readQueueUrls, SqsDeliveryQueue } from '../lib/adapters/sqs/delivery-queue.ts';
import { SqsPlanQueue } from '../lib/adapters/sqs/plan-queue.ts';
import { forwardChange } from '../lib/application/delivering/forward-change.ts';

const logger = new Logger({ serviceName: 'forewarn' });
const ports = {
  plan: new SqsPlanQueue({ queueUrl: getSetting('PLAN_QUEUE_URL') }),
  deliveries: new SqsDeliveryQueue({ queueUrls: readQueueUrls() }),
};

/** The table's stream: hands on what was written, in order; from the first that fails on, all come again. */
export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  for (const record of event.Records) {
    try {
      const change = readStreamRecord(record);
      if (change) await forwardChange(change, ports);
    } catch (error) {
      logger.error('a change was not handed on', { eventId: record.eventID, error });
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
    }
  }
  return { batchItemFailures: [] };
};
