import type { Announcement } from '../../domain/announcement.ts';
import { successionOf } from '../../domain/migration/carry-over.ts';
import type { Subject } from '../../domain/subject.ts';
import type { Comparison } from '../ports/judge.ts';
import type { Store } from '../ports/store.ts';

/** The proposal that still waits and changes the same places; `isSame`: with all that breaks in what is published again. */
export async function findStanding(
  { name, proposal }: Subject,
  { changes, verdicts }: Comparison,
  store: Store,
): Promise<{ readonly announcement: Announcement; readonly isSame: boolean } | undefined> {
  const waiting = proposal === undefined ? undefined : await store.find('announcement', { id: proposal });
  if (!waiting || waiting.live || waiting.status === 'withdrawn' || waiting.status === 'observed') return undefined;
  const { serving } = verdicts;
  const undecided = serving.verdict === 'undecided' ? { undecided: serving } : {};
  const published = { subject: name, changes, changeCount: changes.length, ...undecided };
  const succession = successionOf(published, waiting);
  return succession === 'apart' ? undefined : { announcement: waiting, isSame: succession === 'same' };
}
