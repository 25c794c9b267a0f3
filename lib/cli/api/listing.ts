import { Option } from 'commander';
import { usageError } from '../exit.ts';
import { table } from '../output/text/table.ts';
import type { Session } from '../run/session.ts';
import type { Listed } from './operations.ts';

/** How many items a list shows unless told. */
const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 100_000;

export const limitOption = (): Option =>
  new Option('--limit <count>', 'show at most so many').default(DEFAULT_LIMIT).argParser((text) => {
    const count = Number(text);
    if (/^[1-9]\d*$/.test(text) && count >= 1 && count <= MAX_LIMIT) return count;
    throw usageError(`--limit ${JSON.stringify(text)} is not a number from 1 to ${MAX_LIMIT}.`);
  });

/** Prints a list in columns, or its items as JSON. */
export function printList<T>(
  session: Session,
  page: Listed<T>,
  {
    headings,
    row,
    empty,
  }: { readonly headings: readonly string[]; readonly row: (item: T) => readonly string[]; readonly empty: string },
): void {
  const { items, nextCursor } = page;
  const more = nextCursor === undefined ? '' : 'There are more: --limit shows them.\n';
  const text = items.length === 0 ? `${empty}\n` : table(headings, items.map(row), session) + more;
  session.print(text, { items, more: nextCursor !== undefined });
}
