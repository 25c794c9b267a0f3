import type { WebReceipt } from '../../domain/receipt.ts';
import type { ChannelOutcome } from '../ports/channel.ts';
import type { WebhookPoster } from '../ports/webhook-poster.ts';
import { deliverer } from './deliver.ts';
import { beginSending, type ProgressPorts, recordOutcome, recordSkipped } from './delivery-progress.ts';
import { eventsOf } from './events-of.ts';
import type { TellPorts } from './load-team-message.ts';

export interface DeliverWebhookPorts extends TellPorts, ProgressPorts {
  readonly webhooks: WebhookPoster;
}

/**
 * Posts one delivery's events to an endpoint. At least once: an attempt whose end is unknown is repeated under the same ids, by
 * which receivers know a repeat (`webhook-id`, and `source` with `id` of the event).
 */
export const deliverWebhook = deliverer('webhook', async (delivery, ports: DeliverWebhookPorts) => {
  const events = await eventsOf(delivery, ports);
  if (events.length === 0) return await recordSkipped(delivery, ports);
  const sending = await beginSending(delivery, ports);
  if ('outcome' in sending) return sending;
  let last: ChannelOutcome<WebReceipt> | undefined;
  for (const { event } of events) {
    last = await ports.webhooks.post({ name: delivery.channel.name, event });
    if (last.outcome !== 'sent') break;
  }
  return last ? await recordOutcome(sending, last, ports) : await recordSkipped(sending, ports);
});
