import { DomainError } from '../../domain/errors.ts';

/** Keys are printable ASCII (`part` in keys.ts); longer ones than this would exceed DynamoDB's bound with their prefix. */
const SORT_KEY = /^[!-~]{1,800}$/;

/** Where a page ended: the listing it is of, and the last sort key. Opaque to callers (base64url of JSON). */
export const writeCursor = (listing: string, last: string): string =>
  Buffer.from(JSON.stringify([listing, last])).toString('base64url');

/**
 * The sort key of a cursor. The partition always comes from the request, so that a forged cursor reads nothing that its
 * sender may not read. Throws a DomainError `invalid-request` for one that is malformed or of another listing.
 */
export function readCursor(listing: string, cursor: string): string {
  const [of, last] = parse(cursor);
  if (of === listing && typeof last === 'string' && SORT_KEY.test(last)) return last;
  throw new DomainError('invalid-request', 'cursor is not one that this listing gave; start again without it', {
    errors: [{ pointer: '/cursor', detail: 'not a cursor of this listing' }],
  });
}

function parse(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) && value.length === 2 ? value : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
