import { DomainError } from '../../domain/errors.ts';
import type { Attributes } from './codec.ts';

/** JSON can say half a surrogate pair (`"\ud800"`), which is not Unicode: the database refuses it, or stores another one. */
const HALF_PAIR = /\p{Surrogate}/u;

/** Throws a DomainError `invalid-request` that names the member with half a surrogate pair in it. */
export function refuseHalfPairs(item: Attributes): void {
  const found = Object.entries(item).find(([, value]) => hasHalfPair(value));
  if (!found) return;
  throw new DomainError(
    'invalid-request',
    `${item['entity']}: ${found[0]} has half a surrogate pair (\\ud800 to \\udfff), which is not a character; send whole ones`,
    { errors: [{ pointer: '', detail: `${found[0]} is not Unicode text` }] },
  );
}

function hasHalfPair(value: unknown): boolean {
  if (typeof value === 'string') return HALF_PAIR.test(value);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false;
  return Object.entries(value).some(([name, member]) => HALF_PAIR.test(name) || hasHalfPair(member));
}
