import type { Lang } from './lang.ts';
import type { Languages } from './languages.ts';
import type { Regex } from './regex.ts';
import { some } from './regex.ts';

/** Whether the pattern is made of characters alone. */
export const isPure = (regex: Regex): boolean => !some(regex, ({ kind }) => !PURE.has(kind));
const PURE: ReadonlySet<Regex['kind']> = new Set(['set', 'cat', 'alt', 'group', 'rep']);

/** The strings of such a pattern, from their start to their end. */
export function languageOf(regex: Regex, languages: Languages): Lang {
  switch (regex.kind) {
    case 'set':
      return languages.set(regex.set);
    case 'cat':
      return regex.parts.reduceRight((rest, part) => languages.cat(languageOf(part, languages), rest), languages.eps);
    case 'alt':
      return languages.or(...regex.parts.map((part) => languageOf(part, languages)));
    case 'group':
      return languageOf(regex.part, languages);
    case 'rep':
      return languages.rep(languageOf(regex.part, languages), regex.min, regex.max);
    case 'start':
    case 'end':
    case 'boundary':
    case 'lookahead':
    case 'lookbehind':
    case 'back':
      throw new TypeError(`${regex.kind} consumes nothing`);
  }
}
