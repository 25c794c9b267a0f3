import type { Migration } from '../../domain/migration/migration.ts';
import { everyPage } from '../every-page.ts';
import type { Store } from '../ports/store.ts';

/** Every migration of one announcement, or of one team in it; linear in them. */
export async function allMigrations(
  store: Store,
  announcementId: string,
  team?: string,
): Promise<readonly Migration[]> {
  return await everyPage((page) => store.listMigrationsOfAnnouncement(announcementId, page, team));
}
