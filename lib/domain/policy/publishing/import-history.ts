import type { Subject } from '../../subject.ts';
import { isObserved, type PublishDecision, readerCount } from './publish-decision.ts';

/** What the registration of a past version decides: it was live in its day, and nobody is told of it now. */
export const IMPORTED: Extract<PublishDecision, { outcome: 'accepted' }> = {
  outcome: 'accepted',
  status: 'active',
  observed: true,
};

/**
 * Why a subject takes no version of the past: an import tells nobody, so it must neither pass by a reader nor mix with
 * what was published.
 */
export function findImportObstacle(subject: Subject, now: string): string | undefined {
  const { name, latest, imported } = subject;
  const readers = readerCount(subject);
  if (readers > 0)
    return `${name} has ${readers} subscribed ${readers === 1 ? 'reader' : 'readers'}, and an import would tell nobody: publish the version instead`;
  if (latest === 0) return undefined;
  if (imported !== latest)
    return `v${latest} of ${name} was published and not imported: import into a new subject, or publish what is new`;
  if (!isObserved(subject, now)) return `${name} is observed no more, so its import is over: publish what is new`;
  return undefined;
}
