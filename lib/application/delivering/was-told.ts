import type { Delivery } from '../../domain/delivery.ts';
import { announcementDeliveryId } from '../../domain/notification/plan/delivery-id.ts';
import { allMigrations } from '../announcing/all-migrations.ts';
import type { Store } from '../ports/store.ts';

/** Whether a team was told in that channel: nothing is taken back from one that was told nothing, if all of it was closed, or withdrawn, before its turn came. */
export async function wasTold(news: Delivery, store: Store): Promise<boolean> {
  const { announcementId = '', channel, team } = news;
  const key = { announcementId, kind: 'announced' as const, channel, team };
  const first = await store.find('delivery', { id: announcementDeliveryId(key) });
  if (first && first.status !== 'skipped') return true;
  for (const { consumer } of await allMigrations(store, announcementId, team)) {
    const late = await store.find('delivery', { id: announcementDeliveryId({ ...key, qualifier: consumer }) });
    if (late && late.status !== 'skipped') return true;
  }
  return false;
}
