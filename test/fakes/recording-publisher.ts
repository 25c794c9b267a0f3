import type { ChannelOutcome } from '../../lib/application/ports/channel.ts';
import type { EventMessage, EventPublisher } from '../../lib/application/ports/event-publisher.ts';
import type { SnsReceipt } from '../../lib/domain/receipt.ts';

/** Keeps the events that were published. */
export class RecordingPublisher implements EventPublisher {
  readonly published: EventMessage[] = [];
  /** What every post meets while it is set. */
  failure: Error | undefined;

  async post(event: EventMessage): Promise<ChannelOutcome<SnsReceipt>> {
    const { failure } = this;
    if (failure) return { outcome: 'unknown', error: `${failure.name}: ${failure.message}` };
    this.published.push(event);
    return { outcome: 'sent', receipt: { messageId: `message-${this.published.length}` } };
  }
}
