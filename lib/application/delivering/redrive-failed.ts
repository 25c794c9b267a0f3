import type { Delivery } from '../../domain/delivery.ts';
import { channelPart } from '../../domain/notification/plan/delivery-id.ts';
import type { Principal } from '../../domain/principal.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import type { Page, PageOf, Write } from '../ports/store.ts';
import type { WritePorts } from '../ports/write-ports.ts';

/** What one transaction takes beside its audit entry. */
const AT_ONCE = 90;

export interface Redrive {
  readonly principal: Principal;
  readonly from?: string;
  /** What the deliveries belong to, in words, for a refusal. */
  readonly of: string;
  readonly list: (page: Page) => Promise<PageOf<Delivery>>;
  /** What the audit entry is about. */
  readonly about: { readonly subject?: string; readonly announcementId?: string; readonly team?: string };
}

/** Gives failed deliveries another chance, and answers how many: the stream hands them on at once, or else the next sweep. */
export async function redriveFailed({ of, list, about, ...who }: Redrive, ports: WritePorts): Promise<number> {
  return await contend(ports.pacer, of, async () => {
    const all = await failedAmong(list);
    if (all.length === 0) return 0;
    const now = ports.clock.now();
    const stale = staleAmong(all);
    const failed = all.filter(({ id }) => !stale.has(id));
    const writes = all.map((was): Write => {
      const item = stale.has(was.id) ? passedOver(was) : revived(was, now);
      return { put: 'delivery', item, expect: was.revision, was };
    });
    const { team, ...scope } = about;
    const detail = { deliveries: failed.map(({ id }) => id), ...(team === undefined ? {} : { team }) };
    const audit = auditEntry({ ...who, ...scope, ports, now, action: 'delivery.redriven', detail });
    return (await ports.store.commit(writes, audit)) === 'lost' ? 'lost' : failed.length;
  });
}

/** As new, but where attempts ended without an answer: then the channel is searched before it is sent again. */
export function revived({ error, ...delivery }: Delivery, now: string): Delivery {
  const isUncertain = delivery.attempts > 0;
  return {
    ...delivery,
    ...(isUncertain && error !== undefined ? { error } : {}),
    status: isUncertain ? 'sending' : 'pending',
    attempts: 0,
    again: true,
    dueAt: now,
    revision: delivery.revision + 1,
  };
}

async function failedAmong(list: Redrive['list']): Promise<readonly Delivery[]> {
  const failed: Delivery[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ limit: 100, ...(cursor ? { cursor } : {}) });
    failed.push(...page.items.filter(({ status }) => status === 'failed'));
    cursor = page.nextCursor;
  } while (cursor && failed.length < AT_ONCE);
  return failed.slice(0, AT_ONCE);
}

/** Nothing is left to say in it. */
const passedOver = ({ dueAt: _, ...delivery }: Delivery): Delivery => ({
  ...delivery,
  status: 'skipped',
  revision: delivery.revision + 1,
});

/** Reminders say how things are when they are sent: of several for one place that tell of the same, the newest is enough. */
function staleAmong(failed: readonly Delivery[]): ReadonlySet<string> {
  const said = new Set<string>();
  const stale = new Set<string>();
  const newest = failed.filter(({ kind }) => kind === 'reminder').sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  for (const { id, channel, team, announcementId, announcementIds = [] } of newest) {
    const told = [...announcementIds, ...(announcementId === undefined ? [] : [announcementId])];
    const keys = told.map((one) => `${channelPart(channel)} ${team} ${one}`);
    if (keys.every((key) => said.has(key))) stale.add(id);
    for (const key of keys) said.add(key);
  }
  return stale;
}
