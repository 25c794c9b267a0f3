import type { Announcement, LiveNews } from '../../domain/announcement.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import { later } from '../../domain/policy/deadlines/notice.ts';
import { environmentsAsked } from '../../domain/policy/gate/gate.ts';
import type { GateModel } from '../../domain/policy/gate/gate-answer.ts';
import type { SchemaVersion, Subject } from '../../domain/subject.ts';
import { allMigrations } from '../announcing/all-migrations.ts';
import { SYSTEM } from '../announcing/move-migration.ts';
import { withNews } from '../announcing/tell-live.ts';
import { contend } from '../contend.ts';
import { askStale } from '../deploying/gate.ts';
import { modelsAtGate } from '../deploying/models-at-gate.ts';
import { policyFor } from '../effective-policy.ts';
import type { Clock, Pacer } from '../ports/clock.ts';
import type { IdSource } from '../ports/ids.ts';
import type { Store, Write } from '../ports/store.ts';
import { UNFINISHED_AFTER } from './version-writes.ts';

export interface RetirementPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly pacer: Pacer;
}

/** How often the sweep looks whether the last reader has come through. */
const LOOKED_AT_EVERY = 'PT1H';
/** Proposals that wait at the same time are few; a transaction has room for these. */
const PROPOSALS = 20;

/** Retires a subject whose readers have all come through, or whose date is over; else looks again in an hour. */
export async function endRetirement(id: string, ports: RetirementPorts): Promise<void> {
  const { store, clock } = ports;
  await contend(ports.pacer, `announcement ${id}`, async () => {
    const announcement = await store.find('announcement', { id });
    if (announcement?.status !== 'open' || announcement.dueAt === undefined) return 'done';
    const now = clock.now();
    const subject = await store.find('subject', { name: announcement.subject });
    const { dueAt: _, ...rest } = announcement;
    if (announcement.live || subject?.retirement !== id)
      return await updated({ ...rest, revision: announcement.revision + 1 }, announcement, store);
    const models = await retirementGate(announcement, subject, { store, now });
    if (models.some(({ blocks }) => blocks)) {
      const dueAt = later(now, LOOKED_AT_EVERY);
      return await updated({ ...rest, dueAt, revision: announcement.revision + 1 }, announcement, store);
    }
    const writes = await retiringWrites({ announcement, subject, news: { kind: 'live', at: now } }, store);
    const audit: AuditEntry = {
      id: ports.ids.next(now),
      at: now,
      action: 'subject.retired',
      principal: SYSTEM,
      subject: subject.name,
      announcementId: id,
      detail: { head: subject.head ?? null, readers: subject.tiers },
    };
    return (await store.commit(writes, audit)) === 'lost' ? 'lost' : 'done';
  });
}

async function updated(item: Announcement, was: Announcement, store: Store): Promise<'done' | 'lost'> {
  return (await store.update('announcement', item, was.revision)) === 'lost' ? 'lost' : 'done';
}

/** What each reader of a subject that is to be retired says; those that nobody speaks for are asked, and hold nothing. */
export async function retirementGate(
  announcement: Announcement,
  subject: Subject,
  { store, now }: { readonly store: Store; readonly now: string },
): Promise<readonly GateModel[]> {
  const migrations = await allMigrations(store, announcement.id);
  const policy = await policyFor(announcement, subject, store);
  const environments = environmentsAsked(migrations, policy, now);
  const models = await modelsAtGate({ migrations, policy, environments, now }, store);
  await askStale({ announcement, migrations, models, now }, store);
  return models;
}

/** Everything that ends a subject whose retirement was announced; what was still proposed there is taken back. */
export async function retiringWrites(
  facts: {
    readonly announcement: Announcement;
    readonly subject: Subject;
    readonly news: Omit<LiveNews, 'told'>;
    readonly emergency?: Announcement['emergency'];
  },
  store: Store,
): Promise<readonly Write[]> {
  const { announcement, subject, news, emergency } = facts;
  const told = withNews(announcement, news, emergency);
  return [
    { put: 'subject', item: retired(subject), expect: subject.revision, was: subject },
    { put: 'announcement', item: told, expect: announcement.revision, was: announcement },
    ...(await takeBackProposals(subject, news.at, store)),
  ];
}

export function retired(subject: Subject): Subject {
  const { retirement: _, proposal: __, ...rest } = subject;
  return { ...rest, status: 'retired', revision: subject.revision + 1 };
}

/** Nothing goes live there any more: who was asked about it need not answer. */
export async function takeBackProposals(subject: Subject, now: string, store: Store): Promise<readonly Write[]> {
  const page = await store.listVersions(subject.name, { limit: 100 });
  const writes: Write[] = [];
  for (const version of page.items.filter(({ status }) => status === 'proposed').slice(0, PROPOSALS)) {
    const withdrawn: SchemaVersion = { ...version, status: 'withdrawn', revision: version.revision + 1 };
    writes.push({ put: 'version', item: withdrawn, expect: version.revision, was: version });
    const id = version.announcementId;
    const announcement = id === undefined ? undefined : await store.find('announcement', { id });
    if (announcement && announcement.status !== 'withdrawn') writes.push(takenBack(announcement, now));
  }
  return writes;
}

/** The announcement as it is once nothing of it comes; its migrations are closed from the stream. */
export function takenBack(announcement: Announcement, now: string): Write {
  const item: Announcement = {
    ...announcement,
    status: 'withdrawn',
    dueAt: later(now, UNFINISHED_AFTER),
    revision: announcement.revision + 1,
  };
  return { put: 'announcement', item, expect: announcement.revision, was: announcement };
}
