import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { PlanMessage, PlanQueue } from '../../application/ports/queues.ts';
import { sharedSqsClient } from './client.ts';

/** The standard queue in front of `plan-notifications`; its body is the message as JSON. */
export class SqsPlanQueue implements PlanQueue {
  readonly #queueUrl: string;
  readonly #client: SQSClient | undefined;

  constructor({ queueUrl, client }: { readonly queueUrl: string; readonly client?: SQSClient }) {
    this.#queueUrl = queueUrl;
    this.#client = client;
  }

  async send(message: PlanMessage): Promise<void> {
    const client = this.#client ?? sharedSqsClient();
    await client.send(new SendMessageCommand({ QueueUrl: this.#queueUrl, MessageBody: JSON.stringify(message) }));
  }
}

/** A body of the plan queue. Throws a TypeError on what no sender of ours would send: it is for the dead letters. */
export function parsePlanMessage(body: string): PlanMessage {
  const message: unknown = JSON.parse(body);
  if (typeof message === 'object' && message !== null && 'announcementId' in message && 'phase' in message) {
    const { announcementId, phase } = message;
    const cursor = 'cursor' in message ? message.cursor : undefined;
    const unjudged = 'unjudged' in message ? message.unjudged : undefined;
    const isPhase = phase === 'models' || phase === 'deliveries' || phase === 'rejudge';
    const isPlace = cursor === undefined || typeof cursor === 'string';
    const isCount = unjudged === undefined || typeof unjudged === 'number';
    if (typeof announcementId === 'string' && isPhase && isPlace && isCount)
      return {
        ...{ announcementId, phase },
        ...(cursor === undefined ? {} : { cursor }),
        ...(unjudged === undefined ? {} : { unjudged }),
      };
  }
  throw new TypeError('a message of the plan queue names no announcement and phase; it was not sent by Forewarn');
}
