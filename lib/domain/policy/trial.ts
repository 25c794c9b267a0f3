import type { Subject } from '../subject.ts';
import { later } from './notice.ts';
import { isObserved, readerCount } from './publish-decision.ts';

/** A new subject's trial: so long it is only observed. */
export const TRIAL = 'P30D';
/** From its first version on a subject may be observed no longer than that, however often it is prolonged. */
const LONGEST = 'P90D';
/** Its end is told in the last weekly report before it, which goes out within a week. */
const TOLD_BEFORE = 'P8D';

/** The members of a subject that is observed until a moment. */
export const observedUntil = (until: string): Required<Pick<Subject, 'observeUntil' | 'dueAt'>> => ({
  observeUntil: until,
  dueAt: later(until, `-${TOLD_BEFORE}`),
});

/**
 * Why a subject cannot be observed until then. Who was promised to be told must not be silenced: a trial is begun before
 * there are readers, and prolonged while it lasts.
 */
export function findTrialObstacle(subject: Subject, until: string, now: string): string | undefined {
  const { name, createdAt } = subject;
  const readers = readerCount(subject);
  if (until <= now) return `${day(until)} is past: give a day to come, or end the trial with --no-observe`;
  if (day(until) > day(later(now, TRIAL)))
    return `${day(until)} is more than 30 days ahead: prolong it again nearer to its end`;
  if (readers > 0 && !isObserved(subject, now))
    return `${name} has ${readers} subscribed ${readers === 1 ? 'reader' : 'readers'} who are told of its changes, and observing it would silence that`;
  if (readers > 0 && day(until) > day(later(createdAt, LONGEST)))
    return `${name} is there since ${day(createdAt)}, and with readers it is observed for at most 90 days: let it end`;
  return undefined;
}

const day = (at: string): string => at.slice(0, 10);
