import type { Press, Submission } from '../../domain/interaction/interaction.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { isClosed } from '../../domain/migration/state.ts';
import { allMigrations } from '../announcing/all-migrations.ts';
import type { Store } from '../ports/store.ts';

/**
 * The migrations that a press is about: of the models that its message lists, those that are still open, unless none is
 * and somebody changes their mind. A form is about the models that stayed ticked in it.
 */
export async function pressedMigrations(
  { kind, about }: Press | Submission,
  store: Store,
): Promise<readonly Migration[]> {
  const all = await allMigrations(store, about.announcement, about.team);
  const named = new Set(about.consumers);
  const listed = all.filter(
    ({ consumer, concern }) => concern !== 'digest' && (named.size === 0 || named.has(consumer)),
  );
  if (kind === 'submission') return listed;
  const open = listed.filter((migration) => !isClosed(migration));
  return open.length > 0 ? open : listed;
}
