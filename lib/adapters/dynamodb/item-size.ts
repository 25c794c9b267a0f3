import { DomainError } from '../../domain/errors.ts';
import type { Attributes } from './codec.ts';

/** DynamoDB's bounds. */
const ITEM_BYTES = 400 * 1024;
const TRANSACTION_BYTES = 4 * 1024 * 1024;
const TRANSACTION_ACTIONS = 100;

/** Bytes that DynamoDB counts for a value, never fewer (a number takes at most 21, a container 3 and 1 an element). */
function valueBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (value instanceof Uint8Array) return value.length;
  if (Array.isArray(value)) return value.reduce<number>((sum, element) => sum + 1 + valueBytes(element), 3);
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return members.reduce((sum, [name, member]) => sum + 1 + Buffer.byteLength(name) + valueBytes(member), 3);
  }
  return 21;
}

/** The item's size in bytes; throws a DomainError `too-large` if it is more than an item may have. */
export function checkedItemBytes(item: Attributes): number {
  const bytes = valueBytes(item);
  if (bytes > ITEM_BYTES)
    throw new DomainError(
      'too-large',
      `This ${item['entity']} takes ${kilobytes(bytes)} kB stored and at most ${kilobytes(ITEM_BYTES)} kB fit; ` +
        'shorten its longest part',
    );
  return bytes;
}

/** Throws a DomainError `too-large` if DynamoDB would not take the transaction. */
export function checkTransactionSize({ actions, bytes }: { readonly actions: number; readonly bytes: number }): void {
  if (actions > TRANSACTION_ACTIONS)
    throw new DomainError(
      'too-large',
      `This takes ${actions} writes in one transaction and at most ${TRANSACTION_ACTIONS} fit; do less at once`,
    );
  if (bytes > TRANSACTION_BYTES)
    throw new DomainError(
      'too-large',
      `This takes ${kilobytes(bytes)} kB in one transaction, compressed, and at most ${kilobytes(TRANSACTION_BYTES)} kB ` +
        'fit; split the schema into smaller subjects',
    );
}

const kilobytes = (bytes: number): number => Math.ceil(bytes / 1024);
