import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { getSetting } from '../lib/adapters/environment.ts';
import { BoundedJudge } from '../lib/adapters/judge/bounded-judge.ts';
import { parsePlanMessage, SqsPlanQueue } from '../lib/adapters/sqs/plan-queue.ts';
import { workThrough } from '../lib/adapters/sqs/work-through.ts';
import { makeCorePorts } from '../lib/adapters/wiring.ts';
import { planNotifications } from '../lib/application/announcing/plan-notifications.ts';

const ports = {
  ...makeCorePorts(),
  // Nobody waits for a plan: a contract gets the time that its steps may take on a slow machine.
  judge: new BoundedJudge({ time: 40_000, memory: 512 }),
  queue: new SqsPlanQueue({ queueUrl: getSetting('PLAN_QUEUE_URL') }),
};

/** The plan queue: who is told of an announcement, page by page. */
export const handler = async (event: SQSEvent): Promise<SQSBatchResponse> =>
  await workThrough(event, async ({ body }) => await planNotifications(parsePlanMessage(body), ports));
