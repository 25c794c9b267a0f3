import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { findSetting, getSetting } from '../lib/adapters/environment.ts';
import { GithubIssueTracker } from '../lib/adapters/github/github-issue-tracker.ts';
import { githubTokenReader } from '../lib/adapters/secret-reader.ts';
import { deliverBatch } from '../lib/adapters/sqs/deliver-batch.ts';
import { makeCorePorts } from '../lib/adapters/wiring.ts';
import { deliverIssue } from '../lib/application/delivering/deliver-issue.ts';

// Half of what the queue allows: the other half is left for failures before a delivery can count its own.
const HAND_OVER_AFTER = 25;
const logger = new Logger();
const metrics = new Metrics({ namespace: 'Forewarn' });
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
const QueueUrl = getSetting('GITHUB_QUEUE_URL');
const ports = {
  ...makeCorePorts(),
  issues: new GithubIssueTracker({
    token: githubTokenReader(getSetting('GITHUB_SECRET_ARN'), Date.now),
    apiUrl: findSetting('GITHUB_API_URL'),
    now: Date.now,
  }),
  registry: { url: getSetting('REGISTRY_URL') },
};

/** Opens, updates and closes the issues of a batch from `github.fifo`. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  deliverBatch(event, {
    deliver: (deliveryId) => deliverIssue(deliveryId, ports),
    postpone: async ({ receiptHandle: ReceiptHandle }, VisibilityTimeout) => {
      await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
    },
    handOverAfter: HAND_OVER_AFTER,
    logger,
    metrics,
  });
