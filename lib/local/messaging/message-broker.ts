import { buildApp } from 'fauxqs';
import { AwsError } from '../aws-client.ts';
import { DEDUPLICATION_MS, type JournalMessage, type MessageJournal } from './message-journal.ts';

export type RawRequest = { readonly headers: Record<string, string>; readonly body: string };
export type RawResponse = {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
};

type StoredMessage = {
  readonly messageId: string;
  readonly body: string;
  readonly messageAttributes?: object;
  readonly messageGroupId?: string;
  readonly messageDeduplicationId?: string;
};

type QueueContents = {
  readonly ready: readonly StoredMessage[];
  readonly delayed: readonly StoredMessage[];
  readonly inflight: readonly { readonly message: StoredMessage }[];
};

export type MessageBroker = {
  /** Throws an Error on attributes that SQS would refuse. */
  readonly createQueue: (name: string, attributes: Record<string, string>) => Promise<void>;
  /** Calls an SQS operation, e.g. `sqs('ReceiveMessage', 'orders', {})`. Throws AwsError. */
  readonly sqs: <T>(operation: string, queue: string, input: object) => Promise<T>;
  /** Calls an SNS operation with its query parameters. Throws AwsError. */
  readonly sns: (parameters: Record<string, string>) => Promise<void>;
  readonly inspect: (queue: string) => Promise<QueueContents>;
  /** Answers an SQS or SNS request as it comes over the wire; queue URLs are recognised by their last segment. */
  readonly handle: (request: RawRequest) => Promise<RawResponse>;
  /** Puts back what an earlier run left in the journal; the queues must exist. */
  readonly restore: () => Promise<void>;
  /** Journals what a topic's fan-out has put into the queue by itself. */
  readonly journalFanOut: (queue: string) => Promise<void>;
  readonly onArrival: (listener: () => void) => void;
  readonly stop: () => Promise<void>;
};

type Fields = Record<string, unknown>;

/**
 * fauxqs inside this process, called without a socket (its own server would listen on every interface), with every
 * message sent and deleted written to the journal.
 */
