import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { type FifoBatch, type MessageOutcome, processFifoBatch } from '../../../lib/adapters/sqs/process-fifo-batch.ts';

const record = (messageId: string, group: string, receives = 1): SQSRecord => ({
  messageId,
  receiptHandle: `handle-${messageId}`,
  body: '{}',
  attributes: {
    ApproximateReceiveCount: String(receives),
    SentTimestamp: '0',
    SenderId: '',
    ApproximateFirstReceiveTimestamp: '0',
    MessageGroupId: group,
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: '',
  awsRegion: '',
});
const event = (...Records: SQSRecord[]): SQSEvent => ({ Records });

/** Runs a batch whose messages have these outcomes, and notes what was handled, postponed and reported. */
async function run(records: SQSEvent, outcomes: Record<string, MessageOutcome | Error>, more: Partial<FifoBatch> = {}) {
  const handled: string[] = [];
  const postponed: [string, number][] = [];
  const errors: unknown[] = [];
  const { batchItemFailures } = await processFifoBatch(records, {
    handle: async ({ messageId }) => {
      handled.push(messageId);
      const outcome = outcomes[messageId] ?? 'done';
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
    postpone: async ({ messageId }, seconds) => {
      postponed.push([messageId, seconds]);
    },
    onError: (error) => errors.push(error),
    ...more,
  });
  return { handled, postponed, errors, failed: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
}

describe('A FIFO batch', () => {
  it('is done when all of its messages are', async () => {
    const result = await run(event(record('1', 'a'), record('2', 'a'), record('3', 'b')), {});

    expect(result).toMatchObject({ failed: [], postponed: [] });
    expect(result.handled.sort()).toEqual(['1', '2', '3']);
  });

  it('keeps what stands behind a message that waits, in order and for as long, and goes on with other groups', async () => {
    const records = event(record('1', 'a'), record('2', 'a'), record('3', 'b'), record('4', 'a'));

    const result = await run(records, { 2: { retryAfterSeconds: 29.2 } });

    expect(result.handled.sort()).toEqual(['1', '2', '3']);
    expect(result.failed).toEqual(['2', '4']);
    expect(result.postponed).toEqual([
      ['2', 30],
      ['4', 30],
    ]);
  });

  it('leaves the time of the next try to the queue where a handler throws', async () => {
    const result = await run(event(record('1', 'a'), record('2', 'a')), { 1: new Error('table is gone') });

    expect(result).toMatchObject({
      handled: ['1'],
      failed: ['1', '2'],
      postponed: [],
      errors: [new Error('table is gone')],
    });
  });

  it('lets a dead message come back at once, until the queue counts it out', async () => {
    const result = await run(event(record('1', 'a')), { 1: 'dead' }, { handOverAfter: 1 });

    expect(result).toMatchObject({ failed: ['1'], postponed: [['1', 0]] });
  });

  it.each([
    [0, 1],
    [7_200, 3_600],
  ])('keeps a wait of %d seconds to %d', async (retryAfterSeconds, seconds) => {
    expect((await run(event(record('1', 'a')), { 1: { retryAfterSeconds } })).postponed).toEqual([['1', seconds]]);
  });

  it('hands a message that waited too often over to the sweep instead of to the dead letters', async () => {
    const records = event(record('1', 'a', 25), record('2', 'a', 24));
    const wait = { retryAfterSeconds: 30 };

    const result = await run(records, { 1: wait, 2: wait }, { handOverAfter: 25 });

    expect(result).toMatchObject({ handled: ['1', '2'], failed: ['2'], postponed: [['2', 30]] });
  });

  it('still reports a message whose visibility could not be changed', async () => {
    const refusal = new Error('AccessDenied');
    const result = await run(
      event(record('1', 'a')),
      { 1: { retryAfterSeconds: 3 } },
      {
        postpone: async () => {
          throw refusal;
        },
      },
    );

    expect(result).toMatchObject({ failed: ['1'], errors: [refusal] });
  });

  it('needs no way to postpone', async () => {
    const { failed } = await run(event(record('1', 'a')), { 1: { retryAfterSeconds: 3 } }, {
      postpone: undefined,
    } as unknown as Partial<FifoBatch>);

    expect(failed).toEqual(['1']);
  });
});
