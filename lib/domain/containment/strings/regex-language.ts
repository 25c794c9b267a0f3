import { type CharSet, complement } from './char-set.ts';
import type { Lang } from './lang.ts';
import type { Languages } from './languages.ts';
import { isPure, languageOf } from './pure-regex.ts';
import { partsOf, type Regex, type Repetition, some, UnsupportedRegex } from './regex.ts';
import { WORD } from './regex-characters.ts';
import { parseRegex } from './regex-parser.ts';
import { type Position, Positions } from './regex-positions.ts';
import { withoutReferences } from './regex-references.ts';
import { LanguageTooHard } from './word-search.ts';

type Rest = (at: Position) => Lang;

const MAX_UNROLLED = 256;
/** Parts looked at, each once for each position that it may begin at. */
const MAX_TRANSLATED = 10_000;
const INFINITY = Number.POSITIVE_INFINITY;

/**
 * The strings in which the pattern finds a match (unanchored, as JSON Schema searches). Assertions are exact: what
 * follows a look-ahead is intersected with it, and what precedes is followed up to where a look-behind asks for it.
 * Throws `UnsupportedRegex` for what is not a regular language, at once and not when the language is looked at.
 */
export function searchLanguage(source: string, languages: Languages): Lang {
  const regex = parseRegex(source);
  return searchedLanguage(withoutReferences(regex) ?? regex, languages);
}

/** The same of a pattern that was parsed. */
export function searchedLanguage(regex: Regex, languages: Languages): Lang {
  try {
    return new Translator(regex, languages).search();
  } catch (error) {
    if (error instanceof LanguageTooHard)
      throw new UnsupportedRegex('look-behinds that tell too many characters apart');
    throw error;
  }
}

type Behind = Extract<Regex, { kind: 'lookahead' | 'lookbehind' }>;

class Translator {
  readonly #regex: Regex;
  readonly #languages: Languages;
  readonly #boundaries: boolean;
  readonly #behind: readonly Behind[];
  readonly #positions: Positions;
  readonly #pending: (() => Lang)[] = [];
  #left = MAX_TRANSLATED;

  constructor(regex: Regex, languages: Languages) {
    this.#regex = regex;
    this.#languages = languages;
    this.#boundaries = some(regex, ({ kind }) => kind === 'boundary');
    this.#positions = new Positions(languages, this.#boundaries);
    this.#behind = lookBehinds(regex);
  }

  search(): Lang {
    const languages = this.#languages;
    const behind = this.#behind.map(({ part }) => endingWith(part, languages));
    const start = this.#positions.at({ before: 'start', hasMoved: true, behind });
    const lang = behind.length === 0 ? this.#searchApart(start) : this.#searchOn(start);
    // Loops are written out now: what cannot be read shows here, and not in the midst of a search.
    for (const define of this.#pending) define();
    return lang;
  }

  /** A match at the start, or one behind whatever text ends as a position asks for. */
  #searchApart(start: Position): Lang {
    const { or, cat, set, all, any } = bind(this.#languages);
    const from = (before: Position['before']): Lang =>
      this.#translate(this.#regex, this.#positions.at({ ...start, before }), () => all);
    const atStart = from('start');
    if (this.#boundaries)
      return or(atStart, cat(all, cat(set(WORD), from('word'))), cat(all, cat(set(complement(WORD)), from('other'))));
    const later = from('any');
    return later === atStart ? cat(all, later) : or(atStart, cat(any, cat(all, later)));
  }

  /** A match here, or one further on. */
  #searchOn(start: Position): Lang {
    const languages = this.#languages;
    const search: Rest = memo((at) => {
      const here = this.#translate(this.#regex, at, () => languages.all);
      return this.#defined(here.nullable, () => languages.or(here, this.#advance(at, languages.any.set, search)));
    });
    return search(start);
  }

  #defined(nullable: boolean, define: () => Lang): Lang {
    let made: Lang | undefined;
    const once = (): Lang => {
      made ??= define();
      return made;
    };
    this.#pending.push(once);
    return this.#languages.recursive(nullable, once);
  }

