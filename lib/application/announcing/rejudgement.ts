import type { Announcement } from '../../domain/announcement.ts';
import { defined } from '../../domain/defined.ts';
import type { Rejudgement } from '../../domain/policy/publishing/rejudge.ts';
import type { Subject } from '../../domain/subject.ts';
import { type Asking, requireAdmin } from '../administration/require-admin.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import { policyFor } from '../effective-policy.ts';
import type { Upgrade } from '../ports/entities.ts';
import type { JudgingPorts } from '../ports/write-ports.ts';
import { allApprovals } from '../publishing/all-approvals.ts';
import { createAssessor, type Impact } from '../publishing/assess-consumers.ts';
import { judgeUntil } from '../publishing/judge-until.ts';
import { assessmentOf } from './announcement-causes.ts';
import { outdatedOf } from './find-outdated.ts';
import { lookAtModel } from './rejudge-model.ts';

/** What the newer engine makes of one model, were it judged again now. */
export interface ForeseenModel {
  readonly subject: string;
  readonly version: number;
  readonly announcementId: string;
  readonly consumer: string;
  readonly team: string;
  /** `none`: it was not told of the change. */
  readonly before: 'breaking' | 'undecided' | 'compatible' | 'none';
  readonly after: Impact['verdict']['status'];
  readonly action: Rejudgement['action'];
  /** With `prove`: whether its date stays. */
  readonly date?: Extract<Rejudgement, { action: 'prove' }>['date'];
  /** Why nothing follows, with `keep`. */
  readonly because?: Extract<Rejudgement, { action: 'keep' }>['because'];
  /** The date that it would have. */
  readonly deadline?: string;
}
export interface ForeseenPage {
  readonly engine: number;
  /** Announcements of this page that an older engine judged. */
  readonly announcements: number;
  readonly items: readonly ForeseenModel[];
  readonly nextCursor?: string;
}

/** Of the API's 30 seconds: after so many another subject is left to the next page, and all judging ends. */
const NEXT_AFTER_MS = 5_000;
const BUDGET_MS = 18_000;
const SUBJECTS = 100;

/**
 * What judging again would come to, without writing: model by model, those aside for which nothing changes. A page is a
 * stretch of subjects, as many as there is time for; for what there is none the action is `later`. An administrator's alone.
 */
export async function foreseeRejudgement(
  { principal, cursor }: Asking & { readonly cursor?: string | undefined },
  given: JudgingPorts,
): Promise<ForeseenPage> {
  requireAdmin(principal);
  const { store, clock } = given;
  const began = Date.parse(clock.now());
  const ports = { ...given, judge: judgeUntil(given.judge, began + BUDGET_MS, clock) };
  const { engine } = ports.judge;
  const items: ForeseenModel[] = [];
  let announcements = 0;
  let next = cursor;
  for (let looked = 0; looked < SUBJECTS; looked++) {
    const page = await store.listSubjects({ limit: 1, ...defined({ cursor: next }) });
    for (const subject of page.items)
      for (const announcement of await outdatedOf(subject, engine, store)) {
        announcements++;
        items.push(...(await foreseeAnnouncement({ announcement, subject }, ports)));
      }
    next = page.nextCursor;
    if (next === undefined || Date.parse(clock.now()) - began > NEXT_AFTER_MS) break;
  }
  return { engine, announcements, items, ...defined({ nextCursor: next }) };
}

async function foreseeAnnouncement(
  { announcement, subject }: { readonly announcement: Announcement; readonly subject: Subject },
  { store, judge, clock }: JudgingPorts,
): Promise<readonly ForeseenModel[]> {
  const policy = await policyFor(announcement, subject, store);
  const assess = createAssessor(await assessmentOf(announcement, policy, { store, judge, anew: true }));
  const approvals = await allApprovals(store, subject.name);
  const found: ForeseenModel[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.listSubscriptionsOfSubject(subject.name, { limit: 100, ...(cursor ? { cursor } : {}) });
    for (const subscription of page.items) {
      const impact = await assess(subscription);
      const now = clock.now();
      const facts = await lookAtModel({ announcement, subject, policy, impact, approvals, now }, store);
      if (!facts || (facts.rejudgement.action === 'keep' && facts.rejudgement.because === 'same')) continue;
      const { known, migration, rejudgement } = facts;
      const deadline = (migration ?? known)?.deadline;
      found.push({
        subject: subject.name,
        version: announcement.version,
        announcementId: announcement.id,
        consumer: subscription.consumer,
        team: subscription.team,
        before: known?.verdict ?? 'none',
        after: impact.verdict.status,
        ...rejudgement,
        ...defined({ deadline }),
      });
    }
    cursor = page.nextCursor;
  } while (cursor);
  return found;
}

export interface StartedRejudgement {
  readonly engine: number;
  /** `under-way`: the sweep is at it already. */
  readonly outcome: 'started' | 'under-way';
}

/**
 * Has the sweep look through all subjects once more for what an older engine judged, also for what was given up. An
 * administrator's alone.
 */
export async function startRejudgement(
  { principal, from }: Asking,
  { store, judge, clock, ids, pacer }: JudgingPorts,
): Promise<StartedRejudgement> {
  requireAdmin(principal);
  const { engine } = judge;
  return await contend(pacer, 'the look through what an older engine judged', async () => {
    const known = await store.find('upgrade', {});
    // None was begun, or one of an older engine: the sweep begins by itself.
    const isBegun = known !== undefined && known.engine >= engine;
    if (!isBegun || known.round !== 'done') return { engine, outcome: 'under-way' };
    const now = clock.now();
    const item: Upgrade = { engine: known.engine, round: 'waiting', revision: known.revision + 1 };
    const action = 'engine.rejudgement-started';
    const audit = auditEntry({
      ...{ principal, ...defined({ from }), ports: { ids }, now },
      action,
      detail: { engine },
    });
    const write = { put: 'upgrade' as const, item, expect: known.revision, was: known };
    return (await store.commit([write], audit)) === 'lost' ? 'lost' : { engine, outcome: 'started' as const };
  });
}
