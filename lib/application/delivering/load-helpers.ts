import type { Announcement } from '../../domain/announcement.ts';
import type { Helpers } from '../../domain/notification/plan/plan-untold.ts';
import type { Store } from '../ports/store.ts';

/** Whom to turn to where a team's own channels take nothing. */
export async function loadHelpers(
  { subject: name }: Pick<Announcement, 'subject'>,
  teamName: string,
  store: Store,
): Promise<Helpers> {
  const [subject, team, organisation] = await Promise.all([
    store.find('subject', { name }),
    store.find('team', { name: teamName }),
    store.find('organisation', {}),
  ]);
  const { fallbackChannel = '' } = organisation?.policy ?? {};
  return { subject, team, fallback: fallbackChannel === '' ? undefined : fallbackChannel };
}
