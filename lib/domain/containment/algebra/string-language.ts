import { assertNever } from '../../assert-never.ts';
import type { Lang } from '../strings/lang.ts';
import type { Languages } from '../strings/languages.ts';
import { type Formula, STRING } from './formula.ts';
import type { Formulas } from './formulas.ts';
import { isSilentOn } from './restriction.ts';

/** References that lead from one to the next; more would endanger the call stack. */
const MAX_DEPTH = 200;

/** Tells of formulas which strings they accept; of each once, on however many paths it is reached. */
export class StringLanguages {
  readonly #formulas: Formulas;
  readonly #languages: Languages;
  readonly #known = new Map<number, Lang>();

  constructor(formulas: Formulas, languages: Languages) {
    this.#formulas = formulas;
    this.#languages = languages;
  }

  /** The strings that a formula accepts; `undefined` if they are not a regular language. Throws `OutOfBudget`. */
  of(formula: Formula, depth = 0): Lang | undefined {
    const known = this.#known.get(formula.id);
    // A language that is unknown for a part is unknown for the whole: so only a language is ever asked for again.
    if (known || depth > MAX_DEPTH) return known;
    this.#languages.budget.spend(1);
    const lang = this.#read(formula, depth + 1);
    if (lang) this.#known.set(formula.id, lang);
    return lang;
  }

  #join(kind: 'and' | 'or', formulas: readonly Formula[], depth: number): Lang | undefined {
    const parts: Lang[] = [];
    for (const formula of formulas) {
      const lang = this.of(formula, depth);
      if (!lang) return undefined;
      parts.push(lang);
    }
    return kind === 'and' ? this.#languages.and(...parts) : this.#languages.or(...parts);
  }

  #read(formula: Formula, depth: number): Lang | undefined {
    const languages = this.#languages;
    switch (formula.kind) {
      case 'false':
        return languages.none;
      case 'and':
      case 'or':
        return this.#join(formula.kind, formula.parts, depth);
      case 'lazy':
        // The condition on names may be about names of members in turn, and a string has no members.
        if (isSilentOn(formula, STRING)) return formula.positive ? languages.all : languages.none;
        return this.of(this.#formulas.expand(formula), depth);
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
}
