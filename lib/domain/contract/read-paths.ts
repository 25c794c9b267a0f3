import type { Change } from '../diff/change.ts';
import type { ReadField } from '../verdict.ts';

/**
 * Whether a change at one record place concerns a reader of another: the same place, below it (a parent covers its
 * children) or above it (what holds the field changed). `*` stands for any array item on either side.
 */
export function touches(changePointer: string, readPointer: string): boolean {
  const change = changePointer.split('/');
  const read = readPointer.split('/');
  const shared = Math.min(change.length, read.length);
  for (let at = 1; at < shared; at++) {
    if (change[at] !== read[at] && change[at] !== '*' && read[at] !== '*') return false;
  }
  return true;
}

/** The changes that concern a consumer; a consumer that names no fields reads all of them. */
export const changesRead = (changes: readonly Change[], reads: readonly ReadField[]): readonly Change[] =>
  reads.length === 0 ? changes : changes.filter(({ pointer }) => reads.some((read) => touches(pointer, read.pointer)));
