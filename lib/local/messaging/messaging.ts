import type { JsonObject } from '../cloudformation/cloud-assembly.ts';
import { physicalName } from '../cloudformation/physical-attributes.ts';
import type { CloudResource, Deployment } from '../cloudformation/template.ts';
import { createMessageBroker, type RawRequest, type RawResponse } from './message-broker.ts';
import { openMessageJournal } from './message-journal.ts';
import { chooseProtocols, type Mail } from './message-protocols.ts';

export type LocalQueue = { readonly name: string; readonly arn: string };

/** What a queue holds: `messages` are all of them, those in flight and delayed included. */
export type QueueView = {
  readonly name: string;
  readonly inFlight: number;
  readonly delayed: number;
  readonly messages: readonly { readonly id: string; readonly body: string }[];
};

/** A message as a subscriber of the topic received it. */
export type TopicMessage = {
  readonly topicArn: string;
  readonly message: string;
  readonly attributes: Record<string, { readonly type: string; readonly value: string }>;
  readonly publishedAt: string;
  /** What a mailbox would have received in its place. */
  readonly mail?: Mail;
};

export type Messaging = {
  readonly queues: () => LocalQueue[];
  /** The queue with this ARN. Throws an Error if the templates have none. */
  readonly getQueue: (arn: string) => LocalQueue;
  readonly sqs: <T>(operation: string, queue: string, input: object) => Promise<T>;
  /** Sends a text to a queue or a topic, as a failure destination receives it. */
  readonly sendTo: (arn: string, text: string) => Promise<void>;
  readonly view: () => Promise<QueueView[]>;
  /** Answers an SQS or SNS request as it comes over the wire. */
  readonly handle: (request: RawRequest) => Promise<RawResponse>;
  /** Calls back whenever messages may have arrived in some queue. */
  readonly onArrival: (listener: () => void) => void;
  readonly stop: () => Promise<void>;
};

export type MessagingSettings = {
  readonly deployment: Deployment;
  readonly region: string;
  readonly accountId: string;
  readonly dataFolder?: string | undefined;
  readonly onTopicMessage: (message: TopicMessage) => void;
  readonly onProgress: (line: string) => void;
};

// Every topic's messages are copied into this queue, so that a person can look at them.
const OBSERVER = 'forewarn-local-topic-observer';

/**
 * SNS and SQS as the templates describe them: queues with their redrive policies, topics and SQS subscriptions.
 * Messages that an earlier run left in the data folder are in their queues again when this returns.
 */
