import type { Migration } from '../domain/announcement.ts';
import { isClosed } from '../domain/migration/state.ts';
import { inBatches } from './in-batches.ts';
import type { Store } from './ports.ts';

/**
 * The migrations of models that still subscribe; those of models that unsubscribed while they were planned are closed, because
 * unsubscribing could not find what was not written yet. Whoever unsubscribes from now on finds them.
 */
export async function closeUnsubscribed(
  migrations: readonly Migration[],
  { store, now }: { readonly store: Store; readonly now: string },
): Promise<readonly Migration[]> {
  const looked = await inBatches(migrations, async (migration) => {
    if (isClosed(migration)) return [migration];
    const { consumer, subject } = migration;
    if (await store.find('subscription', { consumer, subject })) return [migration];
    const { dueAt: _, ...rest } = migration;
    const state = { name: 'not-affected', at: now, by: 'forewarn', reason: 'unsubscribed' } as const;
    const closed: Migration = { ...rest, state, revision: migration.revision + 1 };
    // Lost, somebody else has moved it, who is asked for nothing either.
    await store.update('migration', closed, migration.revision);
    return [];
  });
  return looked.flat();
}
