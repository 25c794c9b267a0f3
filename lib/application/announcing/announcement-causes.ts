import type { Announcement } from '../../domain/announcement.ts';
import type { Subscription } from '../../domain/consumer.ts';
import type { Policy } from '../../domain/policy/settings/policy.ts';
import { loadSchema } from '../load-schema.ts';
import type { Judge } from '../ports/judge.ts';
import type { Store } from '../ports/store.ts';
import { type Assessment, type Cause, createAssessor, requireJudged } from '../publishing/assess-consumers.ts';

interface JudgingPorts {
  readonly store: Store;
  readonly judge: Judge;
}

/**
 * What an announcement does to each consumer: all that read a subject which ends lose it. Throws `unavailable` where one
 * was not judged in time.
 */
export async function causesOf(
  announcement: Announcement,
  options: Policy,
  ports: JudgingPorts,
): Promise<(subscription: Subscription) => Promise<Cause>> {
  const { changes } = announcement;
  if (announcement.retires)
    return (subscription) =>
      Promise.resolve({ subscription, verdict: { status: 'ended' }, changes, concern: 'breaking' });
  const assess = createAssessor(await assessmentOf(announcement, options, ports));
  return async (subscription) => {
    const impact = await assess(subscription);
    requireJudged(impact);
    return impact;
  };
}

/**
 * What an announcement's version does to consumers, against the head that it was compared with. `anew`: also what changed is
 * found by the engine of now.
 */
export async function assessmentOf(
  announcement: Announcement,
  options: Policy,
  { store, judge, anew = false }: JudgingPorts & { readonly anew?: boolean },
): Promise<Assessment> {
  const { subject, version, previous } = announcement;
  const [next, head] = await Promise.all([loadSchema(store, subject, version), loadSchema(store, subject, previous)]);
  // The announcement holds a bounded summary; who reads what must be judged on all of it.
  const changes =
    !anew && announcement.changeCount === announcement.changes.length
      ? announcement.changes
      : (await judge.compare({ old: head, next, options })).changes;
  return { store, judge, subject, next, head: { version: previous, schema: head }, changes, options };
}
