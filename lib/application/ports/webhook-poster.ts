import type { CloudEvent } from '../../domain/notification/events/cloud-event.ts';
import type { WebReceipt } from '../../domain/receipt.ts';
import type { Channel } from './channel.ts';

/** An event for the endpoint that the operators know by this name. */
export interface NamedEvent {
  readonly name: string;
  readonly event: CloudEvent;
}
export type WebhookPoster = Channel<NamedEvent, WebReceipt>;
