import { physicalName } from '../cloudformation/physical-attributes.ts';
import type { CloudResource, Deployment } from '../cloudformation/template.ts';
import type { RawRequest, RawResponse } from '../raw-http.ts';
import { queueAttributes, subscriptionAttributes, topicAttributes } from './attributes.ts';
import { MessageBroker } from './message-broker.ts';
import { openMessageJournal } from './message-journal.ts';
import { chooseProtocols } from './message-protocols.ts';
import { OBSERVER, type TopicMessage, TopicObserver } from './topic-observer.ts';

export type LocalQueue = { readonly name: string; readonly arn: string };

/** What a queue holds: `messages` are all of them, those in flight and delayed included. */
export type QueueView = {
  readonly name: string;
  readonly inFlight: number;
  readonly delayed: number;
  readonly messages: readonly { readonly id: string; readonly body: string }[];
};

export type MessagingSettings = {
  readonly deployment: Deployment;
  readonly region: string;
  readonly accountId: string;
  readonly dataFolder?: string | undefined;
  readonly onTopicMessage: (message: TopicMessage) => void;
  readonly onProgress: (line: string) => void;
};

/** SNS and SQS as the templates describe them: queues with their redrive policies, topics and SQS subscriptions. */
export class Messaging {
  readonly #settings: MessagingSettings;
  readonly #broker: MessageBroker;
  readonly #observer: TopicObserver;
  readonly #queues = new Map<string, LocalQueue>();
  /** The names of the queues that a topic feeds, by its ARN. */
  readonly #fanOut = new Map<string, string[]>();

  private constructor(settings: MessagingSettings) {
    const journal = openMessageJournal(settings.dataFolder, Date.now());
    this.#settings = settings;
    this.#broker = new MessageBroker({ region: settings.region, journal });
    this.#observer = new TopicObserver(this.#broker, settings.onTopicMessage);
  }

  /** Messages that an earlier run left in the data folder are in their queues again when this returns. */
  static async start(settings: MessagingSettings): Promise<Messaging> {
    const { deployment } = settings;
    const messaging = new Messaging(settings);
    await messaging.#broker.ready();
    await messaging.#broker.createQueue(OBSERVER, {});
    for (const queue of deployment.resources('AWS::SQS::Queue')) await messaging.#createQueue(queue);
    for (const topic of deployment.resources('AWS::SNS::Topic')) await messaging.#createTopic(topic);
    for (const resource of deployment.resources('AWS::SNS::Subscription')) await messaging.#connect(resource);
    await messaging.#broker.restore();
    return messaging;
  }

  queues(): LocalQueue[] {
    return [...this.#queues.values()];
  }

  /** The queue with this ARN. Throws an Error if the templates have none. */
  getQueue(arn: string): LocalQueue {
    const queue = this.#queues.get(arn);
    if (!queue) throw new Error(`The templates have no queue ${arn}.`);
    return queue;
  }

  /** Calls an SQS operation, e.g. `sqs('ReceiveMessage', 'orders', {})`. Throws AwsError. */
  sqs<T>(operation: string, queue: string, input: object): Promise<T> {
    return this.#broker.sqs<T>(operation, queue, input);
  }

  /** Sends a text to a queue or a topic, as a failure destination receives it. */
  async sendTo(arn: string, text: string): Promise<void> {
    const name = lastPart(arn);
    if (arn.split(':')[2] === 'sns') {
      await this.#broker.sns({ Action: 'Publish', TopicArn: arn, Message: text });
      await this.#afterPublish(arn);
      return;
    }
    await this.#broker.sqs('SendMessage', name, {
      MessageBody: text,
      ...(name.endsWith('.fifo') && { MessageGroupId: 'failures', MessageDeduplicationId: String(Date.now()) }),
    });
  }

  view(): Promise<QueueView[]> {
    return Promise.all(
      this.queues().map(async ({ name }) => {
        const { ready, delayed, inflight } = await this.#broker.inspect(name);
        const all = [...ready, ...delayed, ...inflight.map(({ message }) => message)];
        const messages = all.map(({ messageId: id, body }) => ({ id, body }));
        return { name, inFlight: inflight.length, delayed: delayed.length, messages };
      }),
    );
  }

  /** Answers an SQS or SNS request as it comes over the wire. */
  async handle(request: RawRequest): Promise<RawResponse> {
    const isSns = request.headers['x-amz-target'] === undefined;
    const chosen = isSns ? chooseProtocols(request) : { request };
    if ('refusal' in chosen) return chosen.refusal;
    const parameters = new URLSearchParams(isSns ? chosen.request.body : '');
    if (chosen.mail) this.#observer.expectMail(parameters.get('Message') ?? '', chosen.mail);
    const response = await this.#broker.handle(chosen.request);
    if (response.status < 300 && parameters.get('Action')?.startsWith('Publish')) {
      await this.#afterPublish(parameters.get('TopicArn') ?? '');
    }
    return response;
  }

  /** Calls back whenever messages may have arrived in some queue. */
  onArrival(listener: () => void): void {
    this.#broker.onArrival(listener);
  }

  stop(): Promise<void> {
    return this.#broker.stop();
  }

  // Dead-letter queues may come after the queues that name them; SQS itself would refuse that order.
  async #createQueue(resource: CloudResource): Promise<void> {
    const name = physicalName(resource, 'QueueName');
    await this.#broker.createQueue(name, queueAttributes(resource.properties));
    const arn = this.#arn('sqs', name);
    this.#queues.set(arn, { name, arn });
  }

  async #createTopic(resource: CloudResource): Promise<void> {
    const name = physicalName(resource, 'TopicName');
    await this.#broker.sns({ Action: 'CreateTopic', Name: name, ...topicAttributes(resource.properties) });
    await this.#subscribe({ TopicArn: this.#arn('sns', name), Endpoint: this.#arn('sqs', OBSERVER) });
  }

  async #connect({ properties, path }: CloudResource): Promise<void> {
    const { Protocol } = properties;
    if (Protocol !== 'sqs') {
      this.#settings.onProgress(`${path}: ${Protocol} is not delivered here; see GET /__local/sns/messages`);
      return;
    }
    const TopicArn = String(properties['TopicArn']);
    const Endpoint = String(properties['Endpoint']);
    await this.#subscribe({ TopicArn, Endpoint, ...subscriptionAttributes(properties) });
    this.#fanOut.set(TopicArn, [...(this.#fanOut.get(TopicArn) ?? []), lastPart(Endpoint)]);
  }

  #subscribe(parameters: Record<string, string>): Promise<void> {
    return this.#broker.sns({ Action: 'Subscribe', Protocol: 'sqs', ...parameters });
  }

  async #afterPublish(topicArn: string): Promise<void> {
    for (const queue of this.#fanOut.get(topicArn) ?? []) await this.#broker.journalFanOut(queue);
    await this.#observer.drain();
  }

  #arn(service: string, name: string): string {
    return `arn:aws:${service}:${this.#settings.region}:${this.#settings.accountId}:${name}`;
  }
}

function lastPart(arn: string): string {
  return arn.split(':').at(-1) ?? '';
}
