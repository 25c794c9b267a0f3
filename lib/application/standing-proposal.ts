import type { Announcement } from '../domain/announcement.ts';
import { successionOf } from '../domain/migration/carry-over.ts';
import type { Subject } from '../domain/subject.ts';
import type { Comparison, Store } from './ports.ts';

/** The proposal that still waits with all that breaks in a change that is published again. */
export async function findStanding(
  { name, proposal }: Subject,
  { changes, verdicts }: Comparison,
  store: Store,
): Promise<Announcement | undefined> {
  const waiting = proposal === undefined ? undefined : await store.find('announcement', { id: proposal });
  if (!waiting || waiting.live || waiting.status === 'withdrawn' || waiting.status === 'observed') return undefined;
  const { serving } = verdicts;
  const undecided = serving.verdict === 'undecided' ? { undecided: serving } : {};
  const published = { subject: name, changes, changeCount: changes.length, ...undecided };
  return successionOf(published, waiting) === 'same' ? waiting : undefined;
}
