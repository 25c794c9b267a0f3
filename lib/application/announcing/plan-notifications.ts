import type { Announcement } from '../../domain/announcement.ts';
import type { Approval } from '../../domain/approval.ts';
import { carriedOver } from '../../domain/migration/carry-over.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { planContinued, planFirsts } from '../../domain/notification/plan/plan-deliveries.ts';
import { planProducer } from '../../domain/notification/plan/plan-producer.ts';
import { withDue } from '../../domain/policy/deadlines/due.ts';
import { hoursFor } from '../../domain/policy/deadlines/hours.ts';
import type { Policy } from '../../domain/policy/settings/policy.ts';
import { contend } from '../contend.ts';
import { tripEmergency } from '../deploying/trigger-kill-switch.ts';
import { policyFor } from '../effective-policy.ts';
import type { Clock, Pacer } from '../ports/clock.ts';
import type { IdSource } from '../ports/ids.ts';
import type { Judge } from '../ports/judge.ts';
import type { PlanMessage, PlanQueue } from '../ports/queues.ts';
import type { Store } from '../ports/store.ts';
import { acknowledgeApproved } from '../publishing/acknowledge-approved.ts';
import { allApprovals } from '../publishing/all-approvals.ts';
import type { Cause } from '../publishing/assess-consumers.ts';
import { endRetirement } from '../publishing/retirement.ts';
import { withdrawReverted } from '../publishing/revert.ts';
import { adoptedMessages, withSuperseded } from '../publishing/supersede.ts';
import { allMigrations } from './all-migrations.ts';
import { causesOf } from './announcement-causes.ts';
import { closeUnsubscribed } from './close-unsubscribed.ts';
import { closeWithdrawn } from './close-withdrawn.ts';
import { expose } from './expose.ts';
import { joinDigests } from './join-digests.ts';
import { newMigration } from './new-migration.ts';
import { goesLiveNow, openOrActivate } from './open-announcement.ts';
import { openMigrations } from './open-migrations.ts';
import { isRejudged, rejudgeAnnouncement } from './rejudge-announcement.ts';
import { isUntold, tellLive } from './tell-live.ts';
import { isLooseningUntold, tellLoosened } from './tell-loosened.ts';

export interface PlanPorts {
  readonly store: Store;
  readonly judge: Judge;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly pacer: Pacer;
  readonly queue: PlanQueue;
}

/** Subscriptions a message: small enough that their distinct contracts are judged well within a function's time. */
const PAGE = 100;

/**
 * Plans one announcement: model by model, a page a message, then its deliveries. Every item has a key made of what it
 * says and to whom, and the next page is asked for only after this one is written: a repeat finds all as it was.
 */
export async function planNotifications(message: PlanMessage, ports: PlanPorts): Promise<void> {
  const announcement = await afterTelling(message.announcementId, ports);
  if (announcement?.status === 'withdrawn' && announcement.dueAt) return await closeWithdrawn(announcement, ports);
  if (announcement && isRejudged(announcement)) return await rejudgeAnnouncement(announcement, message, ports);
  if (announcement?.status === 'open' && announcement.dueAt)
    return await (announcement.retires ? endRetirement : lookAgain)(announcement.id, ports);
  if (announcement?.status !== 'planning') return;
  if (message.phase === 'models') await planModels(announcement.id, message.cursor, ports);
  else await planMessages(announcement, ports);
}

/** The announcement, after its readers were told what happened to it in production, or to its policy. */
async function afterTelling(id: string, ports: PlanPorts): Promise<Announcement | undefined> {
  return await contend(ports.pacer, `announcement ${id}`, async () => {
    const announcement = await ports.store.find('announcement', { id });
    if (!announcement) return undefined;
    const tell = isUntold(announcement) ? tellLive : isLooseningUntold(announcement) ? tellLoosened : undefined;
    if (!tell) return announcement;
    return (await tell(announcement, ports)) === 'lost' ? 'lost' : await ports.store.find('announcement', { id });
  });
}

/** A change that is live, after another version went live: the head may have undone it. */
async function lookAgain(id: string, ports: PlanPorts): Promise<void> {
  await contend(ports.pacer, `announcement ${id}`, async () => {
    const announcement = await ports.store.find('announcement', { id });
    return announcement?.status === 'open' && announcement.dueAt ? await withdrawReverted(announcement, ports) : 'done';
  });
}

