import type { RenderedEvent } from '../../domain/notification/events/event-parts.ts';
import type { SnsReceipt } from '../../domain/receipt.ts';
import type { Channel } from './channel.ts';

/** To Forewarn's own topic, or to the allow-listed one of that name. */
export interface EventMessage extends RenderedEvent {
  readonly target?: string;
}

export type EventPublisher = Channel<EventMessage, SnsReceipt>;
