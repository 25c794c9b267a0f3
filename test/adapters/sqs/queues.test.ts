import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { SqsDeliveryQueue } from '../../../lib/adapters/sqs/delivery-queue.ts';
import { parsePlanMessage, SqsPlanQueue } from '../../../lib/adapters/sqs/plan-queue.ts';
import type { DeliveryMessage, PlanMessage } from '../../../lib/application/ports/queues.ts';

const FIFO = { attributes: { FifoQueue: 'true' } };
let server: FauxqsServer;
let urls: { readonly plan: string; readonly slack: string; readonly github: string; readonly sns: string };
let client: SQSClient;

beforeAll(async () => {
  server = await startFauxqs({ port: 0, logger: false, host: 'nowhere.invalid' });
  // As in the local cloud: the endpoint is known from the environment only, and the queue's own host leads nowhere.
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', `http://127.0.0.1:${server.port}`);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  client = new SQSClient({ useQueueUrlAsEndpoint: false });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  client.destroy();
  await server.stop();
});
beforeEach(() => {
  server.purgeAll();
  urls = {
    plan: server.createQueue('plan').queueUrl,
    slack: server.createQueue('slack.fifo', FIFO).queueUrl,
    github: server.createQueue('github.fifo', FIFO).queueUrl,
    sns: server.createQueue('sns.fifo', FIFO).queueUrl,
  };
});

describe('the plan queue', () => {
  it.each<PlanMessage>([
    { announcementId: '01KAJ0000000000000000000A1', phase: 'models' },
    { announcementId: '01KAJ0000000000000000000A1', phase: 'deliveries', cursor: 'WyJhIl0' },
  ])('hands on %o', async (message) => {
    await new SqsPlanQueue({ queueUrl: urls.plan }).send(message);

    const [received] = await receive(urls.plan);
    expect(parsePlanMessage(received?.Body ?? '')).toEqual(message);
  });

  it.each([
    'null',
    '7',
    '{}',
    '{"announcementId":7,"phase":"models"}',
    '{"announcementId":"a","phase":"other"}',
    '{"announcementId":"a","phase":"models","cursor":7}',
  ])('refuses to read %s', (body) => {
    expect(() => parsePlanMessage(body)).toThrow(TypeError);
  });

  it('says so when the queue is not there', async () => {
    const send = new SqsPlanQueue({ queueUrl: urls.plan.replace('plan', 'gone') }).send({
      announcementId: 'a',
      phase: 'models',
    });

    await expect(send).rejects.toMatchObject({ name: expect.stringMatching(/NonExistentQueue|QueueDoesNotExist/) });
  });
});

describe('the delivery queues', () => {
  const message = (more: Partial<DeliveryMessage> = {}): DeliveryMessage => ({
    deliveryId: `ANNOUNCEMENT#01KAJ/announced#${'x'.repeat(300)}`,
    channel: { kind: 'slack', group: '#fraud-ml' },
    attempt: '1',
    ...more,
  });

  it('take each message to its channel’s queue', async () => {
    const queue = new SqsDeliveryQueue({
      queueUrls: { slack: urls.slack, github: urls.github, sns: urls.sns, msteams: urls.sns, webhook: urls.sns },
    });
    const event = message({ channel: { kind: 'sns', group: 'fraud-ml' } });

    await queue.send(message());
    await queue.send(event);

    const [slack, sns] = [await receive(urls.slack), await receive(urls.sns)];
    expect([slack.length, sns.length]).toEqual([1, 1]);
    expect(JSON.parse(slack[0]?.Body ?? '')).toEqual(message());
    expect(JSON.parse(sns[0]?.Body ?? '')).toEqual(event);
  });

  it('take the same attempt once and another one again', async () => {
    const queue = new SqsDeliveryQueue({
      queueUrls: { slack: urls.slack, github: urls.github, sns: urls.sns, msteams: urls.sns, webhook: urls.sns },
    });

    for (const attempt of ['1', '1', '2', '1']) await queue.send(message({ attempt }));

    expect(server.inspectQueue('slack.fifo')?.messages.ready).toHaveLength(2);
  });

  it.each([
    ['a name as Slack writes it', '#fraud-ml', '#fraud-ml'],
    ['the longest that SQS takes', 'x'.repeat(128), 'x'.repeat(128)],
    ['one that is longer', 'x'.repeat(129), expect.stringMatching(/^[0-9a-f]{64}$/)],
    ['another script', '#データ', expect.stringMatching(/^[0-9a-f]{64}$/)],
    ['nothing', '', expect.stringMatching(/^[0-9a-f]{64}$/)],
  ])('group by channel: %s', async (_case, group, expected) => {
    await new SqsDeliveryQueue({
      queueUrls: { slack: urls.slack, github: urls.github, sns: urls.sns, msteams: urls.sns, webhook: urls.sns },
    }).send(message({ channel: { kind: 'slack', group } }));

    const [received] = await receive(urls.slack);
    expect(received?.Attributes?.['MessageGroupId']).toEqual(expected);
  });
});

async function receive(queueUrl: string) {
  const command = new ReceiveMessageCommand({ QueueUrl: queueUrl, MessageSystemAttributeNames: ['All'] });
  return (await client.send(command)).Messages ?? [];
}
