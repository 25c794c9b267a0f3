import { type CharSet, complement, fromRanges, MAX_CODE_POINT, union } from './char-set.ts';
import type { PatternCursor } from './pattern-cursor.ts';
import { UnsupportedRegex } from './regex.ts';
import { propertySet, SHORTHANDS } from './regex-characters.ts';

const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13 };
const isHex = (text: string, length: number): boolean => text.length === length && /^[0-9a-fA-F]+$/.test(text);

/** The part of an escape after its backslash, in or outside a class. */
export function readEscape(cursor: PatternCursor): CharSet {
  const char = cursor.next();
  const shorthand = SHORTHANDS[char];
  if (shorthand) return shorthand;
  if (char === 'p' || char === 'P') return readProperty(cursor, char === 'P');
  const control = CONTROLS[char];
  if (control !== undefined) return one(control);
  if (char === '0') return one(0);
  if (char === 'c') {
    const letter = cursor.peek() ?? '';
    if (!/^[a-zA-Z]$/.test(letter)) {
      cursor.at--;
      return one(0x5c);
    }
    cursor.at++;
    return one((letter.codePointAt(0) ?? 0) % 32);
  }
  if (char === 'x') return readHex(cursor, 2) ?? one(0x78);
  if (char === 'u') return readUnicode(cursor);
  return one(char.codePointAt(0) ?? 0);
}

function readHex(cursor: PatternCursor, length: number): CharSet | undefined {
  const digits = cursor.look(length);
  if (!isHex(digits, length)) return undefined;
  cursor.at += length;
  return one(Number.parseInt(digits, 16));
}

function readUnicode(cursor: PatternCursor): CharSet {
  if (cursor.take('{')) {
    const end = cursor.find('}');
    const digits = cursor.upTo(end);
    if (end < 0 || !/^[0-9a-fA-F]+$/.test(digits)) throw new UnsupportedRegex('a malformed \\u{}');
    cursor.at = end + 1;
    return one(Math.min(Number.parseInt(digits, 16), MAX_CODE_POINT));
  }
  const first = readHex(cursor, 4);
  if (!first) return one(0x75);
  const high = first[0] ?? 0;
  if (high >= 0xd800 && high <= 0xdbff && cursor.look(2) === '\\u') {
    const low = Number.parseInt(cursor.look(6).slice(2), 16);
    if (low >= 0xdc00 && low <= 0xdfff) {
      cursor.at += 6;
      return one((high - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000);
    }
  }
  return first;
}

function readProperty(cursor: PatternCursor, negated: boolean): CharSet {
  const end = cursor.find('}');
  if (!cursor.take('{') || end < 0) throw new UnsupportedRegex('a malformed \\p{}');
  const name = cursor.upTo(end);
  cursor.at = end + 1;
  const set = propertySet(name);
  if (!set) throw new UnsupportedRegex(`the Unicode property ${name}, which is none`);
  return negated ? complement(set) : set;
}

/** A class, behind its `[`, with its `]`. */
export function readClass(cursor: PatternCursor): CharSet {
  const negated = cursor.take('^');
  let set: CharSet = [];
  for (;;) {
    const char = cursor.peek();
    if (char === undefined) throw new UnsupportedRegex('an unterminated class');
    if (char === ']') break;
    const from = readClassAtom(cursor);
    const end = cursor.peek(1);
    const isRange = cursor.peek() === '-' && end !== ']' && end !== undefined;
    if (!isRange) {
      set = union(set, from);
      continue;
    }
    cursor.at++;
    const to = readClassAtom(cursor);
    const [low, high] = [singleOf(from), singleOf(to)];
    if (low === undefined || high === undefined) set = union(union(set, from), union(to, one(0x2d)));
    else if (low > high) throw new UnsupportedRegex('a range out of order in a class');
    else set = union(set, fromRanges([[low, high]]));
  }
  cursor.at++;
  return negated ? complement(set) : set;
}

function readClassAtom(cursor: PatternCursor): CharSet {
  const char = cursor.next();
  if (char !== '\\') return one(char.codePointAt(0) ?? 0);
  if (cursor.peek() === undefined) throw new UnsupportedRegex('an unterminated class');
  if (cursor.take('b')) return one(8);
  return readEscape(cursor);
}

/** The set of one character. */
export const one = (code: number): CharSet => [code, code];
const singleOf = (set: CharSet): number | undefined => (set.length === 2 && set[0] === set[1] ? set[0] : undefined);
