import { successionOf } from '../domain/migration/carry-over.ts';
import type { Subject } from '../domain/subject.ts';
import type { Comparison, Store } from './ports.ts';

/**
 * When the readers first heard of a change that is published again: a proposal that still waits contains all that breaks
 * in it. Else every commit behind a proposal would put its date off. UTC ISO 8601.
 */
export async function findNoticeSince(
  { name, proposal }: Subject,
  { changes }: Comparison,
  store: Store,
): Promise<string | undefined> {
  const waiting = proposal === undefined ? undefined : await store.find('announcement', { id: proposal });
  if (!waiting || waiting.live || waiting.status === 'withdrawn' || waiting.status === 'observed') return undefined;
  const published = { subject: name, changes, changeCount: changes.length };
  return successionOf(published, waiting) === 'same' ? (waiting.noticeSince ?? waiting.createdAt) : undefined;
}
