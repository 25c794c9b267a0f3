import { DomainError } from '../../domain/errors.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import type { Store } from '../ports/store.ts';

/** A model's migration, of the team that owns the model now; throws `not-found`. */
export async function getMigration(
  { announcement, consumer: name }: { readonly announcement: string; readonly consumer: string },
  store: Store,
): Promise<Migration> {
  const consumer = await store.find('consumer', { name });
  const key = consumer && { announcementId: announcement, team: consumer.team, consumer: name };
  const migration = key && (await store.find('migration', key));
  if (migration) return migration;
  throw new DomainError(
    'not-found',
    `announcement ${announcement.slice(0, 40)} does not concern ${JSON.stringify(name.slice(0, 120))}; see forewarn migrations --announcement ${announcement.slice(0, 40)}`,
  );
}
