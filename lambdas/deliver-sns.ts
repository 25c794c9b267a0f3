import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { getSetting } from '../lib/adapters/environment.ts';
import { readKillSwitchTargets } from '../lib/adapters/kill-switch-targets.ts';
import { SnsEventPublisher } from '../lib/adapters/sns/sns-event-publisher.ts';
import { deliverBatch } from '../lib/adapters/sqs/deliver-batch.ts';
import { makeCorePorts } from '../lib/adapters/wiring.ts';
import { deliverEvent } from '../lib/application/delivering/deliver-event.ts';

const logger = new Logger();
const metrics = new Metrics({ namespace: 'Forewarn' });
const ports = {
  ...makeCorePorts(),
  events: new SnsEventPublisher({ topicArn: getSetting('TOPIC_ARN'), targets: readKillSwitchTargets() }),
  registry: { url: getSetting('REGISTRY_URL') },
};

/** Publishes the events of a batch from `sns.fifo`. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  deliverBatch(event, { deliver: (deliveryId) => deliverEvent(deliveryId, ports), logger, metrics });
