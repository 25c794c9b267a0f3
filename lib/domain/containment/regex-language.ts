import { complement } from './char-set.ts';
import type { Lang, Languages } from './language.ts';
import { parseRegex, type Regex, UnsupportedRegex, WORD } from './regex-syntax.ts';

// What stands before the current position decides what `^` and `\b` mean there.
type Before = 'start' | 'word' | 'other' | 'any';
type Rest = (before: Before) => Lang;

const MAX_UNROLLED = 64;

/**
 * The strings in which the pattern finds a match (unanchored, as JSON Schema searches). Assertions are exact: what
 * follows a look-ahead is intersected with it. Throws `UnsupportedRegex` for what is no regular language.
 */
export function searchLanguage(source: string, languages: Languages): Lang {
  const regex = parseRegex(source);
  const translator = new Translator(languages, hasBoundary(regex));
  return translator.search(regex);
}

class Translator {
  readonly #languages: Languages;
  readonly #boundaries: boolean;
  readonly #word: Lang;
  readonly #other: Lang;

  constructor(languages: Languages, boundaries: boolean) {
    this.#languages = languages;
    this.#boundaries = boundaries;
    this.#word = languages.set(WORD);
    this.#other = languages.set(complement(WORD));
  }

  search(regex: Regex): Lang {
    const { all, any } = this.#languages;
    const end: Rest = () => all;
    const atStart = this.#translate(regex, 'start', end);
    if (this.#boundaries)
      return this.#languages.or(
        atStart,
        this.#cat(all, this.#word, this.#translate(regex, 'word', end)),
        this.#cat(all, this.#other, this.#translate(regex, 'other', end)),
      );
    const later = this.#translate(regex, 'any', end);
    return later === atStart
      ? this.#languages.cat(all, later)
      : this.#languages.or(atStart, this.#cat(any, all, later));
  }

  #cat(...parts: readonly Lang[]): Lang {
    return parts.reduceRight((rest, part) => this.#languages.cat(part, rest), this.#languages.eps);
  }

  #translate(regex: Regex, before: Before, rest: Rest): Lang {
    const { and, not, none, eps } = bind(this.#languages);
    switch (regex.kind) {
      case 'set':
        return this.#consume(this.#languages.set(regex.set), before, rest);
      case 'cat':
        return regex.parts.reduceRight<Rest>(
          (following, part) => memo((at) => this.#translate(part, at, following)),
          rest,
        )(before);
      case 'alt': {
        const shared = memo(rest);
        return this.#languages.or(...regex.parts.map((part) => this.#translate(part, before, shared)));
      }
      case 'rep':
        return this.#repeat(regex, before, memo(rest));
      case 'start':
        return before === 'start' ? rest(before) : none;
      case 'end':
        return and(rest(before), eps);
      case 'boundary': {
        const next = before === 'word' ? this.#other : this.#word;
        const edge = this.#languages.cat(next, this.#languages.all);
        const there = before === 'word' ? this.#languages.or(eps, edge) : edge;
        return and(rest(before), regex.negated ? not(there) : there);
      }
      case 'ahead': {
        const seen = this.#translate(regex.part, before, () => this.#languages.all);
        return and(rest(before), regex.negated ? not(seen) : seen);
      }
    }
  }

  /** Words of `lang`, then the rest, which may depend on whether and with what such a word ended. */
  #consume(lang: Lang, before: Before, rest: Rest): Lang {
    const { or, and, not, cat, all, eps, none } = bind(this.#languages);
    const stay = lang.nullable ? rest(before) : none;
    if (!this.#boundaries) {
      const after = rest('any');
      return !lang.nullable || stay === after ? cat(lang, after) : or(stay, cat(and(lang, not(eps)), after));
    }
    return or(
      stay,
      cat(and(lang, cat(all, this.#word)), rest('word')),
      cat(and(lang, cat(all, this.#other)), rest('other')),
    );
  }

  #repeat(regex: Extract<Regex, { kind: 'rep' }>, before: Before, rest: Rest): Lang {
    const { part, min, max } = regex;
    if (isPure(part)) return this.#consume(this.#languages.rep(this.#pure(part), min, max), before, rest);
    const unrolled = max === Number.POSITIVE_INFINITY ? min : max;
    if (unrolled > MAX_UNROLLED) throw new UnsupportedRegex('an assertion inside a long repetition');
    let following: Rest = rest;
    if (max === Number.POSITIVE_INFINITY) following = this.#loop(part, rest);
    else
      for (let count = min; count < max; count++) {
        const inner = following;
        following = memo((at) => this.#languages.or(rest(at), this.#translate(part, at, inner)));
      }
    for (let count = 0; count < min; count++) {
      const inner = following;
      following = memo((at) => this.#translate(part, at, inner));
    }
    return following(before);
  }

  #loop(part: Regex, rest: Rest): Rest {
    if (minLength(part) === 0) throw new UnsupportedRegex('an assertion inside a repetition that may be empty');
    const loop: Rest = memo((at) =>
      this.#languages.recursive(rest(at).nullable, () => this.#languages.or(rest(at), this.#translate(part, at, loop))),
    );
    return loop;
  }

  #pure(regex: Regex): Lang {
    switch (regex.kind) {
      case 'set':
        return this.#languages.set(regex.set);
      case 'cat':
        return this.#cat(...regex.parts.map((part) => this.#pure(part)));
      case 'alt':
        return this.#languages.or(...regex.parts.map((part) => this.#pure(part)));
      case 'rep':
        return this.#languages.rep(this.#pure(regex.part), regex.min, regex.max);
      default:
        throw new TypeError(`${regex.kind} consumes nothing`);
    }
  }
}

const bind = (languages: Languages) => ({
  or: languages.or.bind(languages),
  and: languages.and.bind(languages),
  not: languages.not.bind(languages),
  cat: languages.cat.bind(languages),
  all: languages.all,
  eps: languages.eps,
  none: languages.none,
});

function memo(rest: Rest): Rest {
  const known = new Map<Before, Lang>();
  return (before) => {
    const found = known.get(before);
    if (found) return found;
    const made = rest(before);
    known.set(before, made);
    return made;
  };
}

function isPure(regex: Regex): boolean {
  if (regex.kind === 'cat' || regex.kind === 'alt') return regex.parts.every(isPure);
  return regex.kind === 'rep' ? isPure(regex.part) : regex.kind === 'set';
}

function hasBoundary(regex: Regex): boolean {
  if (regex.kind === 'cat' || regex.kind === 'alt') return regex.parts.some(hasBoundary);
  return regex.kind === 'rep' || regex.kind === 'ahead' ? hasBoundary(regex.part) : regex.kind === 'boundary';
}

function minLength(regex: Regex): number {
  if (regex.kind === 'set') return 1;
  if (regex.kind === 'cat') return regex.parts.reduce((sum, part) => sum + minLength(part), 0);
  if (regex.kind === 'alt') return Math.min(...regex.parts.map(minLength));
  return regex.kind === 'rep' ? regex.min * minLength(regex.part) : 0;
}
