import type { Announcement } from '../../domain/announcement.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import type { Change } from '../../domain/diff/change.ts';
import { later } from '../../domain/policy/deadlines/notice.ts';
import { DEPRECATION_RULES } from '../../domain/policy/publishing/promise.ts';
import type { Subject } from '../../domain/subject.ts';
import { policyFor } from '../effective-policy.ts';
import { loadSchema } from '../load-schema.ts';
import type { Clock } from '../ports/clock.ts';
import type { IdSource } from '../ports/ids.ts';
import type { Comparison, Judge } from '../ports/judge.ts';
import type { Store, Write } from '../ports/store.ts';
import { UNFINISHED_AFTER } from './version-writes.ts';

export interface RevertPorts {
  readonly store: Store;
  readonly judge: Judge;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/**
 * Asks for a look at the breaking changes that are live already, written with whatever makes another version live: it
 * may take one of them back. The sweep finds them due and hands them to planning.
 */
export async function lookAgainWrites(subject: Subject, store: Store, now: string): Promise<readonly Write[]> {
  const writes: Write[] = [];
  for (const id of subject.live ?? []) {
    const announcement = await store.find('announcement', { id });
    if (announcement?.status !== 'open') continue;
    const due: Announcement = { ...announcement, dueAt: now, revision: announcement.revision + 1 };
    writes.push({ put: 'announcement', item: due, expect: announcement.revision, was: announcement });
  }
  return writes;
}

/**
 * Takes a live change back by itself where the head has undone it: seen from the version before the change, nothing that
 * concerns a reader is left of it. Its migrations are closed from the stream, as with any withdrawal.
 */
export async function withdrawReverted(announcement: Announcement, ports: RevertPorts): Promise<'done' | 'lost'> {
  const { store } = ports;
  const subject = await store.find('subject', { name: announcement.subject });
  const now = ports.clock.now();
  const head = subject?.head;
  const { dueAt, ...rest } = announcement;
  const isDue = announcement.rejudging !== undefined && dueAt !== undefined;
  const looked: Announcement = { ...rest, ...(isDue ? { dueAt } : {}), revision: announcement.revision + 1 };
  if (
    !subject ||
    head === undefined ||
    head <= announcement.version ||
    !(await isUndone(announcement, subject, head, ports))
  )
    return (await store.update('announcement', looked, announcement.revision)) === 'lost' ? 'lost' : 'done';
  const reverted: Announcement = {
    ...looked,
    status: 'withdrawn',
    revertedBy: head,
    dueAt: later(now, UNFINISHED_AFTER),
  };
  const live = (subject.live ?? []).filter((id) => id !== announcement.id);
  const audit: AuditEntry = {
    id: ports.ids.next(now),
    at: now,
    action: 'announcement.reverted',
    principal: 'forewarn',
    subject: subject.name,
    announcementId: announcement.id,
    detail: { version: announcement.version, revertedBy: head },
  };
  const writes: Write[] = [
    { put: 'announcement', item: reverted, expect: announcement.revision, was: announcement },
    {
      put: 'subject',
      item: { ...subject, live, revision: subject.revision + 1 },
      expect: subject.revision,
      was: subject,
    },
  ];
  return (await store.commit(writes, audit)) === 'lost' ? 'lost' : 'done';
}

async function isUndone(
  announcement: Announcement,
  subject: Subject,
  head: number,
  { store, judge }: RevertPorts,
): Promise<boolean> {
  const [old, next, options] = await Promise.all([
    loadSchema(store, subject.name, announcement.previous),
    loadSchema(store, subject.name, head),
    policyFor(announcement, subject, store),
  ]);
  return isFreeOf(announcement, await judge.compare({ old, next, options }));
}

/** Where all of a change is known, its places must be at peace; else the whole record must be. */
function isFreeOf({ changes, changeCount }: Announcement, since: Comparison): boolean {
  const concerning = changes.filter(({ severity }) => severity.serving !== 'safe');
  // A field that went and comes back without its mark is back: what is marked is told by itself.
  const isMark = ({ ruleId }: Change): boolean => DEPRECATION_RULES.has(ruleId);
  const left = since.changes.filter(
    (change) => change.severity.serving !== 'safe' && (!isMark(change) || concerning.some(isMark)),
  );
  if (changeCount > changes.length || concerning.length === 0)
    return since.verdicts.serving.verdict === 'compatible' && left.length === 0;
  const places = new Set(concerning.map(({ pointer }) => pointer));
  return left.every(({ pointer }) => !places.has(pointer));
}
