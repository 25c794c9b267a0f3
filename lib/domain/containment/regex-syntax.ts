import { ANY_CHAR, type CharSet, complement, fromRanges, MAX_CODE_POINT, union } from './char-set.ts';

/** Syntax tree of an ECMA-262 pattern as `new RegExp(source, 'u')` reads it. */
export type Regex =
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'cat' | 'alt'; readonly parts: readonly Regex[] }
  | { readonly kind: 'rep'; readonly part: Regex; readonly min: number; readonly max: number }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'boundary'; readonly negated: boolean }
  | { readonly kind: 'ahead'; readonly part: Regex; readonly negated: boolean };

/** A pattern that has no exact translation: back-references, look-behind, inline flags, or no pattern at all. */
export class UnsupportedRegex extends Error {}

const DIGIT: CharSet = [0x30, 0x39];
export const WORD: CharSet = [0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a];
const SPACE: CharSet = [
  0x09, 0x0d, 0x20, 0x20, 0xa0, 0xa0, 0x1680, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x202f, 0x205f, 0x205f,
  0x3000, 0x3000, 0xfeff, 0xfeff,
];
const NOT_LINE: CharSet = complement([0x0a, 0x0a, 0x0d, 0x0d, 0x2028, 0x2029]);
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13 };
const MAX_DEPTH = 200;

/** Parses a pattern. A stray `\-` or `{`, which the `u` flag forbids, is read as the literal that it is without. */
export function parseRegex(source: string): Regex {
  const parser = new Parser(source);
  return parser.parse();
}

const isHex = (text: string, length: number): boolean => text.length === length && /^[0-9a-fA-F]+$/.test(text);