  #translate(regex: Regex, at: Position, rest: Rest): Lang {
    if (--this.#left < 0) throw new UnsupportedRegex('assertions in too many combinations');
    const { and, none, eps } = bind(this.#languages);
    switch (regex.kind) {
      case 'set':
        return this.#advance(at, regex.set, rest);
      case 'cat':
        return regex.parts.reduceRight<Rest>(
          (following, part) => memo((there) => this.#translate(part, there, following)),
          rest,
        )(at);
      case 'alt': {
        const shared = memo(rest);
        return this.#languages.or(...regex.parts.map((part) => this.#translate(part, at, shared)));
      }
      case 'group':
        return this.#translate(regex.part, at, rest);
      case 'rep':
        return this.#repeat(regex, at, memo(rest));
      case 'start':
        return at.before === 'start' ? rest(at) : none;
      case 'end':
        return and(rest(at), eps);
      case 'boundary':
        return this.#where(this.#boundaryAt(at), regex.negated, rest(at));
      case 'lookahead':
        return this.#where(
          this.#translate(regex.part, at, () => this.#languages.all),
          regex.negated,
          rest(at),
        );
      case 'lookbehind':
        return at.behind[this.#behind.indexOf(regex)]?.nullable === !regex.negated ? rest(at) : none;
      case 'back':
        throw new UnsupportedRegex('a back-reference');
    }
  }

  #where(condition: Lang, negated: boolean, rest: Lang): Lang {
    const { and, not } = bind(this.#languages);
    return and(rest, negated ? not(condition) : condition);
  }

  /** The characters that must follow for this to be the edge of a word. */
  #boundaryAt({ before }: Position): Lang {
    const { set, cat, or, all, eps } = bind(this.#languages);
    const edge = cat(set(before === 'word' ? complement(WORD) : WORD), all);
    return before === 'word' ? or(eps, edge) : edge;
  }

  /** One character of the set, then the rest as it reads behind that character. */
  #advance(at: Position, set: CharSet, rest: Rest): Lang {
    const { or, cat } = bind(this.#languages);
    return or(...[...this.#positions.behind(at, set)].map(([to, chars]) => cat(this.#languages.set(chars), rest(to))));
  }

  #repeat(regex: Repetition, at: Position, rest: Rest): Lang {
    const { part, min, max } = regex;
    if (this.#behind.length === 0 && isPure(part))
      return this.#consume(this.#languages.rep(languageOf(part, this.#languages), min, max), at, rest);
    if ((max === INFINITY ? min : max) > MAX_UNROLLED)
      throw new UnsupportedRegex('an assertion inside a long repetition');
    let following: Rest = rest;
    if (max === INFINITY) following = this.#loop(part, rest);
    else
      for (let count = min; count < max; count++) {
        const inner = following;
        following = memo((there) => this.#languages.or(rest(there), this.#round(part, there, inner)));
      }
    for (let count = 0; count < min; count++) {
      const inner = following;
      following = memo((there) => this.#translate(part, there, inner));
    }
    return following(at);
  }

  #loop(part: Regex, rest: Rest): Rest {
    const loop: Rest = memo((at) => {
      const left = rest(at);
      return this.#defined(left.nullable, () => this.#languages.or(left, this.#round(part, at, loop)));
    });
    return loop;
  }

  /** One more round than there must be, which counts only if it consumes something (ECMA-262, RepeatMatcher). */
  #round(part: Regex, at: Position, following: Rest): Lang {
    const begun = this.#positions.at({ ...at, hasMoved: false });
    return this.#translate(part, begun, (there) => (there.hasMoved ? following(there) : this.#languages.none));
  }

  /** Words of `lang`, then the rest, which may depend on whether and with what such a word ended. */
  #consume(lang: Lang, at: Position, rest: Rest): Lang {
    const { or, and, not, cat, all, eps, none, set } = bind(this.#languages);
    const stay = lang.nullable ? rest(at) : none;
    const after = (before: Position['before']): Lang =>
      rest(this.#positions.at({ before, hasMoved: true, behind: [] }));
    if (!this.#boundaries) {
      const moved = after('any');
      return !lang.nullable || stay === moved ? cat(lang, moved) : or(stay, cat(and(lang, not(eps)), moved));
    }
    const endingIn = (last: CharSet): Lang => and(lang, cat(all, set(last)));
    return or(stay, cat(endingIn(WORD), after('word')), cat(endingIn(complement(WORD)), after('other')));
  }
}

/** The strings of which an end is matched: there a look-behind holds. What looks past that end is not followed. */
function endingWith(part: Regex, languages: Languages): Lang {
  if (some(part, ({ kind }) => kind === 'lookahead' || kind === 'end' || kind === 'boundary'))
    throw new UnsupportedRegex('a look-behind that looks ahead');
  return searchedLanguage({ kind: 'cat', parts: [part, { kind: 'end' }] }, languages);
}

const bind = (languages: Languages) => ({
  or: languages.or.bind(languages),
  and: languages.and.bind(languages),
  not: languages.not.bind(languages),
  cat: languages.cat.bind(languages),
  rep: languages.rep.bind(languages),
  set: languages.set.bind(languages),
  all: languages.all,
  any: languages.any,
  eps: languages.eps,
  none: languages.none,
});

function memo(rest: Rest): Rest {
  const known = new Map<Position, Lang>();
  return (at) => {
    const found = known.get(at);
    if (found) return found;
    const made = rest(at);
    known.set(at, made);
    return made;
  };
}

/** Those of a pattern, not those inside one of them. */
function lookBehinds(regex: Regex): readonly Behind[] {
  if (regex.kind === 'lookbehind') return [regex];
  return partsOf(regex).flatMap(lookBehinds);
}
