import type { Lang } from './lang.ts';
import type { Languages } from './languages.ts';
import { partsOf, type Regex, some, UnsupportedRegex, withParts } from './regex.ts';
import { searchedLanguage } from './regex-language.ts';
import { findsMatch } from './regex-match.ts';
import { parseRegex } from './regex-parser.ts';

/** A pattern that is not a regular language, or not one that we can find: mostly a single string can still be matched. */
export class OpaquePattern {
  readonly source: string;
  /** The construct that cannot be read. */
  readonly feature: string;
  readonly #regex: Regex | undefined;

  constructor(source: string, feature: string) {
    this.source = source;
    this.feature = feature;
    this.#regex = parsed(source);
  }

  /** Whether the pattern matches in the string; `undefined` if that is not known, or takes too many steps. */
  matches(text: string): boolean | undefined {
    return this.#regex && findsMatch(this.#regex, text);
  }

  /** A language in which words of the pattern are worth looking for: the pattern without what cannot be read. */
  nearby(languages: Languages): Lang {
    if (!this.#regex) return languages.all;
    try {
      return searchedLanguage(relaxed(this.#regex, groupsOf(this.#regex)), languages);
    } catch (error) {
      if (error instanceof UnsupportedRegex) return languages.all;
      throw error;
    }
  }
}

function parsed(source: string): Regex | undefined {
  try {
    return parseRegex(source);
  } catch (error) {
    if (error instanceof UnsupportedRegex) return undefined;
    throw error;
  }
}

type Groups = ReadonlyMap<number, Regex>;

function groupsOf(regex: Regex, found = new Map<number, Regex>()): Groups {
  if (regex.kind === 'group') found.set(regex.group, regex.part);
  for (const part of partsOf(regex)) groupsOf(part, found);
  return found;
}

const NOTHING: Regex = { kind: 'cat', parts: [] };
const isReference = ({ kind }: Regex): boolean => kind === 'back';

/**
 * A back-reference becomes the group that it repeats, and what a look-behind asks for is put in front of it: neither gives
 * the same words, both give some that are worth testing. An assertion that holds a reference is left out.
 */
function relaxed(regex: Regex, groups: Groups): Regex {
  if (regex.kind === 'back') {
    const group = groups.get(regex.group);
    return group && !some(group, isReference) ? group : NOTHING;
  }
  if (regex.kind === 'lookbehind') return regex.negated ? NOTHING : relaxed(regex.part, groups);
  if (regex.kind === 'lookahead' && some(regex, isReference)) return NOTHING;
  return withParts(
    regex,
    partsOf(regex).map((part) => relaxed(part, groups)),
  );
}
