import type { Migration } from '../domain/announcement.ts';
import type { Store } from './ports.ts';

/** Every migration of one announcement, or of one team in it; linear in them. */
export async function allMigrations(
  store: Store,
  announcementId: string,
  team?: string,
): Promise<readonly Migration[]> {
  const migrations: Migration[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.listMigrationsOfAnnouncement(
      announcementId,
      { limit: 100, ...(cursor ? { cursor } : {}) },
      team,
    );
    migrations.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return migrations;
}
