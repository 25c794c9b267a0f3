import type { Delivery } from '../../domain/delivery.ts';
import type { RenderedEvent } from '../../domain/notification/events/event-parts.ts';
import { renderEventTest } from '../../domain/notification/events/render-channel-test.ts';
import { renderDigestEvents } from '../../domain/notification/events/render-digest-event.ts';
import { renderRegistered, renderTeamEvents } from '../../domain/notification/events/render-event.ts';
import { renderKillSwitch } from '../../domain/notification/events/render-kill-switch.ts';
import type { SnsReceipt } from '../../domain/receipt.ts';
import type { ChannelOutcome } from '../ports/channel.ts';
import type { EventPublisher } from '../ports/event-publisher.ts';
import { deliverer } from './deliver.ts';
import { type ProgressPorts, recordOutcome, recordSkipped } from './delivery-progress.ts';
import { loadDigest } from './load-digest.ts';
import { loadKillSwitch } from './load-kill-switch.ts';
import { loadTeamMessage, type TellPorts } from './load-team-message.ts';
import { wasTold } from './was-told.ts';

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

async function eventsOf(delivery: Delivery, ports: DeliverEventPorts): Promise<readonly RenderedEvent[]> {
  if (delivery.kind === 'registered') return await registeredEvents(delivery, ports);
  const envelope = { deliveryId: delivery.id, at: delivery.createdAt };
  if (delivery.kind === 'test')
    return [renderEventTest({ delivery, registryUrl: ports.registry.url, at: delivery.createdAt })];
  if (delivery.kind === 'digest') {
    const digest = await loadDigest(delivery, ports);
    return digest ? renderDigestEvents({ ...digest, ...envelope }) : [];
  }
  if (delivery.kind === 'withdrawn' && !(await wasTold(delivery, ports.store))) return [];
  if (delivery.kind === 'kill-switch') {
    const told = await loadKillSwitch(delivery, ports);
    return told ? [renderKillSwitch({ ...told, ...envelope })] : [];
  }
  const team = await loadTeamMessage(delivery, ports);
  return team ? renderTeamEvents({ ...team, ...envelope }) : [];
}

async function registeredEvents(
  delivery: Delivery,
  { store, registry }: DeliverEventPorts,
): Promise<readonly RenderedEvent[]> {
  const { subject, version: number } = delivery;
  if (subject === undefined || number === undefined) return [];
  const version = await store.find('version', { subject, version: number });
  if (!version) return [];
  const announcement = version.announcementId
    ? await store.find('announcement', { id: version.announcementId })
    : undefined;
  return [
    renderRegistered({
      version,
      team: delivery.team,
      ...(announcement ? { announcement } : {}),
      deliveryId: delivery.id,
      at: delivery.createdAt,
      registryUrl: registry.url,
    }),
  ];
}
