import type { Logger } from '@aws-lambda-powertools/logger';
import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { DeliveryProgress } from '../../application/delivering/delivery-progress.ts';
import { type FifoBatch, type MessageOutcome, processFifoBatch } from './process-fifo-batch.ts';

export interface DeliverBatchOptions extends Pick<FifoBatch, 'postpone' | 'handOverAfter'> {
  readonly deliver: (deliveryId: string) => Promise<DeliveryProgress>;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Delivers what a batch of the send queues names, and tells the queue what became of each. */
export async function deliverBatch(event: SQSEvent, options: DeliverBatchOptions): Promise<SQSBatchResponse> {
  const { logger, metrics, deliver, ...queue } = options;
  const response = await processFifoBatch(event, {
    ...queue,
    handle: async (record) => report(record, await deliver(readDeliveryId(record)), options),
    onError: (error, { messageId }) =>
      logger.error('A delivery message failed', { messageId, error: error instanceof Error ? error : String(error) }),
  });
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  return response;
}

/** Throws on what no sender of ours would send: such a message is for the dead letters. */
function readDeliveryId({ body, messageId }: SQSRecord): string {
  const message: unknown = JSON.parse(body);
  if (typeof message === 'object' && message !== null && 'deliveryId' in message) {
    if (typeof message.deliveryId === 'string') return message.deliveryId;
  }
  throw new TypeError(`Message ${messageId} names no delivery`);
}

function report(
  record: SQSRecord,
  progress: DeliveryProgress,
  { logger, metrics }: DeliverBatchOptions,
): MessageOutcome {
  const delivery = { deliveryId: readDeliveryId(record), ...progress };
  switch (progress.outcome) {
    case 'sent':
      if (progress.secondsSincePublish !== undefined)
        metrics.addMetric('SecondsToReceipt', MetricUnit.Seconds, progress.secondsSincePublish);
      logger.info('Delivery finished', delivery);
      return 'done';
    case 'skipped':
      logger.info('Delivery finished', delivery);
      return 'done';
    case 'retry':
      logger.warn('Delivery postponed', delivery);
      return { retryAfterSeconds: progress.afterSeconds };
    case 'refused':
    case 'exhausted':
      logger.error('Delivery failed', delivery);
      metrics.addMetric('DeliveriesFailed', MetricUnit.Count, 1);
      return progress.outcome === 'refused' ? 'done' : 'dead';
  }
}
