import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { findSetting, getSetting } from '../lib/adapters/environment.ts';
import { slackTokenReader } from '../lib/adapters/secret-reader.ts';
import { SlackWebNotifier } from '../lib/adapters/slack/slack-web-notifier.ts';
import { deliverBatch } from '../lib/adapters/sqs/deliver-batch.ts';
import { makeCorePorts } from '../lib/adapters/wiring.ts';
import { deliverSlack } from '../lib/application/delivering/deliver-slack.ts';

// Half of what the queue allows: the other half is left for failures before a delivery can count its own.
const HAND_OVER_AFTER = 25;

const logger = new Logger();
const metrics = new Metrics({ namespace: 'Forewarn' });
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
const QueueUrl = getSetting('SLACK_QUEUE_URL');
const ports = {
  ...makeCorePorts(),
  slack: new SlackWebNotifier({
    token: slackTokenReader(getSetting('SLACK_SECRET_ARN'), Date.now),
    apiUrl: findSetting('SLACK_API_URL'),
  }),
  registry: { url: getSetting('REGISTRY_URL') },
};

/** Sends the Slack messages of a batch from `slack.fifo`. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  deliverBatch(event, {
    deliver: (deliveryId) => deliverSlack(deliveryId, ports),
    postpone: async ({ receiptHandle: ReceiptHandle }, VisibilityTimeout) => {
      await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
    },
    handOverAfter: HAND_OVER_AFTER,
    logger,
    metrics,
  });
