import type { Migration } from '../../domain/migration/migration.ts';
import { isClosed } from '../../domain/migration/state.ts';
import { inBatches } from '../in-batches.ts';
import type { IdSource } from '../ports/ids.ts';
import type { Store } from '../ports/store.ts';
import { moveBySystem, SYSTEM } from './move-migration.ts';

/**
 * The migrations of models that still subscribe; those of models that unsubscribed while they were planned are closed, because
 * unsubscribing could not find what was not written yet. Whoever unsubscribes from now on finds them.
 */
export async function closeUnsubscribed(
  migrations: readonly Migration[],
  ports: { readonly store: Store; readonly ids: IdSource; readonly now: string },
): Promise<readonly Migration[]> {
  const { store, now } = ports;
  const looked = await inBatches(migrations, async (migration) => {
    if (isClosed(migration)) return [migration];
    const { consumer, subject } = migration;
    if (await store.find('subscription', { consumer, subject })) return [migration];
    const { dueAt: _, ...rest } = migration;
    const state = { name: 'not-affected', at: now, by: SYSTEM, reason: 'unsubscribed' } as const;
    const item: Migration = { ...rest, state, revision: migration.revision + 1 };
    // Lost, somebody else has moved it, who is asked for nothing either.
    await moveBySystem({ was: migration, item, action: 'migration.unsubscribed', now }, ports);
    return [];
  });
  return looked.flat();
}
