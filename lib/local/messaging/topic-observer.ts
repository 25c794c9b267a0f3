import type { MessageBroker } from './message-broker.ts';
import type { Mail } from './message-protocols.ts';

/** A message as a subscriber of the topic received it. */
export type TopicMessage = {
  readonly topicArn: string;
  readonly message: string;
  readonly attributes: Record<string, { readonly type: string; readonly value: string }>;
  readonly publishedAt: string;
  /** What a mailbox would have received in its place. */
  readonly mail?: Mail;
};

/** Every topic's messages are copied into this queue, so that a person can look at them. */
export const OBSERVER = 'forewarn-local-topic-observer';

/** Reads what topics have sent from the queue that subscribes to all of them. */
export class TopicObserver {
  readonly #broker: MessageBroker;
  readonly #onMessage: (message: TopicMessage) => void;
  // By what queues get of the message: the observer of a topic sees no mail.
  readonly #mails = new Map<string, Mail>();

  constructor(broker: MessageBroker, onMessage: (message: TopicMessage) => void) {
    this.#broker = broker;
    this.#onMessage = onMessage;
  }

  /** Mailboxes get this of the message that is about to be published. */
  expectMail(message: string, mail: Mail): void {
    this.#mails.set(message, mail);
  }

  /** Hands on every message that has come since the last time. */
  async drain(): Promise<void> {
    type Answer = { Messages?: { Body: string; ReceiptHandle: string }[] };
    for (;;) {
      const input = { MaxNumberOfMessages: 10 };
      const { Messages = [] } = await this.#broker.sqs<Answer>('ReceiveMessage', OBSERVER, input);
      if (Messages.length === 0) return;
      for (const { Body, ReceiptHandle } of Messages) {
        await this.#broker.sqs('DeleteMessage', OBSERVER, { ReceiptHandle });
        const published = parseNotification(Body);
        const mail = this.#mails.get(published.message);
        this.#mails.delete(published.message);
        this.#onMessage({ ...published, ...(mail && { mail }) });
      }
    }
  }
}

type Notification = {
  readonly TopicArn: string;
  readonly Message: string;
  readonly Timestamp: string;
  readonly MessageAttributes?: Record<string, { readonly Type: string; readonly Value: string }>;
};

function parseNotification(body: string): TopicMessage {
  const { TopicArn, Message, Timestamp, MessageAttributes }: Notification = JSON.parse(body);
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
