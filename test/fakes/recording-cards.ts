import type { CardPoster, NamedCard } from '../../lib/application/ports/card-poster.ts';
import type { ChannelOutcome } from '../../lib/application/ports/channel.ts';
import type { WebReceipt } from '../../lib/domain/receipt.ts';

/** Keeps the cards that were posted. */
export class RecordingCards implements CardPoster {
  readonly posted: NamedCard[] = [];
  /** What the next posts meet, first to last; after them each is taken. */
  readonly next: ChannelOutcome<WebReceipt>[] = [];

  async post(card: NamedCard): Promise<ChannelOutcome<WebReceipt>> {
    const outcome = this.next.shift() ?? { outcome: 'sent', receipt: { status: 202 } };
    if (outcome.outcome === 'sent') this.posted.push(card);
    return outcome;
  }
}
