import { assertNever } from '../assert-never.ts';
import { type Formula, type Formulas, STRING } from './formula.ts';
import type { Lang, Languages } from './language.ts';
import { isSilentOn } from './restriction.ts';

/** The strings that a formula accepts, where that is a regular language. */
export function stringLanguage(
  formula: Formula,
  formulas: Formulas,
  languages: Languages,
  depth = 0,
): Lang | undefined {
  if (depth > 200) return undefined;
  const inner = (part: Formula): Lang | undefined => stringLanguage(part, formulas, languages, depth + 1);
  switch (formula.kind) {
    case 'false':
      return languages.none;
    case 'and':
    case 'or': {
      const parts: Lang[] = [];
      for (const part of formula.parts) {
        const lang = inner(part);
        if (!lang) return undefined;
        parts.push(lang);
      }
      return formula.kind === 'and' ? languages.and(...parts) : languages.or(...parts);
    }
    case 'lazy':
      // What names must be may itself speak of names, which a name has none of.
      if (isSilentOn(formula, STRING)) return formula.positive ? languages.all : languages.none;
      return inner(formulas.expand(formula));
    case 'types':
      return formula.mask & STRING ? languages.all : languages.none;
    case 'values': {
      const words = [...formula.values.values()].filter((value) => typeof value === 'string');
      const lang = languages.or(...words.map((word) => languages.literal(word)));
      return formula.positive ? lang : languages.not(lang);
    }
    case 'lang':
      return formula.lang;
    case 'length':
      return languages.rep(languages.any, formula.min, formula.max);
    case 'format':
    case 'pattern':
    case 'unknown':
      return undefined;
    // A string is of no other type, and has no members or items.
    case 'true':
    case 'min':
    case 'max':
    case 'multiple':
    case 'members':
    case 'every-member':
    case 'some-member':
    case 'items':
    case 'every-item':
    case 'some-item':
    case 'count':
    case 'unique':
      return languages.all;
    default:
      return assertNever(formula);
  }
}
