import { AwsError } from '../aws-client.ts';
import type { RawRequest, RawResponse } from '../raw-http.ts';
import { Fauxqs, type QueueContents } from './fauxqs.ts';
import { DEDUPLICATION_MS, type JournalMessage, type MessageJournal } from './message-journal.ts';
import { type Fields, MessageRecorder } from './message-recorder.ts';

const SQS_TARGET = 'AmazonSQS.';
const MAKES_ARRIVALS = new Set([
  'SendMessage',
  'SendMessageBatch',
  'ChangeMessageVisibility',
  'ChangeMessageVisibilityBatch',
]);

/** SQS and SNS of this machine, with every message sent and deleted written to the journal. */
export class MessageBroker {
  readonly #fauxqs: Fauxqs;
  readonly #journal: MessageJournal;
  readonly #recorder: MessageRecorder;
  readonly #urls = new Map<string, string>();
  readonly #listeners: (() => void)[] = [];

  constructor({ region, journal }: { readonly region: string; readonly journal: MessageJournal }) {
    const fauxqs = new Fauxqs(region);
    this.#fauxqs = fauxqs;
    this.#journal = journal;
    this.#recorder = new MessageRecorder({ journal, inspect: (queue) => fauxqs.inspect(queue) });
  }

  async ready(): Promise<void> {
    await this.#fauxqs.ready();
  }

  /** Throws an Error on attributes that SQS would refuse. */
  async createQueue(name: string, attributes: Record<string, string>): Promise<void> {
    const response = await this.#callSqs('CreateQueue', { QueueName: name, Attributes: attributes });
    const answer = parse(response);
    if (response.status >= 300) throw new Error(`SQS refuses the queue ${name}: ${answer['message']}`);
    this.#urls.set(name, String(answer['QueueUrl']));
    const redrive = attributes['RedrivePolicy'];
    if (!redrive) return;
    this.#recorder.addRedrive(name, String(JSON.parse(redrive).deadLetterTargetArn).split(':').at(-1) ?? '');
  }

  /** Calls an SQS operation, e.g. `sqs('ReceiveMessage', 'orders', {})`. Throws AwsError. */
  async sqs<T>(operation: string, queue: string, input: object): Promise<T> {
    const response = await this.#callSqs(operation, { ...input, QueueUrl: this.#urls.get(queue) ?? queue });
    if (response.status < 300) return JSON.parse(String(response.body));
    const answer = parse(response);
    const code = String(answer['__type'] ?? 'Unknown').replace(/^.*#/, '');
    throw new AwsError(code, `${operation} on ${queue}: ${answer['message']}`, response.status);
  }

  /** Calls an SNS operation with its query parameters. Throws AwsError. */
  async sns(parameters: Record<string, string>): Promise<void> {
    const response = await this.#fauxqs.send({
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...parameters, Version: '2010-03-31' }).toString(),
    });
    if (response.status >= 300) throw new AwsError('SnsError', String(response.body), response.status);
  }

  inspect(queue: string): Promise<QueueContents> {
    return this.#fauxqs.inspect(queue);
  }

  /** Answers an SQS or SNS request as it comes over the wire; queue URLs are recognised by their last segment. */
  handle(request: RawRequest): Promise<RawResponse> {
    const target = request.headers['x-amz-target'];
    if (!target?.startsWith(SQS_TARGET)) return this.#fauxqs.send(request);
    return this.#callSqs(target.slice(SQS_TARGET.length), JSON.parse(request.body));
  }

  /** Puts back what an earlier run left in the journal; the queues must exist. */
  async restore(): Promise<void> {
    const { remembered, pending } = this.#journal.left;
    for (const message of remembered) if (this.#urls.has(message.queue)) await this.#prime(message);
    for (const message of pending) {
      if (!this.#urls.has(message.queue)) continue;
      const { MessageId } = await this.sqs<{ MessageId: string }>('SendMessage', message.queue, sendInput(message));
      // The send has been journalled as a new message by now; the old one is done with.
      this.#journal.resent(message.id, MessageId);
    }
  }

  /** Journals what a topic's fan-out has put into the queue by itself. */
  async journalFanOut(queue: string): Promise<void> {
    for (const message of (await this.inspect(queue)).ready) {
      const { messageId, body, messageAttributes, messageGroupId, messageDeduplicationId } = message;
      const input = {
        MessageBody: body,
        MessageAttributes: messageAttributes,
        MessageGroupId: messageGroupId,
        MessageDeduplicationId: messageDeduplicationId,
      };
      this.#recorder.sent(queue, input, messageId);
    }
    this.#arrived();
  }

  /** Calls back whenever messages may have arrived in some queue. */
  onArrival(listener: () => void): void {
    this.#listeners.push(listener);
  }

  stop(): Promise<void> {
    return this.#fauxqs.stop();
  }

  async #callSqs(operation: string, input: Fields): Promise<RawResponse> {
    const url = typeof input['QueueUrl'] === 'string' ? input['QueueUrl'] : undefined;
    const queue = url?.split('/').at(-1) ?? '';
    const response = await this.#fauxqs.send({
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': SQS_TARGET + operation },
      body: JSON.stringify(url === undefined ? input : { ...input, QueueUrl: this.#urls.get(queue) ?? url }),
    });
    if (response.status < 300) {
      await this.#recorder.record(operation, { queue, input, output: parse(response) });
      if (MAKES_ARRIVALS.has(operation)) this.#arrived();
    }
    return response;
  }

  #arrived(): void {
    for (const listener of this.#listeners) listener();
  }

  async #prime(message: JournalMessage): Promise<void> {
    // Sent and taken away again: so the queue knows the deduplication id as it did before the restart.
    await this.sqs('SendMessage', message.queue, sendInput(message));
    const { Messages = [] } = await this.sqs<{ Messages?: Fields[] }>('ReceiveMessage', message.queue, {});
    for (const { ReceiptHandle } of Messages) await this.sqs('DeleteMessage', message.queue, { ReceiptHandle });
  }
}

function parse(response: RawResponse): Fields {
  // Some operations answer with nothing.
  return JSON.parse(String(response.body) || '{}');
}

function sendInput(message: JournalMessage): Fields {
  const delay = message.dueAt === undefined ? 0 : Math.ceil((message.dueAt - Date.now()) / 1000);
  const isFifo = message.queue.endsWith('.fifo');
  const isRecent = Date.now() - message.sentAt < DEDUPLICATION_MS;
  return {
    MessageBody: message.body,
    ...(message.attributes && { MessageAttributes: message.attributes }),
    ...(message.groupId && { MessageGroupId: message.groupId }),
    // Two old messages may share an id whose window has passed between them; neither may swallow the other now.
    ...(isFifo && {
      MessageDeduplicationId: (isRecent ? message.deduplicationId : undefined) ?? `restored-${message.id}`,
    }),
    ...(delay > 0 && !isFifo && { DelaySeconds: delay }),
  };
}
