import type { EventPublisher } from '../../lib/application/ports.ts';
import type { SnsReceipt } from '../../lib/domain/announcement.ts';
import type { RenderedEvent } from '../../lib/domain/notification/event-parts.ts';

/** Keeps the events that were published. */
export class RecordingPublisher implements EventPublisher {
  readonly published: (RenderedEvent & { readonly target?: string })[] = [];
  /** Thrown by every publish while it is set. */
  failure: Error | undefined;

  async publish(event: RenderedEvent, target?: string): Promise<SnsReceipt> {
    if (this.failure) throw this.failure;
    this.published.push({ ...event, ...(target === undefined ? {} : { target }) });
    return { messageId: `message-${this.published.length}` };
  }
}
