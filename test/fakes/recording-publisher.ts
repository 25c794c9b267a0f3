import type { CloudEvent, EventAttributes, EventPublisher } from '../../lib/application/ports.ts';
import type { SnsReceipt } from '../../lib/domain/announcement.ts';

/** Keeps the events that were published. */
export class RecordingPublisher implements EventPublisher {
  readonly published: { readonly event: CloudEvent; readonly attributes: EventAttributes; readonly target?: string }[] =
    [];
  /** Thrown by every publish while it is set. */
  failure: Error | undefined;

  async publish(event: CloudEvent, attributes: EventAttributes, target?: string): Promise<SnsReceipt> {
    if (this.failure) throw this.failure;
    this.published.push({ event, attributes, ...(target === undefined ? {} : { target }) });
    return { messageId: `message-${this.published.length}` };
  }
}
