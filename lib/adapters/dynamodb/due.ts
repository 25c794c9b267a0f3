import type { DueItem } from '../../application/ports/store.ts';
import type { Attributes } from './codec.ts';
import { DUE_SHARDS, dueItem, duePartition, moment } from './keys.ts';
import { queryRange } from './query.ts';
import type { Tables } from './table.ts';

// The earliest moment there is; a sort key may not be empty.
const EVER = '0';

/** The items that are due, earliest first; all shards are asked at once, each for enough to fill the answer alone. */
export async function listDue(
  tables: Tables,
  { now, limit }: { readonly now: string; readonly limit: number },
): Promise<readonly DueItem[]> {
  const shards = await Promise.all(
    Array.from({ length: DUE_SHARDS }, async (_, shard) => {
      const items: Attributes[] = [];
      const range = {
        table: tables.name,
        index: 'due',
        partition: { attribute: 'duePk', value: duePartition(shard) },
        sort: { attribute: 'dueSk', from: EVER, to: moment(now) },
      };
      for await (const item of queryRange(tables, range, limit)) {
        items.push(item);
        if (items.length === limit) break;
      }
      return items;
    }),
  );
  return shards
    .flat()
    .map(({ pk, sk, dueSk }) => dueItem({ pk: String(pk), sk: String(sk) }, String(dueSk)))
    .sort((left, right) => (left.dueAt < right.dueAt ? -1 : left.dueAt > right.dueAt ? 1 : 0))
    .slice(0, limit);
}
