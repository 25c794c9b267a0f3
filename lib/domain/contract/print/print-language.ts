import type { CharSet } from '../../containment/strings/char-set.ts';
import type { Lang } from '../../containment/strings/lang.ts';

/** The pattern that a language was read from, if it was. */
export type PatternOf = (lang: Lang) => string | undefined;

/**
 * A pattern (ECMA-262 with the `u` flag, searched as JSON Schema does) that finds itself in exactly the words of the
 * language, those listed in `except` left out. A pattern that was read is printed as it was; conjunctions and complements
 * become look-aheads at the start. `undefined` if no pattern is known.
 */
export function printLanguage(lang: Lang, patternOf: PatternOf, except: readonly string[] = []): string | undefined {
  const known = patternOf(lang);
  if (known !== undefined && except.length === 0) return known;
  const whole = atStart(lang, patternOf);
  if (whole === undefined) return undefined;
  return except.length === 0 ? `^${whole}` : `^(?!(?:${except.map(literal).join('|')})$)${whole}`;
}

/** Asserts, at the start of a text and without consuming it, that the whole text is a word. */
function atStart(lang: Lang, patternOf: PatternOf): string | undefined {
  const source = patternOf(lang);
  if (source !== undefined) return `(?=[\\s\\S]*?(?:${withoutGroupNames(source)}))`;
  if (lang.kind === 'and') return all(lang.parts.map((part) => atStart(part, patternOf)))?.join('');
  if (lang.kind === 'or') {
    const parts = all(lang.parts.map((part) => atStart(part, patternOf)));
    return parts && `(?:${parts.join('|')})`;
  }
  if (lang.kind === 'not') {
    const part = atStart(lang.parts[0], patternOf);
    return part && `(?!${part})`;
  }
  if (isEverything(lang)) return '';
  const exact = consuming(lang, true);
  return exact && `(?=${exact}$)`;
}

/** Consumes exactly the words; only at the end of a text can a conjunction or a complement be asserted by looking ahead. */
function consuming(lang: Lang, isLast: boolean): string | undefined {
  switch (lang.kind) {
    case 'none':
      return '(?!)';
    case 'eps':
      return '(?:)';
    case 'set':
      return charClass(lang.set);
    case 'cat': {
      const [first, second] = lang.parts;
      return all([consuming(first, false), consuming(second, isLast)])?.join('');
    }
    case 'or': {
      const parts = all(lang.parts.map((part) => consuming(part, isLast)));
      return parts && `(?:${parts.join('|')})`;
    }
    case 'rep': {
      const part = consuming(lang.parts[0], false);
      return part && `(?:${part})${quantifier(lang.min, lang.max)}`;
    }
    case 'and': {
      const parts = isLast ? all(lang.parts.map((part) => consuming(part, true))) : undefined;
      return parts && `${parts.map((part) => `(?=${part}$)`).join('')}[\\s\\S]*`;
    }
    case 'not': {
      const part = isLast ? consuming(lang.parts[0], true) : undefined;
      return part && `(?!${part}$)[\\s\\S]*`;
    }
    case 'rec':
      return undefined;
  }
}

const isEverything = ({ kind, parts, min, max }: Lang): boolean =>
  kind === 'rep' && min === 0 && max === Number.POSITIVE_INFINITY && parts[0]?.kind === 'set' && isAny(parts[0].set);

// Surrogates are in no text, so that "any character" comes in two ranges.
const isAny = (set: CharSet): boolean => set.length === 4 && set[0] === 0 && set[1] === 0xd7ff && set[3] === 0x10ffff;

function all(parts: readonly (string | undefined)[]): readonly string[] | undefined {
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

function quantifier(min: number, max: number): string {
  if (max === Number.POSITIVE_INFINITY) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

function charClass(set: CharSet): string {
  if (isAny(set)) return '[\\s\\S]';
  const ranges: string[] = [];
  for (let at = 0; at < set.length; at += 2) {
    const [from = 0, to = from] = [set[at], set[at + 1]];
    ranges.push(from === to ? char(from) : `${char(from)}-${char(to)}`);
  }
  return set.length === 2 && set[0] === set[1] ? char(set[0] ?? 0) : `[${ranges.join('')}]`;
}

const char = (code: number): string => {
  const text = String.fromCodePoint(code);
  if (/^[A-Za-z0-9_ ]$/.test(text)) return text;
  const hexadecimal = code.toString(16);
  // Up to four digits the escape means the same without the `u` flag.
  return code > 0xffff ? `\\u{${hexadecimal}}` : `\\u${hexadecimal.padStart(4, '0')}`;
};

/** The text itself, as a pattern. */
const literal = (text: string): string => [...text].map((one) => char(one.codePointAt(0) ?? 0)).join('');

/** Two patterns in one may use the same group name, which is an error; nothing refers to one. */
const withoutGroupNames = (source: string): string =>
  source.replace(/\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\(\?<(?![=!])[^>]*>/g, (part) =>
    part.startsWith('(?<') ? '(?:' : part,
  );
