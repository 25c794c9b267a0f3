import type { Announcement, Migration } from '../domain/announcement.ts';
import { planDeliveries } from '../domain/notification/plan-deliveries.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { allMigrations } from './all-migrations.ts';
import { type Assessment, createAssessor, type Impact } from './assess-consumers.ts';
import { joinDigests } from './join-digests.ts';
import { loadSchema } from './load-schema.ts';
import { newMigration } from './new-migration.ts';
import { openOrActivate } from './open-announcement.ts';
import type { Clock, IdSource, Judge, Pacer, PlanMessage, PlanQueue, Store } from './ports.ts';
import { policyOf } from './register-schema.ts';
import { closeWithdrawn } from './withdraw-version.ts';

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
  const announcement = await ports.store.find('announcement', { id: message.announcementId });
  if (announcement?.status === 'withdrawn' && announcement.dueAt) return await closeWithdrawn(announcement, ports);
  if (announcement?.status !== 'planning') return;
  if (message.phase === 'models') await planModels(announcement, message.cursor, ports);
  else await planMessages(announcement, ports);
}

async function planModels(announcement: Announcement, cursor: string | undefined, ports: PlanPorts): Promise<void> {
  const { store, queue } = ports;
  const page = await store.listSubscriptionsOfSubject(announcement.subject, {
    limit: PAGE,
    ...(cursor ? { cursor } : {}),
  });
  const policy = await policyOfSubject(store, announcement.subject);
  const assess = createAssessor(await assessmentOf(announcement, policy, ports));
  const migrations: Migration[] = [];
  for (const subscription of page.items) {
    const impact = await assess(subscription);
    const migration = await migrationFor({ announcement, impact, policy, store });
    if (migration) migrations.push(migration);
  }
  await store.ensure(migrations.map((item) => ({ put: 'migration' as const, item })));
  await queue.send(
    page.nextCursor
      ? { announcementId: announcement.id, phase: 'models', cursor: page.nextCursor }
      : { announcementId: announcement.id, phase: 'deliveries' },
  );
}

async function policyOfSubject(store: Store, name: string): Promise<Policy> {
  const subject = await store.find('subject', { name });
  return await policyOf(store, { policy: subject?.policy ?? {} });
}

/** What an announcement's version does to consumers, against the head that it was compared with. */
export async function assessmentOf(
  announcement: Announcement,
  options: Policy,
  { store, judge }: Pick<PlanPorts, 'store' | 'judge'>,
): Promise<Assessment> {
  const { subject, version, previous } = announcement;
  const [next, head] = await Promise.all([loadSchema(store, subject, version), loadSchema(store, subject, previous)]);
  // The announcement holds a bounded summary; who reads what must be judged on all of it.
  const changes =
    announcement.changeCount === announcement.changes.length
      ? announcement.changes
      : (await judge.compare({ old: head, next, options })).changes;
  return { store, judge, subject, next, head: { version: previous, schema: head }, changes, options };
}

/** The migration that an announcement opens for one consumer, if it concerns it. */
async function migrationFor(input: {
  readonly announcement: Announcement;
  readonly impact: Impact;
  readonly policy: Policy;
  readonly store: Store;
}): Promise<Migration | undefined> {
  const { announcement, impact, policy, store } = input;
  if (impact.concern === 'none') return undefined;
  const consumer = await store.find('consumer', { name: impact.subscription.consumer });
  return consumer ? newMigration({ announcement, impact, policy, consumer }) : undefined;
}

async function planMessages(announcement: Announcement, ports: PlanPorts): Promise<void> {
  const migrations = await allMigrations(ports.store, announcement.id);
  const now = ports.clock.now();
  if (!announcement.observed) {
    const deliveries = planDeliveries({ announcement, migrations, now, kind: 'announced' });
    await ports.store.ensure(deliveries.map((item) => ({ put: 'delivery' as const, item })));
  }
  await joinDigests({ announcement, migrations, now }, ports);
  await openOrActivate({ announcement, migrations, ports });
}
