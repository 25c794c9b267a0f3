import type { Delivery } from '../../domain/delivery.ts';
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
    const failed = await failedAmong(list);
    if (failed.length === 0) return 0;
    const now = ports.clock.now();
    const writes = failed.map(
      (was): Write => ({ put: 'delivery', item: revived(was, now), expect: was.revision, was }),
    );
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
