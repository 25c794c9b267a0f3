import type { Announcement } from '../../domain/announcement.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { messagesPrefix } from '../../domain/notification/plan/delivery-id.ts';
import { planDeliveries } from '../../domain/notification/plan/plan-deliveries.ts';
import { everyPage } from '../every-page.ts';
import type { Store, Write } from '../ports/store.ts';

/**
 * A line in a channel's thread that a model's messages go on elsewhere, and with it the first message above brought up to
 * date; nothing where no such message is.
 */
export async function movedWrites(
  channel: string,
  of: { readonly announcement: Announcement; readonly migration: Migration; readonly now: string },
  store: Store,
): Promise<readonly Write[]> {
  const { announcement, migration, now } = of;
  const { team, consumer } = migration;
  const prefix = messagesPrefix({ kind: 'announced', channel: { kind: 'slack', channel }, team });
  const firsts = await everyPage((page) => store.listDeliveriesOfAnnouncement(announcement.id, page, prefix));
  const isThere = firsts.some(
    ({ status, audience, consumers, ...one }) =>
      one.team === team && audience === undefined && status !== 'failed' && (consumers?.includes(consumer) ?? true),
  );
  if (!isThere) return [];
  const { github: _, ...rest } = migration;
  const placed: Migration = { ...rest, slack: { channel } };
  // Its revision tells one move from another to the same place.
  const which = { lateConsumer: consumer, day: String(migration.revision) };
  return planDeliveries({ announcement, migrations: [placed], kind: 'moved', ...which, now })
    .filter(({ channel: { kind } }) => kind === 'slack')
    .map((item) => ({ put: 'delivery', item, expect: 'absent' }));
}
