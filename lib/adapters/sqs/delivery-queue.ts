import { createHash } from 'node:crypto';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DeliveryMessage, DeliveryQueue } from '../../application/ports/queues.ts';
import type { ChannelKind } from '../../domain/notification/channels.ts';
import { findSetting, getSetting } from '../environment.ts';
import { sharedSqsClient } from './client.ts';

/** The URL of the FIFO queue of each kind of channel. */
type QueueUrls = Readonly<Record<ChannelKind, string>>;

/** The queues that this function was given, by the names of its settings. */
export const readQueueUrls = (): QueueUrls => ({
  slack: getSetting('SLACK_QUEUE_URL'),
  github: getSetting('GITHUB_QUEUE_URL'),
  // What nobody works on there (any more) fails with the events, and is not left to wait for ever.
  msteams: findSetting('MSTEAMS_QUEUE_URL') ?? getSetting('SNS_QUEUE_URL'),
  webhook: findSetting('WEBHOOK_QUEUE_URL') ?? getSetting('SNS_QUEUE_URL'),
  sns: getSetting('SNS_QUEUE_URL'),
});

/** The FIFO queues in front of `deliver-<kind>`; their body is the message as JSON. */
export class SqsDeliveryQueue implements DeliveryQueue {
  readonly #queueUrls: QueueUrls;
  readonly #client: SQSClient | undefined;

  constructor(settings: { readonly queueUrls: QueueUrls; readonly client?: SQSClient }) {
    this.#queueUrls = settings.queueUrls;
    this.#client = settings.client;
  }

  /** The same delivery and attempt within five minutes is taken once. */
  async send(message: DeliveryMessage): Promise<void> {
    const { channel, deliveryId, attempt } = message;
    const client = this.#client ?? sharedSqsClient();
    await client.send(
      new SendMessageCommand({
        QueueUrl: this.#queueUrls[channel.kind],
        MessageBody: JSON.stringify(message),
        MessageGroupId: groupId(channel.group),
        // Ids may be longer than the 128 characters that SQS takes.
        MessageDeduplicationId: sha256(JSON.stringify([deliveryId, attempt])),
      }),
    );
  }
}

// SQS takes 1 to 128 printable ASCII characters; Slack's channel names may be in any script.
const groupId = (group: string): string => (/^[!-~]{1,128}$/.test(group) ? group : sha256(group));
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
