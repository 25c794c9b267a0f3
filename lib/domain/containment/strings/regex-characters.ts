import { ANY_CHAR, type CharSet, complement, fromRanges } from './char-set.ts';

const DIGIT: CharSet = [0x30, 0x39];
/** The characters of `\\w`, which `\\b` looks at. */
export const WORD: CharSet = [0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a];
const SPACE: CharSet = [
  0x09, 0x0d, 0x20, 0x20, 0xa0, 0xa0, 0x1680, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x202f, 0x205f, 0x205f,
  0x3000, 0x3000, 0xfeff, 0xfeff,
];
/** The characters of `.`. */
export const NOT_LINE: CharSet = complement([0x0a, 0x0a, 0x0d, 0x0d, 0x2028, 0x2029]);

/** The characters of the shorthands of a class, by their letter. */
export const SHORTHANDS: Readonly<Record<string, CharSet>> = Object.assign(Object.create(null), {
  d: DIGIT,
  D: complement(DIGIT),
  w: WORD,
  W: complement(WORD),
  s: SPACE,
  S: complement(SPACE),
});

const properties = new Map<string, CharSet>();

/** The code points of a Unicode property, asked of the platform's own tables once per property; `undefined` for none. */
export function propertySet(name: string): CharSet | undefined {
  const known = properties.get(name);
  if (known) return known;
  let test: RegExp;
  try {
    test = new RegExp(`^\\p{${name}}$`, 'u');
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const ranges: [number, number][] = [];
  for (let i = 0; i < ANY_CHAR.length; i += 2)
    for (let code = ANY_CHAR[i] ?? 0; code <= (ANY_CHAR[i + 1] ?? -1); code++) {
      if (!test.test(String.fromCodePoint(code))) continue;
      const last = ranges.at(-1);
      if (last && last[1] === code - 1) last[1] = code;
      else ranges.push([code, code]);
    }
  const set = fromRanges(ranges);
  properties.set(name, set);
  return set;
}
