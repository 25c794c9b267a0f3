import { PatternCursor } from './pattern-cursor.ts';
import { type Regex, UnsupportedRegex } from './regex.ts';
import { NOT_LINE } from './regex-characters.ts';
import { one, readClass, readEscape } from './regex-sets.ts';

const MAX_DEPTH = 200;
const MAX_REFERENCE = 100;
const ASSERTIONS = [
  ['?=', 'lookahead', false],
  ['?!', 'lookahead', true],
  ['?<=', 'lookbehind', false],
  ['?<!', 'lookbehind', true],
] as const;

/** Parses a pattern. A stray `\-` or `{`, which the `u` flag forbids, is read as the literal that it is without. */
export function parseRegex(source: string): Regex {
  const parser = new Parser(source);
  return parser.parse();
}

class Parser {
  readonly #cursor: PatternCursor;
  readonly #source: string;
  #depth = 0;
  /** Groups begun so far; the next one's number. */
  #groups = 1;
  readonly #names = new Map<string, number>();
  /** The references to resolve when all groups are known. */
  readonly #references: { readonly to: string | number; group: number }[] = [];

  constructor(source: string) {
    this.#source = source;
    this.#cursor = new PatternCursor(source);
  }

  parse(): Regex {
    const result = this.#alternatives();
    if (this.#cursor.peek() !== undefined) throw new UnsupportedRegex(`an unmatched ")"`);
    for (const reference of this.#references) {
      const group = typeof reference.to === 'number' ? reference.to : this.#names.get(reference.to);
      if (group === undefined || group >= this.#groups) throw new UnsupportedRegex('a back-reference to no group');
      reference.group = group;
    }
    return result;
  }

  #alternatives(): Regex {
    if (++this.#depth > MAX_DEPTH) throw new UnsupportedRegex('groups nested too deeply');
    const parts = [this.#sequence()];
    while (this.#cursor.take('|')) parts.push(this.#sequence());
    this.#depth--;
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'alt', parts };
  }

  #sequence(): Regex {
    const parts: Regex[] = [];
    for (let char = this.#cursor.peek(); char !== undefined && char !== '|' && char !== ')'; char = this.#cursor.peek())
      parts.push(this.#quantified());
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'cat', parts };
  }

  #quantified(): Regex {
    const isGroup = this.#cursor.peek() === '(';
    const from = this.#groups;
    const part = this.#atom();
    const bounds = this.#quantifier();
    if (!bounds) return part;
    const isLazy = this.#cursor.take('?');
    if (!isGroup && (part.kind === 'start' || part.kind === 'end' || part.kind === 'boundary'))
      throw new UnsupportedRegex('a quantified assertion');
    return { kind: 'rep', part, ...bounds, isLazy, groups: { from, to: this.#groups } };
  }

  #quantifier(): { min: number; max: number } | undefined {
    if (this.#cursor.take('*')) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.#cursor.take('+')) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.#cursor.take('?')) return { min: 0, max: 1 };
    if (this.#cursor.peek() !== '{') return undefined;
    const rest = this.#cursor.look(40);
    const match = /^\{(\d+)(?:(,)(\d*))?\}/.exec(rest);
    if (!match) return undefined;
    this.#cursor.at += match[0].length;
    const min = Number(match[1]);
    const max = match[2] === undefined ? min : match[3] ? Number(match[3]) : Number.POSITIVE_INFINITY;
    if (min > max) throw new UnsupportedRegex('numbers out of order in a quantifier');
    return { min, max };
  }

  #atom(): Regex {
    const char = this.#cursor.next();
    switch (char) {
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '.':
        return { kind: 'set', set: NOT_LINE };
      case '[':
        return { kind: 'set', set: readClass(this.#cursor) };
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
      if (this.#cursor.take(opening)) return { kind, part: this.#rest(), negated };
    if (this.#cursor.take('?:')) return this.#rest();
    const group = this.#groups;
    if (this.#cursor.take('?<')) {
      const end = this.#cursor.find('>');
      const name = this.#cursor.upTo(end);
      if (end < 0 || this.#names.has(name)) throw new UnsupportedRegex('a group name that is not its own');
      this.#names.set(name, group);
      this.#cursor.at = end + 1;
    } else if (this.#cursor.take('?')) throw new UnsupportedRegex('inline flags');
    this.#groups++;
    return { kind: 'group', part: this.#rest(), group };
  }

  /** The content of a group, up to its end. */
  #rest(): Regex {
    const part = this.#alternatives();
    if (!this.#cursor.take(')')) throw new UnsupportedRegex('an unterminated group');
    return part;
  }

  #escape(): Regex {
    const char = this.#cursor.peek();
    if (char === undefined) throw new UnsupportedRegex('\\ at the end');
    if (char === 'b' || char === 'B') {
      this.#cursor.at++;
      return { kind: 'boundary', negated: char === 'B' };
    }
    const reference = /^(?:([1-9]\d*)|k<([^>]*)>)/.exec(this.#cursor.look(MAX_REFERENCE));
    if (!reference || (reference[2] !== undefined && !this.#source.includes('(?<')))
      return { kind: 'set', set: readEscape(this.#cursor) };
    this.#cursor.at += [...reference[0]].length;
    const back = { kind: 'back' as const, to: reference[2] ?? Number(reference[1]), group: 0 };
    this.#references.push(back);
    return back;
  }
}

const single = (code: number): Regex => ({ kind: 'set', set: one(code) });
