import { isExacting, type Subscription } from '../../domain/consumer.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { isClosed } from '../../domain/migration/state.ts';
import { planAnswered } from '../../domain/notification/plan/plan-answered.ts';
import type { Principal } from '../../domain/principal.ts';
import type { Subject } from '../../domain/subject.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import { everyPage } from '../every-page.ts';
import { getSubject } from '../load-schema.ts';
import type { Write } from '../ports/store.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { loadManaged } from './consumers.ts';

interface UnsubscribeRequest {
  readonly consumer: string;
  readonly subject: string;
  readonly principal: Principal;
  readonly from?: string;
}

/** With what is told of each, and the rest of the transaction, below what DynamoDB takes in one. */
const CLOSED_AT_ONCE = 18;

/**
 * Ends a subscription; its open migrations end with it, as not affected any more, and who was told of them hears that. So
 * many migrations that one transaction cannot hold them are closed before it, some at a time.
 */
export async function unsubscribe(request: UnsubscribeRequest, ports: WritePorts): Promise<void> {
  let outcome: 'more' | 'ended';
  do outcome = await contend(ports.pacer, request.subject, () => tryUnsubscribe(request, ports));
  while (outcome === 'more');
}

async function tryUnsubscribe(request: UnsubscribeRequest, ports: WritePorts): Promise<'more' | 'ended' | 'lost'> {
  const { store } = ports;
  await loadManaged(request.consumer, request.principal, store);
  const subject = await getSubject(store, request.subject);
  const known = await store.find('subscription', { consumer: request.consumer, subject: request.subject });
  if (!known) throw new DomainError('not-found', `${request.consumer} does not subscribe to ${request.subject}`);
  const now = ports.clock.now();
  const open = await findOpen(known, ports);
  const closed = open.slice(0, CLOSED_AT_ONCE);
  const isLast = closed.length === open.length;
  const action = isLast ? 'subscription.deleted' : 'migration.unsubscribed';
  const entry = auditEntry({ ...request, ports, now, action, detail: { migrations: closed.length } });
  const facts = { subject, by: request.principal.id, now, qualifier: entry.id };
  const closing = await close(closed, facts, ports);
  const outcome = await store.commit([...(isLast ? ending(known, subject) : []), ...closing], entry);
  if (outcome === 'lost') return 'lost';
  return isLast ? 'ended' : 'more';
}

/** The subscription goes, and the subject counts one reader less. */
function ending(known: Subscription, subject: Subject): readonly Write[] {
  const tiers = { ...subject.tiers };
  tiers[known.tier]--;
  const exacting = subject.exacting - Number(isExacting(known));
  const counted: Subject = { ...subject, tiers, exacting, revision: subject.revision + 1 };
  return [
    {
      delete: 'subscription',
      key: { consumer: known.consumer, subject: known.subject },
      expect: known.revision,
      was: known,
    },
    { put: 'subject', item: counted, expect: subject.revision, was: subject },
  ];
}

async function findOpen({ consumer, subject }: Subscription, { store }: WritePorts): Promise<readonly Migration[]> {
  const all = await everyPage((page) => store.listMigrationsOfConsumer(consumer, page));
  // An overdue one too, though nothing of it is due any more: it holds its gate.
  return all.filter(
    (migration) => migration.subject === subject && !isClosed(migration) && migration.concern !== 'digest',
  );
}

/** Why a migration is closed then; whoever subscribes anew is asked anew. */
const UNSUBSCRIBED = 'unsubscribed';
/** Closed because its model unsubscribed; it may subscribe anew. */
export const isUnsubscribed = ({ state }: Migration): boolean =>
  state.name === 'not-affected' && state.reason === UNSUBSCRIBED;

async function close(
  open: readonly Migration[],
  facts: { readonly subject: Subject; readonly by: string; readonly now: string; readonly qualifier: string },
  { store }: WritePorts,
): Promise<readonly Write[]> {
  const { subject, by, now, qualifier } = facts;
  const writes: Write[] = [];
  // One note an announcement: after a transfer two teams may have been asked about the same model.
  const closed = new Map<string, Migration[]>();
  for (const was of open) {
    const { dueAt: _, ...migration } = was;
    const state = { name: 'not-affected' as const, at: now, by, reason: UNSUBSCRIBED };
    const item: Migration = { ...migration, state, revision: was.revision + 1 };
    writes.push({ put: 'migration', item, expect: was.revision, was });
    closed.set(was.announcementId, [...(closed.get(was.announcementId) ?? []), item]);
  }
  for (const [id, migrations] of closed) {
    const announcement = await store.find('announcement', { id });
    if (!announcement) continue;
    for (const delivery of planAnswered({ announcement, subject, migrations, qualifier, now }))
      writes.push({ put: 'delivery', item: delivery, expect: 'absent' });
  }
  return writes;
}
