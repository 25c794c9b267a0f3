import { defined } from '../../domain/defined.ts';
import type { LocalQueue, Messaging } from '../messaging/messaging.ts';
import { matchesAny } from './event-filter.ts';
import type { EventMapping } from './event-mapping.ts';
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
  readonly mapping: EventMapping;
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
export class QueueSource implements EventSource {
  readonly #settings: QueueSourceSettings;
  readonly #queue: LocalQueue;
  readonly #limit: number;
  readonly #pause = createPause();
  readonly #running = new Set<Promise<void>>();
  #polling: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(settings: QueueSourceSettings) {
    const { sourceArn, maximumConcurrency = CONCURRENT_BATCHES } = settings.mapping;
    this.#settings = settings;
    this.#queue = settings.messaging.getQueue(sourceArn);
    this.#limit = Math.min(maximumConcurrency, CONCURRENT_BATCHES);
  }

  start(): void {
    this.#polling = this.#poll();
  }

  wake(): void {
    this.#pause.wake();
  }

  async isIdle(): Promise<boolean> {
    if (this.#running.size > 0) return false;
    const AttributeNames = [...WAITING];
    type Answer = { Attributes: Record<string, string> };
    const { Attributes } = await this.#sqs<Answer>('GetQueueAttributes', { AttributeNames });
    return this.#running.size === 0 && WAITING.every((name) => Attributes[name] === '0');
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#pause.wake();
    await this.#polling;
    await Promise.all(this.#running);
  }

  async #poll(): Promise<void> {
    while (!this.#isStopped) {
      const messages = this.#running.size < this.#limit ? await this.#receive() : [];
      if (messages.length === 0) {
        await this.#pause.wait(POLL_MS);
        continue;
      }
      const batch = this.#process(messages).finally(() => {
        this.#running.delete(batch);
        this.#pause.wake();
      });
      this.#running.add(batch);
    }
  }

  async #receive(): Promise<Message[]> {
    const { batchSize } = this.#settings.mapping;
    const messages: Message[] = [];
    while (messages.length < batchSize) {
      const { Messages = [] } = await this.#sqs<{ Messages?: Message[] }>('ReceiveMessage', {
        MaxNumberOfMessages: Math.min(10, batchSize - messages.length),
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      });
      messages.push(...Messages);
      if (Messages.length === 0) break;
    }
    return messages;
  }

  async #process(messages: readonly Message[]): Promise<void> {
    const { mapping, functions, region } = this.#settings;
    const wanted = messages.filter((message) => matchesAny(filterView(message), mapping.patterns));
    await this.#remove(messages.filter((message) => !wanted.includes(message)));
    if (wanted.length === 0) return;
    const records = wanted.map((message) => toRecord(message, { queue: this.#queue, region }));
    const invocation = await functions.invoke(mapping.functionName, { Records: records });
    const identifiers = wanted.map(({ MessageId }) => MessageId);
    const failed = failedItems(invocation, { identifiers, reportsItems: mapping.reportsItems });
    if (failed === 'all') return;
    await this.#remove(wanted.filter(({ MessageId }) => failed === 'none' || !failed.has(MessageId)));
  }

  async #remove(messages: readonly Message[]): Promise<void> {
    for (const { ReceiptHandle } of messages) await this.#sqs('DeleteMessage', { ReceiptHandle });
  }

  #sqs<T>(operation: string, input: object): Promise<T> {
    return this.#settings.messaging.sqs<T>(operation, this.#queue.name, input);
  }
}

function toRecord(message: Message, { queue, region }: { queue: LocalQueue; region: string }): object {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
    name,
    {
      ...defined({ stringValue: value.StringValue, binaryValue: value.BinaryValue }),
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
