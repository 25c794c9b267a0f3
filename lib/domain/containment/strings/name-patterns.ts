import { Budget, OutOfBudget } from '../budget.ts';
import type { Lang } from './lang.ts';
import { Languages } from './languages.ts';
import { UnsupportedRegex } from './regex.ts';
import { searchLanguage } from './regex-language.ts';
import { LanguageTooHard } from './word-search.ts';

/** Derivative steps for all names of one comparison: what is not answered by then stays unknown. */
const STEPS = 2_000_000;

/**
 * Whether a stranger's pattern matches a name, in linear time: by the engine's own derivatives, never by backtracking.
 * `undefined` if the pattern has no exact language, or the steps are used up.
 */
export class NamePatterns {
  readonly #languages = new Languages(new Budget(STEPS));
  readonly #known = new Map<string, Lang | undefined>();

  matches(pattern: string, name: string): boolean | undefined {
    return this.#guard(() => {
      const lang = this.#known.has(pattern) ? this.#known.get(pattern) : this.#compile(pattern);
      return lang && this.#languages.has(lang, name);
    });
  }

  #compile(pattern: string): Lang | undefined {
    const lang = this.#guard(() => searchLanguage(pattern, this.#languages));
    this.#known.set(pattern, lang);
    return lang;
  }

  #guard<T>(run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      if (error instanceof UnsupportedRegex || error instanceof OutOfBudget || error instanceof LanguageTooHard)
        return undefined;
      throw error;
    }
  }
}
