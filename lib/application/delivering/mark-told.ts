import type { AuditEntry } from '../../domain/audit.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { isUntold } from '../../domain/migration/hearing.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { tellsOf } from '../../domain/notification/plan/channels.ts';
import { withDue } from '../../domain/policy/deadlines/due.ts';
import { hoursFor } from '../../domain/policy/deadlines/hours.ts';
import { afterTold } from '../../domain/policy/deadlines/told.ts';
import { allMigrations } from '../announcing/all-migrations.ts';
import { SYSTEM } from '../announcing/move-migration.ts';
import { contend } from '../contend.ts';
import { policyFor } from '../effective-policy.ts';
import { inBatches } from '../in-batches.ts';
import type { Pacer } from '../ports/clock.ts';
import type { IdSource } from '../ports/ids.ts';
import type { Store } from '../ports/store.ts';

export interface ToldPorts {
  readonly store: Store;
  readonly ids: IdSource;
  readonly pacer: Pacer;
}

/**
 * Writes down that a message was taken, with each model whose team it tells, before the delivery itself is ended: whoever
 * dies in between finds the message again. Doing so twice changes nothing.
 */
export async function markTold(delivery: Delivery, at: string, ports: ToldPorts): Promise<void> {
  for (const id of delivery.announcementIds ?? [delivery.announcementId ?? '']) {
    if (id === '') continue;
    const told = (await allMigrations(ports.store, id, delivery.team)).filter(
      (migration) => isUntold(migration) && tellsOf(delivery, migration),
    );
    await inBatches(told, (migration) =>
      contend(ports.pacer, `the migration of ${migration.consumer}`, () =>
        markOne(migration, { at, by: delivery.channel.kind, ports }),
      ),
    );
  }
}

/** The gate rests on it, so it is audited as an answer is. */
async function markOne(
  { announcementId, team, consumer }: Migration,
  { at, by, ports }: { readonly at: string; readonly by: Delivery['channel']['kind']; readonly ports: ToldPorts },
): Promise<'done' | 'lost'> {
  const { store } = ports;
  const was = await store.find('migration', { announcementId, team, consumer });
  const announcement = await store.find('announcement', { id: announcementId });
  if (!was || !announcement || !isUntold(was)) return 'done';
  const subject = await store.find('subject', { name: was.subject });
  const policy = await policyFor(announcement, subject, store);
  const told = { ...afterTold(was, { at, by, policy, announcement }), revision: was.revision + 1 };
  const hours = hoursFor(announcement, await store.find('team', { name: team }));
  const item = told.deadline === was.deadline ? told : withDue(told, policy, at, hours);
  return await markBySystem({ was, item, action: 'migration.told', at, detail: { by } }, ports);
}

/** A migration with what is known now of who was told, and the audit entry that says so. */
export async function markBySystem(
  mark: {
    readonly was: Migration;
    readonly item: Migration;
    readonly action: 'migration.told' | 'migration.untold';
    readonly at: string;
    readonly detail: AuditEntry['detail'];
  },
  { store, ids }: ToldPorts,
): Promise<'done' | 'lost'> {
  const { was, item, action, at, detail } = mark;
  const { subject, consumer, announcementId } = item;
  const audit: AuditEntry = {
    id: ids.next(at),
    at,
    action,
    principal: SYSTEM,
    subject,
    consumer,
    announcementId,
    detail,
  };
  const done = await store.commit([{ put: 'migration', item, expect: was.revision, was }], audit);
  return done === 'lost' ? 'lost' : 'done';
}
