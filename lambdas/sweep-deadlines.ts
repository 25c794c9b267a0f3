import { Logger } from '@aws-lambda-powertools/logger';
import { getSetting } from '../lib/adapters/environment.ts';
import { readQueueUrls, SqsDeliveryQueue } from '../lib/adapters/sqs/delivery-queue.ts';
import { SqsPlanQueue } from '../lib/adapters/sqs/plan-queue.ts';
import { makeCorePorts } from '../lib/adapters/wiring.ts';
import { sweepDeadlines } from '../lib/application/deadlines/sweep-deadlines.ts';
import { ENGINE_VERSION } from '../lib/domain/containment/engine-version.ts';

const logger = new Logger({ serviceName: 'forewarn' });
const ports = {
  ...makeCorePorts(),
  engine: ENGINE_VERSION,
  plan: new SqsPlanQueue({ queueUrl: getSetting('PLAN_QUEUE_URL') }),
  deliveries: new SqsDeliveryQueue({ queueUrls: readQueueUrls() }),
};

/** Every 15 minutes: what is due, unplanned or unsent. */
export const handler = async (): Promise<void> => {
  const { handled } = await sweepDeadlines(ports);
  logger.info('swept', { handled });
};
