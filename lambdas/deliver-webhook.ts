import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { findSetting, getSetting } from '../lib/adapters/environment.ts';
import { webhooksReader } from '../lib/adapters/secret-reader.ts';
import { deliverBatch } from '../lib/adapters/sqs/deliver-batch.ts';
import { SignedWebhookPoster } from '../lib/adapters/webhook/signed-webhook-poster.ts';
import { makeCorePorts } from '../lib/adapters/wiring.ts';
import { deliverWebhook } from '../lib/application/delivering/deliver-webhook.ts';

// Half of what the queue allows: the other half is left for failures before a delivery can count its own.
const HAND_OVER_AFTER = 25;
const logger = new Logger();
const metrics = new Metrics({ namespace: 'Forewarn' });
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
const QueueUrl = getSetting('WEBHOOK_QUEUE_URL');
const ports = {
  ...makeCorePorts(),
  webhooks: new SignedWebhookPoster({
    endpoints: webhooksReader(getSetting('WEBHOOK_SECRET_ARN'), Date.now),
    allowedHosts: getSetting('WEBHOOK_HOSTS').split(','),
    localUrl: findSetting('WEBHOOK_LOCAL_URL'),
    now: Date.now,
  }),
  registry: { url: getSetting('REGISTRY_URL') },
};

/** Posts the events of a batch from `webhook.fifo`. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  deliverBatch(event, {
    deliver: (deliveryId) => deliverWebhook(deliveryId, ports),
    postpone: async ({ receiptHandle: ReceiptHandle }, VisibilityTimeout) => {
      await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
    },
    handOverAfter: HAND_OVER_AFTER,
    logger,
    metrics,
  });
