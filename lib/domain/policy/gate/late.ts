import { firstOf, isOver, lastOf } from '../../date.ts';
import type { Late } from '../../migration/late.ts';
import type { Migration } from '../../migration/migration.ts';
import { later } from '../deadlines/notice.ts';
import { isDated } from '../publishing/attention.ts';
import type { Policy } from '../settings/policy.ts';

/** What is known of an announcement when somebody comes late. */
export interface LateFacts {
  readonly migrations: readonly Migration[];
  /** When its gate was first seen open (UTC ISO 8601), where it was. */
  readonly openedAt: string | undefined;
  readonly now: string;
}

/** How late somebody is who comes now. */
export function latenessOf({ migrations, openedAt, now }: LateFacts): Late {
  const agreed = agreedDate(migrations);
  const over = openedAt ?? (agreed !== undefined && isOver(agreed, now) ? agreed : undefined);
  return { at: now, ...(over === undefined ? {} : { over }) };
}

/** The latest date that was agreed when the readers were looked up; more time that somebody was granted is his own. */
export const agreedDate = (migrations: readonly Migration[]): string | undefined =>
  lastOf(
    migrations
      .filter((migration) => migration.late === undefined && isDated(migration))
      .map(({ announcedDeadline }) => announcedDeadline),
  );

/** The date of whoever comes late: its own notice, and no longer than all the others had. */
export const lateDate = (own: string, late: Late, agreed: string | undefined): string =>
  firstOf([own, agreed, late.over]) ?? own;

/** Until when more time is granted at once; to whoever came late only the producer grants it. */
export const grantedAtOnce = (
  { announcedDeadline, late }: Pick<Migration, 'announcedDeadline' | 'late'>,
  { extension }: Pick<Policy, 'extension'>,
): string => (late ? announcedDeadline : later(announcedDeadline, extension));

/** Whether nothing waits for a model that came too late; more time that the producer granted it counts all the same. */
export const isTooLate = ({ late, state }: Pick<Migration, 'late' | 'state'>): boolean =>
  late?.over !== undefined && state.name !== 'granted';
