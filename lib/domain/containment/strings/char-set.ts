/** A set of code points: sorted, disjoint, non-adjacent, inclusive ranges, flattened as [from, to, from, to, ...]. */
export type CharSet = readonly number[];

export const MAX_CODE_POINT = 0x10ffff;
/** Surrogates are in no string of Unicode, so a document never holds one by itself. */
export const ANY_CHAR: CharSet = [0, 0xd7ff, 0xe000, MAX_CODE_POINT];

export function fromRanges(ranges: readonly (readonly [number, number])[]): CharSet {
  const sorted = [...ranges].sort((a, b) => a[0] - b[0]);
  const result: number[] = [];
  for (const [from, to] of sorted) {
    const last = result.length - 1;
    const end = result[last];
    if (end !== undefined && from <= end + 1) result[last] = Math.max(end, to);
    else result.push(from, to);
  }
  return intersect(result, ANY_CHAR);
}

export function intersect(a: CharSet, b: CharSet): CharSet {
  const result: number[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const from = Math.max(at(a, i), at(b, j));
    const to = Math.min(at(a, i + 1), at(b, j + 1));
    if (from <= to) result.push(from, to);
    if (at(a, i + 1) < at(b, j + 1)) i += 2;
    else j += 2;
  }
  return result;
}

export function complement(set: CharSet): CharSet {
  const result: number[] = [];
  let from = 0;
  for (let i = 0; i < set.length; i += 2) {
    if (at(set, i) > from) result.push(from, at(set, i) - 1);
    from = at(set, i + 1) + 1;
  }
  if (from <= MAX_CODE_POINT) result.push(from, MAX_CODE_POINT);
  return intersect(result, ANY_CHAR);
}

export const union = (a: CharSet, b: CharSet): CharSet => {
  const ranges: [number, number][] = [];
  for (const set of [a, b]) for (let i = 0; i < set.length; i += 2) ranges.push([at(set, i), at(set, i + 1)]);
  return fromRanges(ranges);
};

export function hasChar(set: CharSet, char: number): boolean {
  let [low, high] = [0, set.length / 2 - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (char < at(set, 2 * middle)) high = middle - 1;
    else if (char > at(set, 2 * middle + 1)) low = middle + 1;
    else return true;
  }
  return false;
}

export const isEmptySet = (set: CharSet): boolean => set.length === 0;

// Letters read best in a record, then digits, then what else prints.
const PREFERRED = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_./:@,;+#'].map((char) =>
  char.charCodeAt(0),
);

/** The member that a person reads best; the set must not be empty. */
export function pickChar(set: CharSet): number {
  return PREFERRED.find((char) => hasChar(set, char)) ?? otherChar(set);
}

/** The members that people read well, best first, or one of the others. */
export function readableChars(set: CharSet): readonly number[] {
  const found = PREFERRED.filter((char) => hasChar(set, char));
  return found.length > 0 ? found : [otherChar(set)];
}

function otherChar(set: CharSet): number {
  const printable = intersect(set, [0x21, 0x7e, 0xa1, MAX_CODE_POINT]);
  return printable[0] ?? set[0] ?? 0;
}

const at = (set: CharSet, index: number): number => set[index] ?? 0;
