import type { Announcement } from '../../domain/announcement.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { type KillSwitchReason, OWN_TOPIC } from '../../domain/kill-switch.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { planKillSwitch } from '../../domain/notification/plan/plan-kill-switch.ts';
import { contend } from '../contend.ts';
import { isHit } from '../delivering/load-kill-switch.ts';
import { inBatches } from '../in-batches.ts';
import type { Pacer } from '../ports/clock.ts';
import type { IdSource } from '../ports/ids.ts';
import type { Store } from '../ports/store.ts';

interface Cause {
  readonly announcement: Announcement;
  readonly migration: Migration;
  readonly reason: KillSwitchReason;
  /** Since when (UTC ISO 8601) it is so. */
  readonly since: string;
  readonly now: string;
}

/** What trips one model's kill switch, where its team registered one: to be committed with what it follows from. */
export async function tripped(
  cause: Cause,
  { store, ids }: { readonly store: Store; readonly ids: IdSource },
): Promise<{ readonly delivery: Delivery; readonly audit: AuditEntry } | undefined> {
  const { migration, now, reason } = cause;
  const consumer = await store.find('consumer', { name: migration.consumer });
  const delivery = planKillSwitch({ ...cause, killSwitch: consumer?.killSwitch });
  if (!delivery) return undefined;
  const audit: AuditEntry = {
    id: ids.next(now),
    at: now,
    action: 'kill-switch.triggered',
    principal: 'forewarn',
    team: migration.team,
    subject: migration.subject,
    consumer: migration.consumer,
    announcementId: migration.announcementId,
    detail: { reason, target: consumer?.killSwitch?.target ?? OWN_TOPIC, deliveryId: delivery.id },
  };
  return { delivery, audit };
}

/**
 * Trips the kill switches of the models that a change hits in production before its gate was open; nothing where it is not. Each once
 * for that moment, so a repeat trips nobody twice.
 */
export async function tripEmergency(
  {
    announcement,
    migrations,
    now,
  }: Pick<Cause, 'announcement' | 'now'> & { readonly migrations: readonly Migration[] },
  ports: { readonly store: Store; readonly ids: IdSource; readonly pacer: Pacer },
): Promise<void> {
  const since = earlySince(announcement);
  if (since === undefined) return;
  await inBatches(migrations.filter(isHit), async (migration) => {
    const trip = await tripped({ announcement, migration, reason: 'emergency', since, now }, ports);
    if (!trip) return;
    const { delivery, audit } = trip;
    await contend(ports.pacer, `the kill switch of ${migration.consumer}`, async () =>
      (await ports.store.find('delivery', { id: delivery.id }))
        ? 'known'
        : await ports.store.commit([{ put: 'delivery', item: delivery, expect: 'absent' }], audit),
    );
  });
}

/** Since when a change is live that should not be yet: deployed or activated early, or published so. */
function earlySince({ live, liveNews, liveAt, emergency, createdAt }: Announcement): string | undefined {
  if (!live) return undefined;
  if (liveNews) return liveNews.kind === 'emergency' ? liveNews.at : undefined;
  return emergency ? (liveAt ?? createdAt) : undefined;
}
