import { dateText, endOf, isLater, isOver, utcDay } from '../../date.ts';
import type { Subject } from '../../subject.ts';
import { later } from '../deadlines/notice.ts';
import { isObserved, readerCount } from './publish-decision.ts';

/** A new subject's trial: so long it is only observed. */
export const TRIAL = 'P30D';
/** From its first version on a subject may be observed no longer than that, however often it is prolonged. */
const LONGEST = 'P90D';
/** Its end is told in the last weekly report before it, which goes out within a week. */
const TOLD_BEFORE = 'P9D';

/** The members of a subject that is observed until a date is over. */
export const observedUntil = (until: string): Required<Pick<Subject, 'observeUntil' | 'dueAt'>> => ({
  observeUntil: until,
  dueAt: endOf(later(until, `-${TOLD_BEFORE}`)),
});

/**
 * Why a subject cannot be observed until then. Who was promised to be told must not be silenced: a trial is begun before
 * there are readers, and prolonged while it lasts.
 */
export function findTrialObstacle(subject: Subject, until: string, now: string): string | undefined {
  const { name, createdAt } = subject;
  const readers = readerCount(subject);
  if (isOver(until, now)) return `${dateText(until)} is past: give a day to come, or end the trial with --no-observe`;
  if (isLater(until, later(utcDay(now), TRIAL)))
    return `${dateText(until)} is more than 30 days ahead: prolong it again nearer to its end`;
  if (readers > 0 && !isObserved(subject, now))
    return `${name} has ${readers} subscribed ${readers === 1 ? 'reader' : 'readers'} who are told of its changes, and observing it would silence that`;
  if (readers > 0 && isLater(until, later(utcDay(createdAt), LONGEST)))
    return `${name} is there since ${utcDay(createdAt)}, and with readers it is observed for at most 90 days: let it end`;
  return undefined;
}