class Parser {
  readonly #chars: readonly string[];
  readonly #source: string;
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
    this.#chars = [...source];
  }

  parse(): Regex {
    const result = this.#alternatives();
    if (this.#at < this.#chars.length) throw new UnsupportedRegex(`unmatched ")" in ${this.#source}`);
    return result;
  }

  #peek(): string | undefined {
    return this.#chars[this.#at];
  }

  #take(text: string): boolean {
    const found = this.#chars.slice(this.#at, this.#at + text.length).join('') === text;
    if (found) this.#at += text.length;
    return found;
  }

  #alternatives(): Regex {
    if (++this.#depth > MAX_DEPTH) throw new UnsupportedRegex('groups nested too deeply');
    const parts = [this.#sequence()];
    while (this.#take('|')) parts.push(this.#sequence());
    this.#depth--;
    return parts.length === 1 ? (parts[0] as Regex) : { kind: 'alt', parts };
  }

  #sequence(): Regex {
    const parts: Regex[] = [];
    for (let char = this.#peek(); char !== undefined && char !== '|' && char !== ')'; char = this.#peek())
      parts.push(this.#quantified());
    return parts.length === 1 ? (parts[0] as Regex) : { kind: 'cat', parts };
  }

  #quantified(): Regex {
    const part = this.#atom();
    const bounds = this.#quantifier();
    if (!bounds) return part;
    // A lazy quantifier matches the same strings.
    this.#take('?');
    if (part.kind === 'start' || part.kind === 'end' || part.kind === 'boundary')
      throw new UnsupportedRegex('a quantified assertion');
    return { kind: 'rep', part, ...bounds };
  }

  #quantifier(): { min: number; max: number } | undefined {
    if (this.#take('*')) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.#take('+')) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.#take('?')) return { min: 0, max: 1 };
    if (this.#peek() !== '{') return undefined;
    const rest = this.#chars.slice(this.#at, this.#at + 40).join('');
    const match = /^\{(\d+)(?:(,)(\d*))?\}/.exec(rest);
    if (!match) return undefined;
    this.#at += match[0].length;
    const min = Number(match[1]);
    const max = match[2] === undefined ? min : match[3] ? Number(match[3]) : Number.POSITIVE_INFINITY;
    if (min > max) throw new UnsupportedRegex('numbers out of order in a quantifier');
    return { min, max };
  }

  #atom(): Regex {
    const char = this.#chars[this.#at++] as string;
    switch (char) {
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '.':
        return { kind: 'set', set: NOT_LINE };
      case '[':
        return { kind: 'set', set: this.#class() };
      case '(':
        return this.#group();
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
        throw new UnsupportedRegex('nothing to repeat');
      default:
        return single(char.codePointAt(0) ?? 0);
    }
  }

  #group(): Regex {
    let negated: boolean | undefined;
    if (this.#take('?=')) negated = false;
    else if (this.#take('?!')) negated = true;
    else if (this.#take('?:')) negated = undefined;
    else if (this.#take('?<=') || this.#take('?<!')) throw new UnsupportedRegex('look-behind');
    else if (this.#take('?<')) {
      while (this.#peek() !== undefined && this.#peek() !== '>') this.#at++;
      this.#at++;
    } else if (this.#take('?')) throw new UnsupportedRegex('inline flags');
    const part = this.#alternatives();
    if (!this.#take(')')) throw new UnsupportedRegex('unterminated group');
    return negated === undefined ? part : { kind: 'ahead', part, negated };
  }

  #escape(): Regex {
    const char = this.#peek();
    if (char === undefined) throw new UnsupportedRegex('\\ at the end');
    if (char === 'b' || char === 'B') {
      this.#at++;
      return { kind: 'boundary', negated: char === 'B' };
    }
    if (/[1-9]/.test(char) || (char === 'k' && this.#source.includes('(?<')))
      throw new UnsupportedRegex('a back-reference');
    return { kind: 'set', set: this.#escapedSet() };
  }

  /** What stands after a backslash, in or outside a class. */
  #escapedSet(): CharSet {
    const char = this.#chars[this.#at++] as string;
    const shorthand = SHORTHANDS[char];
    if (shorthand) return shorthand;
    if (char === 'p' || char === 'P') return this.#property(char === 'P');
    const control = CONTROLS[char];
    if (control !== undefined) return one(control);
    if (char === '0') return one(0);
    if (char === 'c') {
      const letter = this.#peek() ?? '';
      if (!/^[a-zA-Z]$/.test(letter)) return one(0x5c, -1, () => this.#at--);
      this.#at++;
      return one((letter.codePointAt(0) ?? 0) % 32);
    }
    if (char === 'x') return this.#hex(2) ?? one(0x78);
    if (char === 'u') return this.#unicode();
    return one(char.codePointAt(0) ?? 0);
  }

  #hex(length: number): CharSet | undefined {
    const digits = this.#chars.slice(this.#at, this.#at + length).join('');
    if (!isHex(digits, length)) return undefined;
    this.#at += length;
    return one(Number.parseInt(digits, 16));
  }

  #unicode(): CharSet {
    if (this.#take('{')) {
      const end = this.#chars.indexOf('}', this.#at);
      const digits = this.#chars.slice(this.#at, end).join('');
      if (end < 0 || !/^[0-9a-fA-F]+$/.test(digits)) throw new UnsupportedRegex('a malformed \\u{}');
      this.#at = end + 1;
      return one(Math.min(Number.parseInt(digits, 16), MAX_CODE_POINT));
    }
    const first = this.#hex(4);
    if (!first) return one(0x75);
    const high = first[0] ?? 0;
    if (high >= 0xd800 && high <= 0xdbff && this.#chars.slice(this.#at, this.#at + 2).join('') === '\\u') {
      const low = Number.parseInt(this.#chars.slice(this.#at + 2, this.#at + 6).join(''), 16);
      if (low >= 0xdc00 && low <= 0xdfff) {
        this.#at += 6;
        return one((high - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000);
      }
    }
    return first;
  }

  #property(negated: boolean): CharSet {
    const end = this.#chars.indexOf('}', this.#at);
    if (!this.#take('{') || end < 0) throw new UnsupportedRegex('a malformed \\p{}');
    const name = this.#chars.slice(this.#at, end).join('');
    this.#at = end + 1;
    const set = propertySet(name);
    return negated ? complement(set) : set;
  }

  #class(): CharSet {
    const negated = this.#take('^');
    let set: CharSet = [];
    for (;;) {
      const char = this.#peek();
      if (char === undefined) throw new UnsupportedRegex('unterminated class');
      if (char === ']') break;
      const from = this.#classAtom();
      const dash =
        this.#chars[this.#at] === '-' && this.#chars[this.#at + 1] !== ']' && this.#at + 1 < this.#chars.length;
      if (!dash) {
        set = union(set, from);
        continue;
      }
      this.#at++;
      const to = this.#classAtom();
      const [low, high] = [singleOf(from), singleOf(to)];
      if (low === undefined || high === undefined) set = union(union(set, from), union(to, one(0x2d)));
      else if (low > high) throw new UnsupportedRegex('a range out of order in a class');
      else set = union(set, fromRanges([[low, high]]));
    }
    this.#at++;
    return negated ? complement(set) : set;
  }

  #classAtom(): CharSet {
    const char = this.#chars[this.#at++] as string;
    if (char !== '\\') return one(char.codePointAt(0) ?? 0);
    if (this.#peek() === undefined) throw new UnsupportedRegex('unterminated class');
    if (this.#take('b')) return one(8);
    return this.#escapedSet();
  }
}

const SHORTHANDS: Readonly<Record<string, CharSet>> = Object.assign(Object.create(null), {
  d: DIGIT,
  D: complement(DIGIT),
  w: WORD,
  W: complement(WORD),
  s: SPACE,
  S: complement(SPACE),
});

function one(code: number, offset = 0, undo?: () => void): CharSet {
  if (offset < 0) undo?.();
  return [code, code];
}
const single = (code: number): Regex => ({ kind: 'set', set: one(code) });
const singleOf = (set: CharSet): number | undefined => (set.length === 2 && set[0] === set[1] ? set[0] : undefined);

const properties = new Map<string, CharSet>();

/** The code points of a Unicode property, asked of the platform's own tables once per property. */
function propertySet(name: string): CharSet {
  const known = properties.get(name);
  if (known) return known;
  let test: RegExp;
  try {
    test = new RegExp(`^\\p{${name}}$`, 'u');
  } catch (error) {
    if (error instanceof SyntaxError) throw new UnsupportedRegex(`no Unicode property ${name}`);
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
