import type { Announcement } from '../../announcement.ts';
import type { Delivery } from '../../delivery.ts';
import type { Migration } from '../../migration/migration.ts';
import { isClosed } from '../../migration/state.ts';
import { isExposed, isInProduction } from './exposure.ts';

interface Facts {
  readonly announcement: Pick<Announcement, 'live' | 'status' | 'supersededBy' | 'observed'>;
  /** The models that the message tells of. */
  readonly migrations: readonly Pick<Migration, 'concern' | 'verdict' | 'undecided' | 'state' | 'exposure'>[];
}

/**
 * Whether a message that its channel did not take is sent again by itself once the channel takes messages: only while it is true.
 * Of reminders and notes there will be others; each would say once more what the first message says then.
 */
export function isSentAgain({ status, kind }: Pick<Delivery, 'status' | 'kind'>, facts: Facts): boolean {
  const { announcement, migrations } = facts;
  if (status !== 'failed' || announcement.observed) return false;
  if (announcement.status === 'withdrawn' || announcement.supersededBy !== undefined) return false;
  switch (kind) {
    case 'announced':
      return migrations.some((migration) => !isClosed(migration));
    case 'exposed':
    case 'emergency':
      return isInProduction(announcement) && migrations.some(isExposed);
    default:
      return false;
  }
}

/**
 * Which of the messages to one place that are true still are sent again: each first message, which says all as it is now, or
 * else the newest that a change is live.
 */
export function sentAgain<D extends Pick<Delivery, 'kind' | 'createdAt'>>(stillTrue: readonly D[]): readonly D[] {
  const firsts = stillTrue.filter(({ kind }) => kind === 'announced');
  if (firsts.length > 0) return firsts;
  return [...stillTrue].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)).slice(0, 1);
}
