import type { Interaction } from '../../domain/interaction/interaction.ts';
import type { DeliveryChannel } from '../../domain/notification/channels.ts';

/** Hands work on; each message may arrive twice. */
export interface PlanQueue {
  send(message: PlanMessage): Promise<void>;
}

export interface PlanMessage {
  readonly announcementId: string;
  readonly cursor?: string;
  /** Which half of planning: models page by page, then the deliveries; or models that a newer engine judges again. */
  readonly phase: 'models' | 'deliveries' | 'rejudge';
  /** Of `rejudge`: models of the pages before for which there was no time. */
  readonly unjudged?: number;
}

export interface DeliveryQueue {
  /** To the channel's FIFO queue, group = channel. `attempt` makes a requeue a new message to the queue. */
  send(message: DeliveryMessage): Promise<void>;
}

export interface DeliveryMessage {
  readonly deliveryId: string;
  readonly channel: { readonly kind: DeliveryChannel['kind']; readonly group: string };
  /** Part of the deduplication id. */
  readonly attempt: string;
}

/** Hands on what somebody did in Slack; each may arrive twice. */
export interface InteractionQueue {
  /** `id` is the same for the same act, however often Slack sends it. */
  send(interaction: Interaction, id: string): Promise<void>;
}
