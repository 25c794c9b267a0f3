import type { ChannelOutcome } from '../../lib/application/ports/channel.ts';
import type { NamedEvent, WebhookPoster } from '../../lib/application/ports/webhook-poster.ts';
import type { WebReceipt } from '../../lib/domain/receipt.ts';

/** Keeps the events that were posted. */
export class RecordingWebhooks implements WebhookPoster {
  readonly posted: NamedEvent[] = [];
  /** What the next posts meet, first to last; after them each is taken. */
  readonly next: ChannelOutcome<WebReceipt>[] = [];

  async post(event: NamedEvent): Promise<ChannelOutcome<WebReceipt>> {
    const outcome = this.next.shift() ?? { outcome: 'sent', receipt: { status: 204 } };
    if (outcome.outcome === 'sent') this.posted.push(event);
    return outcome;
  }
}
