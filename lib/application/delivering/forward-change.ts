import type { Announcement } from '../../domain/announcement.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { groupOf } from '../../domain/notification/channels.ts';
import type { DeliveryQueue, PlanQueue } from '../ports/queues.ts';

/** What the table's stream says: an announcement or a delivery was written. */
export type StoredChange =
  | { readonly entity: 'announcement'; readonly item: Pick<Announcement, 'id'> }
  | { readonly entity: 'delivery'; readonly item: Pick<Delivery, 'id' | 'channel' | 'team' | 'revision'> };

/** Hands the identifiers on to the queue that works on them, and nothing else: the state is read when it is worked on. */
export async function forwardChange(
  change: StoredChange,
  ports: { readonly plan: PlanQueue; readonly deliveries: DeliveryQueue },
): Promise<void> {
  if (change.entity === 'announcement') {
    await ports.plan.send({ announcementId: change.item.id, phase: 'models' });
    return;
  }
  const { id, channel, team, revision } = change.item;
  const group = groupOf(channel, team);
  await ports.deliveries.send({
    deliveryId: id,
    channel: { kind: channel.kind, group },
    attempt: `stream-${revision}`,
  });
}
