import type { Announcement } from '../../announcement.ts';
import type { Delivery, PlannedDelivery } from '../../delivery.ts';
import { later } from '../../policy/deadlines/notice.ts';

/** Unsent after this, the sweep takes it up again. */
const UNSENT_AFTER = 'PT15M';

/** Which change a delivery is about. */
export const changeIn = ({ id, subject, version }: Pick<Announcement, 'id' | 'subject' | 'version'>) => ({
  subject,
  version,
  announcementId: id,
});

/** A delivery that is sent as soon as it is written. */
export const pendingDelivery = (planned: PlannedDelivery, now: string): Delivery => ({
  ...planned,
  status: 'pending',
  attempts: 0,
  createdAt: now,
  dueAt: later(now, UNSENT_AFTER),
  revision: 1,
});

/** A delivery that gathers news, or waits for working hours, until it is due. */
export const scheduledDelivery = (
  planned: PlannedDelivery,
  { now, dueAt }: { readonly now: string; readonly dueAt: string },
): Delivery => ({ ...pendingDelivery(planned, now), status: 'scheduled', dueAt });
