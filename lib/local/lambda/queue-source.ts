import type { JsonObject } from '../cloudformation/cloud-assembly.ts';
import type { CloudResource } from '../cloudformation/template.ts';
import type { LocalQueue, Messaging } from '../messaging/messaging.ts';
import { matchesAny, parseFilterCriteria } from './event-filter.ts';
import { createPause, type EventSource, failedItems } from './event-source.ts';
import type { LocalFunctions } from './functions.ts';

type Message = {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly Attributes?: Record<string, string>;
  readonly MessageAttributes?: Record<string, { StringValue?: string; BinaryValue?: string; DataType: string }>;
};

export type QueueSourceSettings = {
  readonly mapping: CloudResource;
  readonly functions: LocalFunctions;
  readonly messaging: Messaging;
  readonly region: string;
};

const WAITING = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;
const POLL_MS = 200;
const CONCURRENT_BATCHES = 4;

/**
 * An event source mapping from a queue to a function: batches, partial failures, filters, maximum concurrency. Messages
 * that fail become visible again when their queue's visibility timeout has passed in real time, or when the handler
 * says so with ChangeMessageVisibility. Batching windows are not waited for.
 */
export function createQueueSource({ mapping, functions, messaging, region }: QueueSourceSettings): EventSource {
  const { properties } = mapping;
  const queue = messaging.getQueue(String(properties['EventSourceArn']));
  const functionName = String(properties['FunctionName']);
  const batchSize = Number(properties['BatchSize'] ?? 10);
  const maximum = (properties['ScalingConfig'] as JsonObject | undefined)?.['MaximumConcurrency'];
  const limit = Math.min(typeof maximum === 'number' ? maximum : CONCURRENT_BATCHES, CONCURRENT_BATCHES);
  const reportsItems = ((properties['FunctionResponseTypes'] ?? []) as string[]).includes('ReportBatchItemFailures');
  const patterns = parseFilterCriteria(properties['FilterCriteria']);
  const pause = createPause();
  const running = new Set<Promise<void>>();
  let polling: Promise<void> = Promise.resolve();
  let isStopped = false;

  async function receive(): Promise<Message[]> {
    const messages: Message[] = [];
    while (messages.length < batchSize) {
      const { Messages = [] } = await messaging.sqs<{ Messages?: Message[] }>('ReceiveMessage', queue.name, {
        MaxNumberOfMessages: Math.min(10, batchSize - messages.length),
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      });
      messages.push(...Messages);
      if (Messages.length === 0) break;
    }
    return messages;
  }

  async function remove(messages: readonly Message[]): Promise<void> {
    for (const { ReceiptHandle } of messages) await messaging.sqs('DeleteMessage', queue.name, { ReceiptHandle });
  }

  async function process(messages: readonly Message[]): Promise<void> {
    const wanted = messages.filter((message) => matchesAny(filterView(message), patterns));
    await remove(messages.filter((message) => !wanted.includes(message)));
    if (wanted.length === 0) return;
    const records = wanted.map((message) => toRecord(message, { queue, region }));
    const invocation = await functions.invoke(functionName, { Records: records });
    const identifiers = wanted.map(({ MessageId }) => MessageId);
    const failed = failedItems(invocation, { identifiers, reportsItems });
    if (failed === 'all') return;
    await remove(wanted.filter(({ MessageId }) => failed === 'none' || !failed.has(MessageId)));
  }

  async function poll(): Promise<void> {
    while (!isStopped) {
      const messages = running.size < limit ? await receive() : [];
      if (messages.length === 0) {
        await pause.wait(POLL_MS);
        continue;
      }
      const batch = process(messages).finally(() => {
        running.delete(batch);
        pause.wake();
      });
      running.add(batch);
    }
  }

  return {
    start: () => {
      polling = poll();
    },
    wake: pause.wake,
    isIdle: async () => {
      if (running.size > 0) return false;
      const AttributeNames = [...WAITING];
      const { Attributes } = await messaging.sqs<{ Attributes: Record<string, string> }>(
        'GetQueueAttributes',
        queue.name,
        { AttributeNames },
      );
      return running.size === 0 && WAITING.every((name) => Attributes[name] === '0');
    },
    stop: async () => {
      isStopped = true;
      pause.wake();
      await polling;
      await Promise.all(running);
    },
  };
}

function toRecord(message: Message, { queue, region }: { queue: LocalQueue; region: string }): object {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
    name,
    {
      ...(value.StringValue !== undefined && { stringValue: value.StringValue }),
      ...(value.BinaryValue !== undefined && { binaryValue: value.BinaryValue }),
      stringListValues: [],
      binaryListValues: [],
      dataType: value.DataType,
    },
  ]);
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queue.arn,
    awsRegion: region,
  };
}

function filterView(message: Message): object {
  return { body: parseBody(message.Body), messageAttributes: message.MessageAttributes ?? {} };
}

function parseBody(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    // A body that is not JSON is matched as a plain string.
    if (error instanceof SyntaxError) return body;
    throw error;
  }
}
