import type { Delivery } from '../../domain/delivery.ts';
import type { RenderedEvent } from '../../domain/notification/events/event-parts.ts';
import { renderEventTest } from '../../domain/notification/events/render-channel-test.ts';
import { renderDigestEvents } from '../../domain/notification/events/render-digest-event.ts';
import { renderRegistered, renderTeamEvents } from '../../domain/notification/events/render-event.ts';
import { renderKillSwitch } from '../../domain/notification/events/render-kill-switch.ts';
import { loadDigest } from './load-digest.ts';
import { loadKillSwitch } from './load-kill-switch.ts';
import { loadTeamMessage, type TellPorts } from './load-team-message.ts';
import { wasTold } from './was-told.ts';

/** What a delivery says to programs, from the state as it is now; none where nothing is left to say. */
export async function eventsOf(delivery: Delivery, ports: TellPorts): Promise<readonly RenderedEvent[]> {
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

async function registeredEvents(delivery: Delivery, { store, registry }: TellPorts): Promise<readonly RenderedEvent[]> {
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
