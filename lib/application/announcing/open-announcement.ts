import type { Announcement } from '../../domain/announcement.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { isClosed } from '../../domain/migration/state.ts';
import { isWaitedFor } from '../../domain/policy/publishing/attention.ts';
import type { Policy } from '../../domain/policy/settings/policy.ts';
import { contend } from '../contend.ts';
import { policyFor } from '../effective-policy.ts';
import type { Clock, Pacer } from '../ports/clock.ts';
import type { IdSource } from '../ports/ids.ts';
import type { Store, Write } from '../ports/store.ts';
import { goLive } from '../publishing/go-live.ts';
import { lookAgainWrites } from '../publishing/revert.ts';
import { supersedingWrites } from '../publishing/supersede.ts';
import { SYSTEM } from './move-migration.ts';

/**
 * Ends the planning of an announcement. A proposal that turned out to break no registered model, nor to be undecided for
 * one that it would wait for, goes live here: with nobody affected there is no wait.
 */
export async function openOrActivate(input: {
  readonly announcement: Announcement;
  readonly migrations: readonly Migration[];
  readonly ports: {
    readonly store: Store;
    readonly clock: Clock;
    readonly ids: IdSource;
    readonly pacer: Pacer;
  };
}): Promise<void> {
  const { migrations, ports } = input;
  const affected = migrations.filter(({ concern }) => concern !== 'digest').length;
  await contend(ports.pacer, `announcement ${input.announcement.id}`, async () => {
    const announcement = await ports.store.find('announcement', { id: input.announcement.id });
    if (announcement?.status !== 'planning') return 'done';
    const now = ports.clock.now();
    const subject = await ports.store.find('subject', { name: announcement.subject });
    const policy = await policyFor(announcement, subject, ports.store);
    const holds = migrations.some((migration) => mayHold(migration, policy));
    const live = announcement.live || holds ? undefined : await liveWrites(announcement, ports.store, now);
    const superseding = await supersedingWrites(announcement, ports.store, now);
    const { dueAt: _, ...rest } = announcement;
    const planned: Announcement = {
      ...rest,
      status: statusOf(announcement, affected),
      // The sweep ends the subject once nobody holds it, and has judged again what a newer engine found being planned.
      ...((announcement.retires && !announcement.live) || announcement.rejudging ? { dueAt: now } : {}),
      live: announcement.live || live !== undefined,
      ...(live ? { liveAt: now } : {}),
      affected,
      revision: announcement.revision + 1,
    };
    const audit: AuditEntry = {
      id: ports.ids.next(now),
      at: now,
      action: live ? 'announcement.planned-and-activated' : 'announcement.planned',
      principal: SYSTEM,
      subject: announcement.subject,
      announcementId: announcement.id,
      detail: { version: announcement.version, affected, status: planned.status },
    };
    const writes: Write[] = [
      { put: 'announcement', item: planned, expect: announcement.revision, was: announcement },
      ...(live ?? []),
      ...superseding,
    ];
    return (await ports.store.commit(writes, audit)) === 'lost' ? 'lost' : 'done';
  });
}

/** Whether ending its planning makes a proposal live, since nothing holds it. */
export async function goesLiveNow(of: {
  readonly announcement: Announcement;
  readonly migrations: readonly Migration[];
  readonly ports: { readonly store: Store };
}): Promise<boolean> {
  const { announcement, migrations, ports } = of;
  const subject = await ports.store.find('subject', { name: announcement.subject });
  const policy = await policyFor(announcement, subject, ports.store);
  return !announcement.retires && !migrations.some((migration) => mayHold(migration, policy));
}

/** A retirement stays open until the subject is retired, also where its last reader left meanwhile. */
function statusOf({ observed, retires, live }: Announcement, affected: number): Announcement['status'] {
  if (observed) return 'observed';
  return affected === 0 && !(retires && !live) ? 'closed' : 'open';
}

/** Whoever breaks is waited for, whatever was answered before; of what is undecided the word that it is safe is enough. */
const mayHold = (migration: Migration, policy: Policy): boolean =>
  isWaitedFor(migration, policy) && !(migration.verdict === 'undecided' && isClosed(migration));

async function liveWrites(announcement: Announcement, store: Store, now: string) {
  const key = { subject: announcement.subject, version: announcement.version };
  const [subject, version] = await Promise.all([
    store.find('subject', { name: announcement.subject }),
    store.find('version', key),
  ]);
  if (!subject || subject.status === 'retired' || version?.status !== 'proposed') return undefined;
  if (subject.generation !== announcement.generation) return undefined;
  const live = goLive({ subject, version, now, head: undefined, sunset: undefined });
  return [...live.writes, ...(await lookAgainWrites(subject, store, now))];
}
