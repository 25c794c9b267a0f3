import type { Announcement } from '../../domain/announcement.ts';
import type { Approval } from '../../domain/approval.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import type { Subscription } from '../../domain/consumer.ts';
import { defined } from '../../domain/defined.ts';
import { later } from '../../domain/policy/deadlines/notice.ts';
import { contend } from '../contend.ts';
import { noteOpeningOf } from '../deploying/gate-opening.ts';
import { policyFor } from '../effective-policy.ts';
import { getSubject } from '../load-schema.ts';
import type { PlanMessage } from '../ports/queues.ts';
import { allApprovals } from '../publishing/all-approvals.ts';
import { createAssessor, type Impact } from '../publishing/assess-consumers.ts';
import { judgedBy } from '../publishing/judged-by.ts';
import { assessmentOf } from './announcement-causes.ts';
import { SYSTEM } from './move-migration.ts';
import type { PlanPorts } from './plan-notifications.ts';
import { lookAtModel, rejudgedAudit, rejudgedWrites } from './rejudge-model.ts';

/** Models a message: with the larger budget that planning has, a few hard contracts fill a function's time. */
const PAGE = 25;
/** How often it is begun; what fails or runs out of time as often as that stays as it was judged before. */
const TRIES = 5;
/** What could not be judged in time is tried again after hours, when the machine may be another. */
const TRY_AGAIN = 'PT4H';

/** Whether a newer engine is to judge an announcement again; while it is planned, planning does. */
export const isRejudged = ({ rejudging, status }: Announcement): boolean =>
  rejudging !== undefined && (status === 'open' || status === 'closed');

/**
 * Judges the readers of an announcement again, a page a message: each model that comes out otherwise moves in one
 * transaction with its messages, and keeps the engine's version, so that a repeat passes over it. The announcement keeps it
 * last.
 */
export async function rejudgeAnnouncement(
  announcement: Announcement,
  message: PlanMessage,
  ports: PlanPorts,
): Promise<void> {
  // An older release that still runs takes nothing back.
  if ((announcement.rejudging?.engine ?? 0) > ports.judge.engine) return;
  const begun = message.phase === 'rejudge' ? announcement : await begin(announcement, ports);
  if (!begun) return;
  const page = await ports.store.listSubscriptionsOfSubject(begun.subject, {
    limit: PAGE,
    ...defined({ cursor: message.cursor }),
  });
  const unjudged = (message.unjudged ?? 0) + (await judgePage(begun, page.items, ports));
  const { nextCursor: cursor } = page;
  if (cursor) await ports.queue.send({ announcementId: begun.id, phase: 'rejudge', cursor, unjudged });
  else if (unjudged > 0) await tryAgain(begun.id, ports);
  else {
    await end(begun.id, { ports, action: 'announcement.rejudged' });
    // Nothing may hold its gate any more.
    await noteOpeningOf(begun.id, ports.clock.now(), ports.store);
  }
}

/** Counts the try before it is made, so that one which kills the function counts too. */
async function begin(announcement: Announcement, ports: PlanPorts): Promise<Announcement | undefined> {
  const { rejudging } = announcement;
  if (!rejudging) return undefined;
  if (rejudging.tries >= TRIES) {
    await end(announcement.id, { ports, action: 'announcement.rejudging-given-up' });
    return undefined;
  }
  const begun = {
    ...announcement,
    rejudging: { ...rejudging, tries: rejudging.tries + 1 },
    revision: announcement.revision + 1,
  };
  // Lost, somebody else began it or wrote something newer; the sweep comes back to it.
  return (await ports.store.update('announcement', begun, announcement.revision)) === 'lost' ? undefined : begun;
}

/** Answers for how many models there was no time. */
async function judgePage(
  announcement: Announcement,
  subscriptions: readonly Subscription[],
  ports: PlanPorts,
): Promise<number> {
  const { store } = ports;
  const subject = await getSubject(store, announcement.subject);
  const policy = await policyFor(announcement, subject, store);
  const assess = createAssessor(await assessmentOf(announcement, policy, { ...ports, anew: true }));
  const approvals = await allApprovals(store, announcement.subject);
  let unjudged = 0;
  for (const subscription of subscriptions) {
    const impact = await assess(subscription);
    const outcome = await contend(ports.pacer, `the migration of ${subscription.consumer}`, () =>
      moveModel({ id: announcement.id, impact, approvals }, ports),
    );
    if (outcome === 'later') unjudged++;
  }
  return unjudged;
}

async function moveModel(
  { id, impact, approvals }: { readonly id: string; readonly impact: Impact; readonly approvals: readonly Approval[] },
  ports: PlanPorts,
): Promise<'done' | 'later' | 'lost'> {
  const { store, ids } = ports;
  const announcement = await store.find('announcement', { id });
  if (!announcement || !isRejudged(announcement)) return 'done';
  const subject = await getSubject(store, announcement.subject);
  const policy = await policyFor(announcement, subject, store);
  const now = ports.clock.now();
  const facts = await lookAtModel({ announcement, subject, policy, impact, approvals, now }, store);
  if (facts?.rejudgement.action === 'later') return 'later';
  if (!facts?.migration) return 'done';
  const moved = { ...facts, migration: facts.migration };
  const audit = rejudgedAudit(moved, { id: ids.next(now), now });
  return (await store.commit(rejudgedWrites(moved, now), audit)) === 'lost' ? 'lost' : 'done';
}

async function tryAgain(id: string, { store, clock, pacer }: PlanPorts): Promise<void> {
  await contend(pacer, `announcement ${id}`, async () => {
    const announcement = await store.find('announcement', { id });
    if (!announcement || !isRejudged(announcement)) return 'done';
    const dueAt = later(clock.now(), TRY_AGAIN);
    const next = { ...announcement, dueAt, revision: announcement.revision + 1 };
    return (await store.update('announcement', next, announcement.revision)) === 'lost' ? 'lost' : 'done';
  });
}

/** Nothing is to be judged again any more: all was, or it is given up, and the announcement keeps its older engine. */
async function end(
  id: string,
  {
    ports,
    action,
  }: {
    readonly ports: PlanPorts;
    readonly action: 'announcement.rejudged' | 'announcement.rejudging-given-up';
  },
): Promise<void> {
  const { store, clock, ids, judge, pacer } = ports;
  await contend(pacer, `announcement ${id}`, async () => {
    const announcement = await store.find('announcement', { id });
    if (!announcement || !isRejudged(announcement)) return 'done';
    const subject = await store.find('subject', { name: announcement.subject });
    const judged = judgedBy(judge, await policyFor(announcement, subject, store));
    const now = clock.now();
    const { rejudging, dueAt: _, ...rest } = announcement;
    const item: Announcement = {
      ...rest,
      ...(action === 'announcement.rejudged' ? { judged } : {}),
      // What is live may have been due for another look all the while.
      ...(announcement.live && announcement.status === 'open' ? { dueAt: now } : {}),
      revision: announcement.revision + 1,
    };
    const audit: AuditEntry = {
      id: ids.next(now),
      at: now,
      action,
      principal: SYSTEM,
      subject: announcement.subject,
      announcementId: id,
      detail: { engine: judged.engine, before: announcement.judged?.engine ?? null, tries: rejudging?.tries ?? 0 },
    };
    const write = { put: 'announcement' as const, item, expect: announcement.revision, was: announcement };
    return (await store.commit([write], audit)) === 'lost' ? 'lost' : 'done';
  });
}
