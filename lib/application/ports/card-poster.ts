import type { CardMessage } from '../../domain/notification/msteams/card.ts';
import type { WebReceipt } from '../../domain/receipt.ts';
import type { Channel } from './channel.ts';

/** A card for the channel of Microsoft Teams that the operators know by this name. */
export interface NamedCard {
  readonly channel: string;
  readonly card: CardMessage;
}
export type CardPoster = Channel<NamedCard, WebReceipt>;
