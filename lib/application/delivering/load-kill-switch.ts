import type { Announcement } from '../../domain/announcement.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { KillSwitchReason } from '../../domain/kill-switch.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { isClosed } from '../../domain/migration/state.ts';
import type { KillSwitchMessage } from '../../domain/notification/words/kill-switch-message.ts';
import type { Registry } from '../ports/registry.ts';
import type { Store } from '../ports/store.ts';

/**
 * What a model's runbook is told as things stand now; `undefined` where nothing trips it any more: the model migrated or got
 * more time in between, the change was taken back, or its team switched it off.
 */
export async function loadKillSwitch(
  { killSwitch: use, announcementId, subject, version, team }: Delivery,
  { store, registry }: { readonly store: Store; readonly registry: Registry },
): Promise<KillSwitchMessage | undefined> {
  if (!use || subject === undefined || version === undefined) return undefined;
  const [announcement, migration, consumer] = await Promise.all([
    announcementId === undefined ? undefined : store.find('announcement', { id: announcementId }),
    announcementId === undefined
      ? undefined
      : store.find('migration', { announcementId, team, consumer: use.consumer }),
    store.find('consumer', { name: use.consumer }),
  ]);
  const cause = announcement && migration ? { announcement, migration } : undefined;
  const isMeant = consumer?.killSwitch?.on.includes(use.reason) ?? false;
  if (!isMeant || (!use.dryRun && !(cause && stillHolds(use.reason, cause)))) return undefined;
  return { use, team, subject, version, ...(cause ? { cause } : {}), registryUrl: registry.url };
}

function stillHolds(
  reason: KillSwitchReason,
  { announcement, migration }: { readonly announcement: Announcement; readonly migration: Migration },
): boolean {
  if (reason === 'overdue') return migration.state.name === 'overdue' && announcement.status !== 'withdrawn';
  if (!announcement.live || announcement.revertedBy !== undefined) return false;
  return isHit(migration);
}

/** Whether what is live may break the model: what had been taken back and went live all the same does so no less. */
export const isHit = (migration: Migration): boolean => !isClosed(migration) || migration.state.name === 'withdrawn';
