import { isObserved } from '../../domain/policy/publishing/publish-decision.ts';
import type { Subject } from '../../domain/subject.ts';
import { contend } from '../contend.ts';
import type { Pacer } from '../ports/clock.ts';
import type { IdSource } from '../ports/ids.ts';
import type { Store } from '../ports/store.ts';
import { joinTrialEnd } from './join-digests.ts';
import { SYSTEM } from './move-migration.ts';

/**
 * Puts the end of a subject's trial into its owner's next weekly report, once. First the report, which joins but once, then
 * the subject: whoever dies in between is followed by a sweep that finds it due still.
 */
export async function tellTrialEnd(
  name: string,
  now: string,
  ports: { readonly store: Store; readonly pacer: Pacer; readonly ids: IdSource },
): Promise<void> {
  await contend(ports.pacer, name, async () => {
    const subject = await ports.store.find('subject', { name });
    if (subject?.dueAt === undefined || subject.dueAt > now) return 'done';
    if (isObserved(subject, now)) await joinTrialEnd({ subject, since: subject.dueAt, now }, ports);
    const { dueAt: _, ...rest } = subject;
    const told: Subject = { ...rest, revision: subject.revision + 1 };
    const audit = {
      id: ports.ids.next(now),
      at: now,
      action: 'subject.observation-ends',
      principal: SYSTEM,
      subject: name,
      detail: { observeUntil: subject.observeUntil ?? null },
    };
    const write = { put: 'subject', item: told, expect: subject.revision, was: subject } as const;
    return (await ports.store.commit([write], audit)) === 'lost' ? 'lost' : 'done';
  });
}
