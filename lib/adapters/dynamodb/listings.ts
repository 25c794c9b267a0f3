import type { Page, PageOf } from '../../application/ports/store.ts';
import type { Attributes } from './codec.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { LISTING_SHARDS, part } from './keys.ts';
import { queryRange } from './query.ts';
import type { Tables } from './table.ts';

/** Where a list lies: the items of some partitions whose sort key has the prefix. */
export interface Listing {
  readonly table: string;
  readonly index?: string;
  readonly partition: { readonly attribute: string; readonly values: readonly string[] };
  readonly sort: { readonly attribute: string; readonly prefix: string };
  readonly newestFirst?: boolean;
  readonly consistent?: boolean;
}

/** A list that lies in the items' own partition; reads of it are strongly consistent. */
export const ownListing = (tables: Tables, pk: string, prefix: string): Listing => ({
  table: tables.name,
  partition: { attribute: 'pk', values: [pk] },
  sort: { attribute: 'sk', prefix },
  consistent: true,
});

/** A list by the index `listing`; those of everything of a kind are sharded (`SUBJECTS`), the others are not. */
export function indexListing(
  tables: Tables,
  collection: 'SUBJECTS' | 'CONSUMERS' | 'TEAMS' | 'ENVIRONMENTS' | Of,
): Listing {
  const values =
    typeof collection === 'string'
      ? Array.from({ length: LISTING_SHARDS }, (_, shard) => `${collection}#${shard}`)
      : [`${collection.kind}#${part(collection.name)}#${collection.list}`];
  return {
    table: tables.name,
    index: 'listing',
    partition: { attribute: 'listingPk', values },
    sort: { attribute: 'listingSk', prefix: '' },
  };
}
interface Of {
  readonly kind: 'SUBJECT' | 'CONSUMER' | 'TEAM' | 'ENVIRONMENT';
  readonly name: string;
  readonly list: 'ANNOUNCEMENTS' | 'SUBSCRIPTIONS' | 'MIGRATIONS' | 'IDENTITIES' | 'TOKENS' | 'MODELS' | 'SUBJECTS';
}

/** Keys are printable ASCII: these lie below and above all of them, and a key may not be empty. */
const LOWEST = ' ';
const HIGHEST = '\uffff';

/** One page of a listing, its partitions merged in order of the sort key. */
export async function readPage<T>(
  tables: Tables,
  {
    listing,
    page,
    decode,
  }: { readonly listing: Listing; readonly page: Page; readonly decode: (item: Attributes) => T },
): Promise<PageOf<T>> {
  const { partition, sort, newestFirst = false } = listing;
  const name = [listing.index ?? listing.table, partition.values[0], sort.prefix].join(' ');
  const after = page.cursor === undefined ? undefined : readCursor(name, page.cursor);
  const bound = after === undefined ? undefined : sort.prefix + after;
  const lowest = newestFirst ? undefined : bound;
  const highest = newestFirst ? bound : undefined;
  // The former page's last item is read once more, as bounds are inclusive; one more tells whether there is another page.
  const wanted = page.limit + 1 + (bound === undefined ? 0 : 1);
  const shards = partition.values.length;
  // A shard rarely holds much more than its share; one that does is read on.
  const pageSize = shards === 1 ? wanted : Math.ceil(wanted / shards) + shards;
  const streams = partition.values.map((value) => {
    const from = lowest ?? (sort.prefix || LOWEST);
    const range = { attribute: sort.attribute, from, to: highest ?? sort.prefix + HIGHEST };
    return queryRange(
      tables,
      { ...listing, partition: { attribute: partition.attribute, value }, sort: range },
      pageSize,
    );
  });
  const sortKey = (item: Attributes): string => String(item[sort.attribute]);

  const items: Attributes[] = [];
  for await (const item of merge(streams, { sortKey, newestFirst })) {
    if (sortKey(item) === bound) continue;
    items.push(item);
    if (items.length > page.limit) break;
  }
  const shown = items.slice(0, page.limit);
  const last = shown.at(-1);
  const decoded = shown.map(decode);
  if (!last || items.length <= page.limit) return { items: decoded };
  return { items: decoded, nextCursor: writeCursor(name, sortKey(last).slice(sort.prefix.length)) };
}

/** The items of sorted streams in one order; reads a stream on only when its turn comes. */
async function* merge(
  streams: readonly AsyncGenerator<Attributes, void, undefined>[],
  order: { readonly sortKey: (item: Attributes) => string; readonly newestFirst: boolean },
): AsyncGenerator<Attributes, void, undefined> {
  const isBefore = (left: string, right: string) => (order.newestFirst ? left > right : left < right);
  const heads = await Promise.all(streams.map(async (stream) => ({ stream, next: await stream.next() })));
  for (;;) {
    let first: { key: string; item: Attributes; at: number } | undefined;
    for (const [at, { next }] of heads.entries()) {
      if (next.done) continue;
      const key = order.sortKey(next.value);
      if (!first || isBefore(key, first.key)) first = { key, item: next.value, at };
    }
    if (!first) return;
    yield first.item;
    const head = heads[first.at];
    if (head) head.next = await head.stream.next();
  }
}
