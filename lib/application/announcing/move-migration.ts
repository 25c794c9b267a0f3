import type { AuditEntry } from '../../domain/audit.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import type { IdSource } from '../ports/ids.ts';
import type { Store } from '../ports/store.ts';

/** Who acts where nobody asked: planning, the sweep. */
export const SYSTEM = 'forewarn';

/** Moves a migration where nobody answered, with the audit entry that says so; `lost`: somebody else moved it meanwhile. */
export async function moveBySystem(
  move: { readonly was: Migration; readonly item: Migration; readonly action: string; readonly now: string },
  { store, ids }: { readonly store: Store; readonly ids: IdSource },
): Promise<'committed' | 'lost'> {
  const { was, item, action, now } = move;
  const audit: AuditEntry = {
    id: ids.next(now),
    at: now,
    action,
    principal: SYSTEM,
    subject: item.subject,
    consumer: item.consumer,
    announcementId: item.announcementId,
    detail: { before: was.state.name, after: item.state.name },
  };
  return await store.commit([{ put: 'migration', item, expect: was.revision, was }], audit);
}
