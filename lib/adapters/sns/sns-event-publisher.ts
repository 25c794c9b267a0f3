import { type MessageAttributeValue, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { CloudEvent, EventAttributes, EventPublisher } from '../../application/ports.ts';
import type { SnsReceipt } from '../../domain/announcement.ts';
import { canonicalJson } from '../../domain/schema/canonical.ts';
import { fromPlain } from '../../domain/schema/json.ts';

/** Publishes to one topic; receivers choose by message attributes. Throws what SNS says: the queue repeats. */
export class SnsEventPublisher implements EventPublisher {
  readonly #topicArn: string;
  readonly #client: SNSClient;

  constructor(topicArn: string, client: SNSClient = new SNSClient({ maxAttempts: 2 })) {
    this.#topicArn = topicArn;
    this.#client = client;
  }

  async publish(event: CloudEvent, attributes: EventAttributes): Promise<SnsReceipt> {
    const { MessageId: messageId } = await this.#client.send(
      new PublishCommand({
        TopicArn: this.#topicArn,
        // Not JSON.stringify: a witness may hold a number whose digits a double would lose.
        Message: canonicalJson(fromPlain(event)),
        MessageAttributes: toAttributes(attributes),
      }),
    );
    if (!messageId) throw new TypeError("SNS's answer has no message id");
    return { messageId };
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
