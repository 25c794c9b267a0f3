import type { SnsReceipt } from '../../domain/receipt.ts';
import type { ChannelOutcome } from '../ports/channel.ts';
import type { EventPublisher } from '../ports/event-publisher.ts';
import { deliverer } from './deliver.ts';
import { type ProgressPorts, recordOutcome, recordSkipped } from './delivery-progress.ts';
import { eventsOf } from './events-of.ts';
import type { TellPorts } from './load-team-message.ts';

export interface DeliverEventPorts extends TellPorts, ProgressPorts {
  readonly events: EventPublisher;
}

/**
 * Publishes one delivery's events. At least once: an attempt whose end is unknown is repeated under the same event ids,
 * by which receivers know a repeat (CloudEvents 1.0, `source` + `id`).
 */
export const deliverEvent = deliverer('sns', async (delivery, ports: DeliverEventPorts) => {
  const { target } = delivery.channel;
  let last: ChannelOutcome<SnsReceipt> | undefined;
  for (const event of await eventsOf(delivery, ports)) {
    last = await ports.events.post({ ...event, ...(target === undefined ? {} : { target }) });
    if (last.outcome !== 'sent') break;
  }
  return last ? await recordOutcome(delivery, last, ports) : await recordSkipped(delivery, ports);
});
