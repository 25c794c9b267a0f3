import { type MessageAttributeValue, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { ChannelOutcome } from '../../application/ports/channel.ts';
import type { EventMessage, EventPublisher } from '../../application/ports/event-publisher.ts';
import type { EventAttributes } from '../../domain/notification/events/cloud-event.ts';
import type { SnsReceipt } from '../../domain/receipt.ts';
import { canonicalJson } from '../../domain/schema/canonical.ts';
import { fromPlain } from '../../domain/schema/json.ts';
import { contentFor } from './message-structure.ts';

interface SnsTopics {
  readonly topicArn: string;
  /** ARNs of topics by the names under which they were allow-listed. */
  readonly targets?: ReadonlyMap<string, string>;
  readonly client?: SNSClient;
}

/** Publishes to one topic, or to an allow-listed one of another team; receivers choose by message attributes. Whatever SNS says is worth another try. */
export class SnsEventPublisher implements EventPublisher {
  readonly #topicArn: string;
  readonly #targets: ReadonlyMap<string, string>;
  readonly #client: SNSClient;

  constructor({ topicArn, targets = new Map(), client = new SNSClient({ maxAttempts: 2 }) }: SnsTopics) {
    this.#topicArn = topicArn;
    this.#targets = targets;
    this.#client = client;
  }

  async post(message: EventMessage): Promise<ChannelOutcome<SnsReceipt>> {
    try {
      return { outcome: 'sent', receipt: await this.#publish(message) };
    } catch (error) {
      return { outcome: 'unknown', error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
    }
  }

  async #publish({ event, attributes, email, target }: EventMessage): Promise<SnsReceipt> {
    const MessageAttributes = toAttributes(attributes);
    const { MessageId: messageId } = await this.#client.send(
      new PublishCommand({
        TopicArn: target === undefined ? this.#topicArn : this.#getTarget(target),
        // Not JSON.stringify: a witness may hold a number whose digits a double would lose.
        ...contentFor(canonicalJson(fromPlain(event)), email, MessageAttributes),
        MessageAttributes,
      }),
    );
    if (!messageId) throw new TypeError("SNS's answer has no message id");
    return { messageId };
  }

  #getTarget(name: string): string {
    const arn = this.#targets.get(name);
    if (arn !== undefined) return arn;
    throw new Error(
      `the target ${name} is not allow-listed any more: deploy with it in killSwitchTargets, or name another`,
    );
  }
}

function toAttributes(attributes: EventAttributes): Record<string, MessageAttributeValue> {
  const converted = Object.entries(attributes).map(([name, value]): [string, MessageAttributeValue] => [
    name,
    typeof value === 'string'
      ? { DataType: 'String', StringValue: value }
      : { DataType: 'String.Array', StringValue: JSON.stringify(value) },
  ]);
  return Object.fromEntries(converted);
}
