import { mayAdminister, mayPublish } from '../../domain/access.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Principal } from '../../domain/principal.ts';
import { getSubject } from '../load-schema.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { redriveFailed } from './redrive-failed.ts';

/**
 * Gives an announcement's failed deliveries another chance, and answers how many. The subject's owner or an
 * administrator; throws `not-found`, `forbidden`.
 */
export async function redriveDeliveries(
  request: { readonly announcement: string; readonly principal: Principal; readonly from?: string },
  ports: WritePorts,
): Promise<number> {
  const { store } = ports;
  const { announcement: id, ...who } = request;
  const announcement = await store.find('announcement', { id });
  if (!announcement) throw new DomainError('not-found', `there is no announcement ${JSON.stringify(id.slice(0, 40))}`);
  const subject = await getSubject(store, announcement.subject);
  const access = mayPublish(request.principal, subject);
  if (!access.allowed && !mayAdminister(request.principal).allowed) throw new DomainError('forbidden', access.detail);
  return await redriveFailed(
    {
      ...who,
      of: `announcement ${id}`,
      list: (page) => store.listDeliveriesOfAnnouncement(id, page),
      about: { subject: announcement.subject, announcementId: id },
    },
    ports,
  );
}
