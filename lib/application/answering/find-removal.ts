import type { Announcement } from '../../domain/announcement.ts';
import type { Answer } from '../../domain/migration/answer.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { DEPRECATION_RULES, REMOVAL_RULES } from '../../domain/policy/publishing/promise.ts';
import type { Store } from '../ports/store.ts';

/** Proposals that wait at the same time are few. */
const LOOKED_AT = 100;

/**
 * The proposal that already takes away what a model asks more time for, or is granted it: the model has a date of that
 * proposal's own, and more time is asked for there. Only more time is looked at; any other answer holds for both.
 */
export async function findRemoval(
  { answer }: Answer,
  { subject, concern, changes }: Migration,
  store: Store,
): Promise<Announcement | undefined> {
  if (concern !== 'deprecation' || (answer !== 'extend' && answer !== 'grant')) return undefined;
  const deprecated = changes.filter(({ ruleId }) => DEPRECATION_RULES.has(ruleId));
  const isDeprecated = (place: string): boolean =>
    deprecated.some(({ pointer }) => pointer === place || pointer.startsWith(`${place}/`));
  const { items } = await store.listVersions(subject, { limit: LOOKED_AT });
  for (const { status, announcementId: id } of items) {
    if (status !== 'proposed' || id === undefined) continue;
    const announcement = await store.find('announcement', { id });
    const removed = announcement?.changes.filter(({ ruleId }) => REMOVAL_RULES.has(ruleId)) ?? [];
    if (announcement?.status === 'open' && removed.some(({ pointer }) => isDeprecated(pointer))) return announcement;
  }
  return undefined;
}
