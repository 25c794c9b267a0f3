import type { AuditEntry } from '../../domain/audit.ts';
import { defined } from '../../domain/defined.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { contend } from '../contend.ts';
import { inBatches } from '../in-batches.ts';
import type { Pacer } from '../ports/clock.ts';
import type { IdSource } from '../ports/ids.ts';
import type { Store } from '../ports/store.ts';
import { SYSTEM } from './move-migration.ts';

/** Opens each migration that is not there yet, with the audit entry that says so; existing ones stay as they are. */
export async function openMigrations(
  migrations: readonly Migration[],
  {
    store,
    ids,
    pacer,
    now,
  }: { readonly store: Store; readonly ids: IdSource; readonly pacer: Pacer; readonly now: string },
): Promise<void> {
  await inBatches(migrations, async (item) => {
    const { announcementId, team, consumer, subject, state, deadline, verdict, carriedFrom } = item;
    await contend(pacer, `the migration of ${consumer}`, async () => {
      const audit: AuditEntry = {
        id: ids.next(now),
        at: now,
        action: 'migration.opened',
        principal: SYSTEM,
        subject,
        consumer,
        announcementId,
        detail: { state: state.name, deadline, verdict, ...defined({ carriedFrom }) },
      };
      if ((await store.commit([{ put: 'migration', item, expect: 'absent' }], audit)) === 'committed') return 'done';
      return (await store.find('migration', { announcementId, team, consumer })) ? 'done' : 'lost';
    });
  });
}