async function planModels(id: string, cursor: string | undefined, ports: PlanPorts): Promise<void> {
  const { store, queue } = ports;
  const announcement = await contend(ports.pacer, `announcement ${id}`, async () => {
    const current = await getAnnouncement(id, store);
    return cursor === undefined ? await withSuperseded(current, store) : current;
  });
  const page = await store.listSubscriptionsOfSubject(announcement.subject, {
    limit: PAGE,
    ...(cursor ? { cursor } : {}),
  });
  const subject = await store.find('subject', { name: announcement.subject });
  const policy = await policyFor(announcement, subject, store);
  const findCause = await causesOf(announcement, policy, ports);
  const approvals = await allApprovals(store, announcement.subject);
  const migrations: Migration[] = [];
  for (const subscription of page.items) {
    const impact = await findCause(subscription);
    const migration = await migrationFor({ announcement, impact, approvals, policy, store });
    if (migration) migrations.push(migration);
  }
  await openMigrations(migrations, { ...ports, now: ports.clock.now() });
  await queue.send(
    page.nextCursor
      ? { announcementId: announcement.id, phase: 'models', cursor: page.nextCursor }
      : { announcementId: announcement.id, phase: 'deliveries' },
  );
}

/** The migration that an announcement opens for one consumer, if it concerns it. */
async function migrationFor(input: {
  readonly announcement: Announcement;
  readonly impact: Cause;
  readonly approvals: readonly Approval[];
  readonly policy: Policy;
  readonly store: Store;
}): Promise<Migration | undefined> {
  const { announcement, impact, approvals, policy, store } = input;
  if (impact.concern === 'none') return undefined;
  const consumer = await store.find('consumer', { name: impact.subscription.consumer });
  if (!consumer) return undefined;
  const team = await store.find('team', { name: consumer.team });
  const fresh = newMigration({ announcement, impact, policy, consumer, team });
  const approved = { announcement, impact, approvals, policy, team };
  for (const id of announcement.supersedes ?? []) {
    const earlier = await store.find('migration', { announcementId: id, team: fresh.team, consumer: fresh.consumer });
    const carried = earlier && carriedOver(fresh, earlier, announcement.sunset);
    if (!carried) continue;
    const due = withDue(carried, policy, announcement.createdAt, hoursFor(announcement, team));
    return acknowledgeApproved(due, approved);
  }
  return acknowledgeApproved(fresh, approved);
}

async function getAnnouncement(id: string, store: Store): Promise<Announcement> {
  const announcement = await store.find('announcement', { id });
  if (!announcement) throw new Error(`announcement ${id} is planned and does not exist`);
  return announcement;
}

/** The producer's first message, where a model is affected. */
function overviewOf({
  migrations,
  ...about
}: Omit<Parameters<typeof planProducer>[0], 'kind'> & { readonly migrations: readonly Migration[] }) {
  const isAffected = migrations.some(({ concern }) => concern !== 'digest');
  return isAffected ? planProducer({ ...about, kind: 'overview' }) : [];
}

async function planMessages(announcement: Announcement, ports: PlanPorts): Promise<void> {
  const now = ports.clock.now();
  const planned = await allMigrations(ports.store, announcement.id);
  const migrations = await closeUnsubscribed(planned, { ...ports, now });
  const subject = await ports.store.find('subject', { name: announcement.subject });
  if (!announcement.observed) {
    const adopted = await adoptedMessages({ announcement, migrations, store: ports.store });
    // First, so that nobody is asked again where a thread goes on.
    await ports.store.ensure(adopted.map((item) => ({ put: 'delivery' as const, item })));
    const deliveries = [
      ...planFirsts({ announcement, migrations, adopted, now }),
      ...planContinued(announcement, adopted, now),
      ...overviewOf({ announcement, subject, migrations, now }),
    ];
    await ports.store.ensure(deliveries.map((item) => ({ put: 'delivery' as const, item })));
    await tripEmergency({ announcement, migrations, now }, ports);
    // Their first message says it; from now on they are told day by day.
    const current = await getAnnouncement(announcement.id, ports.store);
    if (current.live || (await goesLiveNow({ announcement: current, migrations, ports })))
      await expose({ announcement: current, migrations, since: current.liveAt ?? now, now }, ports);
  }
  await joinDigests({ announcement, migrations, subject, now }, ports);
  await openOrActivate({ announcement, migrations, ports });
}
