import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deliverBatch } from '../../../lib/adapters/sqs/deliver-batch.ts';
import type { DeliveryProgress } from '../../../lib/application/delivering/delivery-progress.ts';

const event = (body: string): SQSEvent => ({
  Records: [
    {
      messageId: 'm-1',
      receiptHandle: 'h-1',
      body,
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '0',
        SenderId: '',
        ApproximateFirstReceiveTimestamp: '0',
        MessageGroupId: 'a',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: '',
      awsRegion: '',
    },
  ],
});

describe('A batch of deliveries', () => {
  const printed: string[] = [];
  const keep = (...lines: unknown[]): void => void printed.push(lines.map(String).join(' '));

  beforeEach(() => {
    printed.length = 0;
    for (const method of ['log', 'info', 'warn', 'error'] as const) vi.spyOn(console, method).mockImplementation(keep);
  });
  afterEach(() => vi.restoreAllMocks());

  async function run(progress: DeliveryProgress, body = '{"deliveryId":"d-1"}') {
    vi.stubEnv('POWERTOOLS_DEV', 'true');
    vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
    const postponed: number[] = [];
    const asked: string[] = [];
    const { batchItemFailures } = await deliverBatch(event(body), {
      deliver: async (id) => {
        asked.push(id);
        return progress;
      },
      postpone: async (_, seconds) => {
        postponed.push(seconds);
      },
      logger: new Logger(),
      metrics: new Metrics({ namespace: 'Forewarn', serviceName: 'test' }),
    });
    vi.unstubAllEnvs();
    return {
      asked,
      postponed,
      failed: batchItemFailures.length,
      counted: printed.join('\n').includes('"DeliveriesFailed":'),
    };
  }

  it.each<[DeliveryProgress, { failed: number; postponed: number[]; counted: boolean }]>([
    [{ outcome: 'sent' }, { failed: 0, postponed: [], counted: false }],
    [{ outcome: 'skipped' }, { failed: 0, postponed: [], counted: false }],
    [
      { outcome: 'retry', afterSeconds: 17, reason: 'ratelimited' },
      { failed: 1, postponed: [17], counted: false },
    ],
    [
      { outcome: 'refused', error: 'is_archived' },
      { failed: 0, postponed: [], counted: true },
    ],
    [
      { outcome: 'exhausted', error: 'HTTP 500' },
      { failed: 1, postponed: [0], counted: true },
    ],
  ])('tells the queue and the alarm of %j', async (progress, expected) => {
    expect(await run(progress)).toEqual({ asked: ['d-1'], ...expected });
  });

  it('measures how long a first message was under way', async () => {
    await run({ outcome: 'sent', secondsSincePublish: 42 });
    expect(printed.join('\n')).toContain('"SecondsToReceipt":42');
  });

  it.each(['not json', '{}', '{"deliveryId":7}', 'null'])('leaves the message %s to the dead letters', async (body) => {
    expect(await run({ outcome: 'sent' }, body)).toMatchObject({ asked: [], failed: 1, postponed: [] });
    expect(printed.join('\n')).toContain('A delivery message failed');
  });
});
