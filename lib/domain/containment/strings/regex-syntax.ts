import { type CharSet, complement, fromRanges, MAX_CODE_POINT, union } from './char-set.ts';
import { NOT_LINE, propertySet, SHORTHANDS } from './regex-characters.ts';

/** Syntax tree of an ECMA-262 pattern as `new RegExp(source, 'u')` reads it. */
export type Regex =
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'cat' | 'alt'; readonly parts: readonly Regex[] }
  | Repetition
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'boundary'; readonly negated: boolean }
  | { readonly kind: 'ahead' | 'behind'; readonly part: Regex; readonly negated: boolean }
  /** A capturing group, and what repeats the text of one. */
  | { readonly kind: 'group'; readonly part: Regex; readonly group: number }
  | { readonly kind: 'back'; readonly group: number };

export interface Repetition {
  readonly kind: 'rep';
  readonly part: Regex;
  readonly min: number;
  readonly max: number;
  readonly isLazy: boolean;
  /** The capturing groups inside: `from` and up to before `to`. Each round forgets them. */
  readonly groups: { readonly from: number; readonly to: number };
}

/** A pattern that has no exact translation, or is no pattern at all; `message` says what it uses, as in "pattern uses …". */
export class UnsupportedRegex extends Error {}

const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13 };
const MAX_DEPTH = 200;
const MAX_REFERENCE = 100;
const ASSERTIONS = [
  ['?=', 'ahead', false],
  ['?!', 'ahead', true],
  ['?<=', 'behind', false],
  ['?<!', 'behind', true],
] as const;

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
  /** Groups begun so far; the next one's number. */
  #groups = 1;
  readonly #names = new Map<string, number>();
  /** What is to be resolved when all groups are known. */
  readonly #references: { readonly to: string | number; group: number }[] = [];

  constructor(source: string) {
    this.#source = source;
    this.#chars = [...source];
  }

  parse(): Regex {
    const result = this.#alternatives();
    if (this.#at < this.#chars.length) throw new UnsupportedRegex(`an unmatched ")"`);
    for (const reference of this.#references) {
      const group = typeof reference.to === 'number' ? reference.to : this.#names.get(reference.to);
      if (group === undefined || group >= this.#groups) throw new UnsupportedRegex('a back-reference to no group');
      reference.group = group;
    }
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
    const isGroup = this.#peek() === '(';
    const from = this.#groups;
    const part = this.#atom();
    const bounds = this.#quantifier();
    if (!bounds) return part;
    const isLazy = this.#take('?');
    if (!isGroup && (part.kind === 'start' || part.kind === 'end' || part.kind === 'boundary'))
      throw new UnsupportedRegex('a quantified assertion');
    return { kind: 'rep', part, ...bounds, isLazy, groups: { from, to: this.#groups } };
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
        throw new UnsupportedRegex('a quantifier of nothing');
      default:
        return single(char.codePointAt(0) ?? 0);
    }
  }

  #group(): Regex {
    for (const [opening, kind, negated] of ASSERTIONS)
      if (this.#take(opening)) return { kind, part: this.#rest(), negated };
    if (this.#take('?:')) return this.#rest();
    const group = this.#groups;
    if (this.#take('?<')) {
      const end = this.#chars.indexOf('>', this.#at);
      const name = this.#chars.slice(this.#at, end).join('');
      if (end < 0 || this.#names.has(name)) throw new UnsupportedRegex('a group name that is not its own');
      this.#names.set(name, group);
      this.#at = end + 1;
    } else if (this.#take('?')) throw new UnsupportedRegex('inline flags');
    this.#groups++;
    return { kind: 'group', part: this.#rest(), group };
  }

  /** What a group holds, up to its end. */
  #rest(): Regex {
    const part = this.#alternatives();
    if (!this.#take(')')) throw new UnsupportedRegex('an unterminated group');
    return part;
  }

  #escape(): Regex {
    const char = this.#peek();
    if (char === undefined) throw new UnsupportedRegex('\\ at the end');
    if (char === 'b' || char === 'B') {
      this.#at++;
      return { kind: 'boundary', negated: char === 'B' };
    }
    const reference = /^(?:([1-9]\d*)|k<([^>]*)>)/.exec(this.#chars.slice(this.#at, this.#at + MAX_REFERENCE).join(''));
    if (!reference || (reference[2] !== undefined && !this.#source.includes('(?<')))
      return { kind: 'set', set: this.#escapedSet() };
    this.#at += [...reference[0]].length;
    const back = { kind: 'back' as const, to: reference[2] ?? Number(reference[1]), group: 0 };
    this.#references.push(back);
    return back;
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
    if (!set) throw new UnsupportedRegex(`the Unicode property ${name}, which is none`);
    return negated ? complement(set) : set;
  }

  #class(): CharSet {
    const negated = this.#take('^');
    let set: CharSet = [];
    for (;;) {
      const char = this.#peek();
      if (char === undefined) throw new UnsupportedRegex('an unterminated class');
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
    if (this.#peek() === undefined) throw new UnsupportedRegex('an unterminated class');
    if (this.#take('b')) return one(8);
    return this.#escapedSet();
  }
}

function one(code: number, offset = 0, undo?: () => void): CharSet {
  if (offset < 0) undo?.();
  return [code, code];
}
const single = (code: number): Regex => ({ kind: 'set', set: one(code) });
const singleOf = (set: CharSet): number | undefined => (set.length === 2 && set[0] === set[1] ? set[0] : undefined);