export async function createMessageBroker(settings: {
  readonly region: string;
  readonly journal: MessageJournal;
}): Promise<MessageBroker> {
  const { region, journal } = settings;
  const app = buildApp({ logger: false, defaultRegion: region });
  await app.ready();
  const urls = new Map<string, string>();
  const redriveTargets = new Map<string, string>();
  const receipts = new Map<string, string>();
  const listeners: (() => void)[] = [];
  const authorization = `AWS4-HMAC-SHA256 Credential=runner/20200101/${region}/sqs/aws4_request, SignedHeaders=host, Signature=0`;

  async function inject({ headers, body }: RawRequest): Promise<RawResponse> {
    const all = { authorization, ...headers };
    const response = await app.inject({ method: 'POST', url: '/', headers: all, payload: body });
    const queryError = response.headers['x-amzn-query-error'];
    return {
      status: response.statusCode,
      headers: {
        'content-type': String(response.headers['content-type'] ?? 'application/json'),
        ...(queryError !== undefined && { 'x-amzn-query-error': String(queryError) }),
      },
      body: response.body,
    };
  }

  async function callSqs(operation: string, input: Fields): Promise<RawResponse> {
    const url = typeof input['QueueUrl'] === 'string' ? input['QueueUrl'] : undefined;
    const queue = url?.split('/').at(-1) ?? '';
    const response = await inject({
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${operation}` },
      body: JSON.stringify(url === undefined ? input : { ...input, QueueUrl: urls.get(queue) ?? url }),
    });
    if (response.status < 300) await RECORDERS[operation]?.({ queue, input, output: parse(response) });
    return response;
  }

  const RECORDERS: Record<string, (call: { queue: string; input: Fields; output: Fields }) => void | Promise<void>> = {
    SendMessage: ({ queue, input, output }) => {
      journalSend(queue, input, String(output['MessageId']));
      arrived();
    },
    SendMessageBatch: ({ queue, input, output }) => {
      const byId = new Map((input['Entries'] as Fields[]).map((entry) => [entry['Id'], entry]));
      for (const { Id, MessageId } of (output['Successful'] ?? []) as Fields[]) {
        journalSend(queue, byId.get(Id) ?? {}, String(MessageId));
      }
      arrived();
    },
    ReceiveMessage: async ({ queue, output }) => {
      for (const { MessageId, ReceiptHandle } of (output['Messages'] ?? []) as Fields[]) {
        receipts.set(String(ReceiptHandle), String(MessageId));
      }
      await journalRedrive(queue);
    },
    DeleteMessage: ({ input }) => journalDelete(String(input['ReceiptHandle'])),
    DeleteMessageBatch: ({ input }) => {
      for (const { ReceiptHandle } of input['Entries'] as Fields[]) journalDelete(String(ReceiptHandle));
    },
    ChangeMessageVisibility: () => arrived(),
    ChangeMessageVisibilityBatch: () => arrived(),
  };

  function arrived(): void {
    for (const listener of listeners) listener();
  }

  function journalSend(queue: string, input: Fields, id: string): void {
    // A deduplicated send answers with the first message's id.
    if (journal.find(id)) return;
    const delay = Number(input['DelaySeconds'] ?? 0);
    const { MessageBody, MessageAttributes, MessageGroupId, MessageDeduplicationId } = input;
    journal.sent({
      queue,
      id,
      body: String(MessageBody),
      sentAt: Date.now(),
      ...(typeof MessageAttributes === 'object' && MessageAttributes && { attributes: MessageAttributes }),
      ...(typeof MessageGroupId === 'string' && { groupId: MessageGroupId }),
      ...(typeof MessageDeduplicationId === 'string' && { deduplicationId: MessageDeduplicationId }),
      ...(delay > 0 && { dueAt: Date.now() + delay * 1000 }),
    });
  }

  function journalDelete(receipt: string): void {
    const id = receipts.get(receipt);
    receipts.delete(receipt);
    if (id !== undefined) journal.deleted(id);
  }

  async function journalRedrive(queue: string): Promise<void> {
    const target = redriveTargets.get(queue);
    if (target === undefined) return;
    for (const { messageId } of (await inspect(target)).ready) {
      const message = journal.find(messageId);
      if (message && message.queue !== target) journal.moved(messageId, target);
    }
  }

  async function inspect(queue: string): Promise<QueueContents> {
    const response = await app.inject({ method: 'GET', url: `/_fauxqs/queues/${encodeURIComponent(queue)}` });
    if (response.statusCode !== 200) throw new Error(`There is no queue ${queue} in the local cloud.`);
    return response.json<{ messages: QueueContents }>().messages;
  }

  async function sqs<T>(operation: string, queue: string, input: object): Promise<T> {
    const response = await callSqs(operation, { ...input, QueueUrl: urls.get(queue) ?? queue });
    const answer = parse(response);
    if (response.status < 300) return answer as T;
    const code = String(answer['__type'] ?? 'Unknown').replace(/^.*#/, '');
    throw new AwsError(code, `${operation} on ${queue}: ${answer['message']}`, response.status);
  }

  async function prime(message: JournalMessage): Promise<void> {
    // Sent and taken away again: so the queue knows the deduplication id as it did before the restart.
    await sqs('SendMessage', message.queue, sendInput(message));
    const { Messages = [] } = await sqs<{ Messages?: Fields[] }>('ReceiveMessage', message.queue, {});
    for (const { ReceiptHandle } of Messages) await sqs('DeleteMessage', message.queue, { ReceiptHandle });
  }

  return {
    createQueue: async (name, attributes) => {
      const response = await callSqs('CreateQueue', { QueueName: name, Attributes: attributes });
      const answer = parse(response);
      if (response.status >= 300) throw new Error(`SQS refuses the queue ${name}: ${answer['message']}`);
      urls.set(name, String(answer['QueueUrl']));
      const redrive = attributes['RedrivePolicy'];
      if (redrive) redriveTargets.set(name, String(JSON.parse(redrive).deadLetterTargetArn).split(':').at(-1) ?? '');
    },
    sqs,
    sns: async (parameters) => {
      const response = await inject({
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ ...parameters, Version: '2010-03-31' }).toString(),
      });
      if (response.status >= 300) throw new AwsError('SnsError', String(response.body), response.status);
    },
    inspect,
    handle: (request) => {
      const target = request.headers['x-amz-target'];
      const isSqs = target?.startsWith('AmazonSQS.') === true;
      return isSqs ? callSqs(target.slice('AmazonSQS.'.length), JSON.parse(request.body)) : inject(request);
    },
    restore: async () => {
      for (const message of journal.left.remembered) if (urls.has(message.queue)) await prime(message);
      for (const message of journal.left.pending) {
        if (!urls.has(message.queue)) continue;
        const { MessageId } = await sqs<{ MessageId: string }>('SendMessage', message.queue, sendInput(message));
        // The send has been journalled as a new message by now; the old one is done with.
        journal.resent(message.id, MessageId);
      }
    },
    journalFanOut: async (queue) => {
      for (const message of (await inspect(queue)).ready) {
        const { messageId, body, messageAttributes, messageGroupId, messageDeduplicationId } = message;
        const input = {
          MessageBody: body,
          MessageAttributes: messageAttributes,
          MessageGroupId: messageGroupId,
          MessageDeduplicationId: messageDeduplicationId,
        };
        journalSend(queue, input, messageId);
      }
      arrived();
    },
    onArrival: (listener) => listeners.push(listener),
    stop: () => app.close(),
  };
}

function parse(response: RawResponse): Fields {
  return JSON.parse(String(response.body)) as Fields;
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
