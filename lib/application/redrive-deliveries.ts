import { mayAdminister, mayPublish } from '../domain/access.ts';
import type { Delivery } from '../domain/announcement.ts';
import { DomainError } from '../domain/errors.ts';
import type { Principal } from '../domain/principal.ts';
import type { WritePorts } from './activate-version.ts';
import { auditEntry } from './audit-entry.ts';
import { contend } from './contend.ts';
import { getSubject } from './load-schema.ts';
import type { Store, Write } from './ports.ts';

/** What one transaction takes beside its audit entry. */
const AT_ONCE = 90;

/**
 * Gives an announcement's failed deliveries another chance, and answers how many: they are due at once, and the next
 * sweep sends them. The subject's owner or an administrator; throws `not-found`, `forbidden`.
 */
export async function redriveDeliveries(
  request: { readonly announcement: string; readonly principal: Principal; readonly from?: string },
  ports: WritePorts,
): Promise<number> {
  const { store } = ports;
  const { principal, from } = request;
  const announcement = await store.find('announcement', { id: request.announcement });
  if (!announcement)
    throw new DomainError('not-found', `there is no announcement ${JSON.stringify(request.announcement.slice(0, 40))}`);
  const subject = await getSubject(store, announcement.subject);
  const access = mayPublish(principal, subject);
  if (!access.allowed && !mayAdminister(principal).allowed) throw new DomainError('forbidden', access.detail);
  return await contend(ports.pacer, `announcement ${announcement.id}`, async () => {
    const failed = await failedDeliveries(announcement.id, store);
    if (failed.length === 0) return 0;
    const now = ports.clock.now();
    const writes = failed.map(
      (was): Write => ({ put: 'delivery', item: revived(was, now), expect: was.revision, was }),
    );
    const audit = auditEntry({
      principal,
      ...(from === undefined ? {} : { from }),
      ports,
      now,
      action: 'delivery.redriven',
      subject: announcement.subject,
      announcementId: announcement.id,
      detail: { deliveries: failed.map(({ id }) => id) },
    });
    return (await store.commit(writes, audit)) === 'lost' ? 'lost' : failed.length;
  });
}

/** As new, but where attempts ended without an answer: then the channel is searched before it is sent again. */
function revived({ error, ...delivery }: Delivery, now: string): Delivery {
  const isUncertain = delivery.attempts > 0;
  return {
    ...delivery,
    ...(isUncertain && error !== undefined ? { error } : {}),
    status: isUncertain ? 'sending' : 'pending',
    attempts: 0,
    dueAt: now,
    revision: delivery.revision + 1,
  };
}

async function failedDeliveries(id: string, store: Store): Promise<readonly Delivery[]> {
  const failed: Delivery[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.listDeliveriesOfAnnouncement(id, { limit: 100, ...(cursor ? { cursor } : {}) });
    failed.push(...page.items.filter(({ status }) => status === 'failed'));
    cursor = page.nextCursor;
  } while (cursor && failed.length < AT_ONCE);
  return failed.slice(0, AT_ONCE);
}
