import type { QueueContents } from './fauxqs.ts';
import type { MessageJournal } from './message-journal.ts';

export type Fields = Record<string, unknown>;

/** An SQS call that succeeded. */
export type DoneCall = { readonly queue: string; readonly input: Fields; readonly output: Fields };

type RecorderSettings = {
  readonly journal: MessageJournal;
  readonly inspect: (queue: string) => Promise<QueueContents>;
};

/** Writes into the journal what SQS calls did to the messages. */
export class MessageRecorder {
  readonly #settings: RecorderSettings;
  readonly #redriveTargets = new Map<string, string>();
  /** Messages by the receipt that deletes them. */
  readonly #receipts = new Map<string, string>();

  constructor(settings: RecorderSettings) {
    this.#settings = settings;
  }

  /** Messages of the queue may move to this dead-letter queue by themselves. */
  addRedrive(queue: string, target: string): void {
    this.#redriveTargets.set(queue, target);
  }

  async record(operation: string, { queue, input, output }: DoneCall): Promise<void> {
    if (operation === 'SendMessage') this.sent(queue, input, String(output['MessageId']));
    if (operation === 'SendMessageBatch') {
      const byId = new Map(fieldsOf(input['Entries']).map((entry) => [entry['Id'], entry]));
      for (const { Id, MessageId } of fieldsOf(output['Successful'])) {
        this.sent(queue, byId.get(Id) ?? {}, String(MessageId));
      }
    }
    if (operation === 'ReceiveMessage') {
      for (const { MessageId, ReceiptHandle } of fieldsOf(output['Messages'])) {
        this.#receipts.set(String(ReceiptHandle), String(MessageId));
      }
      await this.#moved(queue);
    }
    if (operation === 'DeleteMessage') this.#deleted(String(input['ReceiptHandle']));
    if (operation === 'DeleteMessageBatch') {
      for (const { ReceiptHandle } of fieldsOf(input['Entries'])) this.#deleted(String(ReceiptHandle));
    }
  }

  /** Records a message by the parameters of its SendMessage. */
  sent(queue: string, input: Fields, id: string): void {
    // A deduplicated send answers with the first message's id.
    if (this.#settings.journal.find(id)) return;
    const delay = Number(input['DelaySeconds'] ?? 0);
    const { MessageBody, MessageAttributes, MessageGroupId, MessageDeduplicationId } = input;
    this.#settings.journal.sent({
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

  #deleted(receipt: string): void {
    const id = this.#receipts.get(receipt);
    this.#receipts.delete(receipt);
    if (id !== undefined) this.#settings.journal.deleted(id);
  }

  async #moved(queue: string): Promise<void> {
    const { journal, inspect } = this.#settings;
    const target = this.#redriveTargets.get(queue);
    if (target === undefined) return;
    for (const { messageId } of (await inspect(target)).ready) {
      const message = journal.find(messageId);
      if (message && message.queue !== target) journal.moved(messageId, target);
    }
  }
}

function fieldsOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value : [];
}