export async function startMessaging(settings: MessagingSettings): Promise<Messaging> {
  const { deployment, region, accountId } = settings;
  const journal = openMessageJournal(settings.dataFolder, Date.now());
  const broker = await createMessageBroker({ region, journal });
  const queues = new Map<string, LocalQueue>();
  const fanOut = new Map<string, string[]>();
  // By what queues get of the message: the observer of a topic sees no mail.
  const mails = new Map<string, Mail>();
  const queueArn = (name: string): string => `arn:aws:sqs:${region}:${accountId}:${name}`;

  await broker.createQueue(OBSERVER, {});
  // Dead-letter queues may come after the queues that name them; SQS itself would refuse that order.
  for (const resource of deployment.resources('AWS::SQS::Queue')) {
    const name = physicalName(resource, 'QueueName');
    await broker.createQueue(name, queueAttributes(resource.properties));
    queues.set(queueArn(name), { name, arn: queueArn(name) });
  }
  for (const resource of deployment.resources('AWS::SNS::Topic')) {
    const name = physicalName(resource, 'TopicName');
    await broker.sns({ Action: 'CreateTopic', Name: name, ...mapEntries('Attributes', topicAttributes(resource)) });
    await subscribe(`arn:aws:sns:${region}:${accountId}:${name}`, { queue: queueArn(OBSERVER), attributes: {} });
  }
  for (const resource of deployment.resources('AWS::SNS::Subscription')) {
    const { Protocol, TopicArn, Endpoint } = resource.properties;
    if (Protocol !== 'sqs') {
      settings.onProgress(`${resource.path}: ${Protocol} is not delivered here; see GET /__local/sns/messages`);
      continue;
    }
    await subscribe(String(TopicArn), { queue: String(Endpoint), attributes: subscriptionAttributes(resource) });
    const targets = fanOut.get(String(TopicArn)) ?? [];
    fanOut.set(String(TopicArn), [...targets, String(Endpoint).split(':').at(-1) ?? '']);
  }
  await broker.restore();

  async function subscribe(
    topicArn: string,
    { queue, attributes }: { queue: string; attributes: Record<string, string> },
  ): Promise<void> {
    const parameters = { Action: 'Subscribe', Protocol: 'sqs', TopicArn: topicArn, Endpoint: queue };
    await broker.sns({ ...parameters, ...mapEntries('Attributes', attributes) });
  }

  async function afterPublish(topicArn: string): Promise<void> {
    for (const queue of fanOut.get(topicArn) ?? []) await broker.journalFanOut(queue);
    for (;;) {
      const { Messages = [] } = await broker.sqs<{ Messages?: { Body: string; ReceiptHandle: string }[] }>(
        'ReceiveMessage',
        OBSERVER,
        { MaxNumberOfMessages: 10 },
      );
      if (Messages.length === 0) return;
      for (const { Body, ReceiptHandle } of Messages) {
        await broker.sqs('DeleteMessage', OBSERVER, { ReceiptHandle });
        const published = parseNotification(Body);
        const mail = mails.get(published.message);
        mails.delete(published.message);
        settings.onTopicMessage({ ...published, ...(mail && { mail }) });
      }
    }
  }

  return {
    queues: () => [...queues.values()],
    getQueue: (arn) => {
      const queue = queues.get(arn);
      if (!queue) throw new Error(`The templates have no queue ${arn}.`);
      return queue;
    },
    sqs: broker.sqs,
    sendTo: async (arn, text) => {
      const name = arn.split(':').at(-1) ?? '';
      if (arn.split(':')[2] === 'sns') {
        await broker.sns({ Action: 'Publish', TopicArn: arn, Message: text });
        await afterPublish(arn);
        return;
      }
      await broker.sqs('SendMessage', name, {
        MessageBody: text,
        ...(name.endsWith('.fifo') && { MessageGroupId: 'failures', MessageDeduplicationId: String(Date.now()) }),
      });
    },
    view: () =>
      Promise.all(
        [...queues.values()].map(async ({ name }) => {
          const { ready, delayed, inflight } = await broker.inspect(name);
          const all = [...ready, ...delayed, ...inflight.map(({ message }) => message)];
          const messages = all.map(({ messageId: id, body }) => ({ id, body }));
          return { name, inFlight: inflight.length, delayed: delayed.length, messages };
        }),
      ),
    handle: async (request) => {
      const isSns = request.headers['x-amz-target'] === undefined;
      const chosen = isSns ? chooseProtocols(request) : { request };
      if ('refusal' in chosen) return chosen.refusal;
      const parameters = new URLSearchParams(isSns ? chosen.request.body : '');
      if (chosen.mail) mails.set(parameters.get('Message') ?? '', chosen.mail);
      const response = await broker.handle(chosen.request);
      if (response.status < 300 && parameters.get('Action')?.startsWith('Publish')) {
        await afterPublish(parameters.get('TopicArn') ?? '');
      }
      return response;
    },
    onArrival: broker.onArrival,
    stop: broker.stop,
  };
}

const QUEUE_ATTRIBUTES = [
  'VisibilityTimeout',
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedrivePolicy',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
];

function queueAttributes(properties: JsonObject): Record<string, string> {
  return pickText(properties, QUEUE_ATTRIBUTES);
}

function topicAttributes({ properties }: CloudResource): Record<string, string> {
  return pickText(properties, ['FifoTopic', 'ContentBasedDeduplication']);
}

function subscriptionAttributes({ properties }: CloudResource): Record<string, string> {
  return pickText(properties, ['RawMessageDelivery', 'FilterPolicy', 'FilterPolicyScope', 'RedrivePolicy']);
}

function pickText(properties: JsonObject, names: readonly string[]): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = properties[name];
    if (value !== undefined) picked[name] = typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  return picked;
}

function mapEntries(prefix: string, attributes: Record<string, string>): Record<string, string> {
  const entries = Object.entries(attributes).flatMap(([key, value], index) => [
    [`${prefix}.entry.${index + 1}.key`, key] as const,
    [`${prefix}.entry.${index + 1}.value`, value] as const,
  ]);
  return Object.fromEntries(entries);
}

type Notification = {
  readonly TopicArn: string;
  readonly Message: string;
  readonly Timestamp: string;
  readonly MessageAttributes?: Record<string, { readonly Type: string; readonly Value: string }>;
};

function parseNotification(body: string): TopicMessage {
  const { TopicArn, Message, Timestamp, MessageAttributes } = JSON.parse(body) as Notification;
  const attributes = Object.entries(MessageAttributes ?? {}).map(([name, { Type, Value }]) => [
    name,
    { type: Type, value: Value },
  ]);
  return {
    topicArn: TopicArn,
    message: Message,
    attributes: Object.fromEntries(attributes),
    publishedAt: Timestamp,
  };
}
