import { declaringAmong, mayOutgrow } from '../../domain/policy/publishing/outgrown.ts';
import { readerCount } from '../../domain/policy/publishing/publish-decision.ts';
import type { Subject } from '../../domain/subject.ts';
import type { Store } from '../ports/store.ts';
import type { HeadComparison } from './compare-with-head.ts';

const PAGE = 100;
/** Beyond so many pages of subscriptions nobody looks further: planning looks at all of them. */
const PAGES = 10;

/** Whether a reader may break that was trained on another version than the head, though all readers of the head can take it. */
export async function isOutgrown(subject: Subject, comparison: HeadComparison, store: Store): Promise<boolean> {
  const { name, head } = subject;
  const declaring = declaringAmong(comparison.changes);
  if (comparison.verdicts.serving.verdict !== 'compatible' || declaring.length === 0) return false;
  if (head === undefined || readerCount(subject) === 0) return false;
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const listed = await store.listSubscriptionsOfSubject(name, { limit: PAGE, ...(cursor ? { cursor } : {}) });
    if (listed.items.some((subscription) => mayOutgrow(subscription, { declaring, head }))) return true;
    cursor = listed.nextCursor;
    if (cursor === undefined) return false;
  }
  return true;
}
