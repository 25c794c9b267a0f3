import { createHash } from 'node:crypto';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { InteractionQueue } from '../../application/ports/queues.ts';
import type { Interaction } from '../../domain/interaction/interaction.ts';
import { sharedSqsClient } from './client.ts';

/** The FIFO queue in front of `answer-interactions`; its body is the interaction as JSON. */
export class SqsInteractionQueue implements InteractionQueue {
  readonly #queueUrl: string;
  readonly #client: SQSClient | undefined;

  constructor({ queueUrl, client }: { readonly queueUrl: string; readonly client?: SQSClient }) {
    this.#queueUrl = queueUrl;
    this.#client = client;
  }

  async send(interaction: Interaction, id: string): Promise<void> {
    const client = this.#client ?? sharedSqsClient();
    await client.send(
      new SendMessageCommand({
        QueueUrl: this.#queueUrl,
        MessageBody: JSON.stringify(interaction),
        MessageGroupId: sha256(groupOf(interaction)),
        MessageDeduplicationId: id,
      }),
    );
  }
}

/** Those who answer for the same models are heard in the order in which they pressed. */
const groupOf = (interaction: Interaction): string =>
  interaction.kind === 'command'
    ? `command:${interaction.user}`
    : `answer:${interaction.about.announcement}:${interaction.about.team}`;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A body of the queue. Throws a TypeError on what no sender of ours would send: it is for the dead letters. */
export function parseInteractionMessage(body: string): Interaction {
  const message: Interaction = JSON.parse(body);
  if (typeof message === 'object' && message !== null && 'kind' in message && typeof message.user === 'string') {
    if (message.kind === 'command' && typeof message.text === 'string') return message;
    if ((message.kind === 'press' || message.kind === 'submission') && Array.isArray(message.about?.consumers))
      return message;
  }
  throw new TypeError(
    'a message of the interactions queue says nothing that somebody did; it was not sent by Forewarn',
  );
}
