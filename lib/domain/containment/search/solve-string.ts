import { assertNever } from '../../assert-never.ts';
import { FORMAT_SAMPLES } from '../algebra/formats.ts';
import { type Formula, STRING } from '../algebra/formula.ts';
import { type Algebra, holds } from '../algebra/holds.ts';
import { isAtomOf } from '../algebra/restriction.ts';
import type { Lang } from '../strings/lang.ts';
import { variedWords } from '../strings/varied-words.ts';
import { LanguageTooHard } from '../strings/word-search.ts';
import { type Doubt, EMPTY, found, type Outcome, unsure } from './outcome.ts';

/** The tests of a string that need no language. */
type Test = Extract<Formula, { kind: 'format' | 'pattern' }>;

/** A string that satisfies all atoms. */
export function solveString(atoms: readonly Formula[], algebra: Algebra): Outcome {
  return new StringSearch(atoms, algebra).run();
}

class StringSearch {
  readonly #atoms: readonly Formula[];
  readonly #algebra: Algebra;
  readonly #langs: Lang[] = [];
  readonly #avoid = new Set<string>();
  readonly #tests: Test[] = [];
  #min = 0;
  #max = Number.POSITIVE_INFINITY;

  constructor(atoms: readonly Formula[], algebra: Algebra) {
    this.#atoms = atoms;
    this.#algebra = algebra;
    for (const atom of atoms) {
      if (atom.kind === 'values')
        for (const value of atom.values.values()) if (typeof value === 'string') this.#avoid.add(value);
      if (!isAtomOf(atom, STRING)) continue;
      switch (atom.kind) {
        case 'length':
          [this.#min, this.#max] = [Math.max(this.#min, atom.min), Math.min(this.#max, atom.max)];
          break;
        case 'lang':
          this.#langs.push(atom.lang);
          break;
        case 'format':
        case 'pattern':
          this.#tests.push(atom);
          break;
        default:
          assertNever(atom);
      }
    }
  }

  run(): Outcome {
    if (this.#min > this.#max || this.#contradicts()) return EMPTY;
    const word = this.#shortest();
    if (word === undefined) return EMPTY;
    if (word !== TOO_HARD && this.#tests.length === 0) return found(word);
    for (const text of this.#candidates(word)) if (this.#fits(text)) return found(text);
    const { reason, pointer } = this.#doubt();
    return unsure(reason, pointer);
  }

  /** The same condition is asked for and excluded: whatever it is, nothing satisfies both. */
  #contradicts(): boolean {
    const opposites = this.#tests.map((test) => this.#algebra.formulas.not(test));
    return opposites.some((opposite) =>
      this.#tests.some((test) => opposite.kind === 'and' && opposite.parts.includes(test)),
    );
  }

  #shortest(): string | typeof TOO_HARD | undefined {
    const { languages } = this.#algebra;
    try {
      const lengths = { min: this.#min, max: this.#max };
      return languages.findWord(languages.and(...this.#langs), { ...lengths, avoid: this.#avoid });
    } catch (error) {
      if (error instanceof LanguageTooHard) return TOO_HARD;
      throw error;
    }
  }

  /** Strings that may do, the likeliest first. */
  *#candidates(word: string | typeof TOO_HARD): Generator<string> {
    const { formulas, languages } = this.#algebra;
    for (const atom of this.#atoms) yield* formulas.offeredFor(atom);
    if (word !== TOO_HARD) yield word;
    for (const test of this.#tests) if (test.kind === 'format') yield* FORMAT_SAMPLES.get(test.format) ?? [];
    const patterns = this.#tests.flatMap((test) =>
      test.kind === 'pattern' && test.positive ? [test.pattern.nearby(languages)] : [],
    );
    if (word !== TOO_HARD) yield* this.#varied(languages.and(...this.#langs, ...patterns));
    // Too many conditions for one automaton: a word that satisfies one of them may satisfy the others.
    else for (const lang of this.#langs) yield* this.#varied(languages.and(lang, ...patterns));
  }

  *#varied(lang: Lang): Generator<string> {
    try {
      yield* variedWords(lang, { min: this.#min, max: this.#max }, this.#algebra.languages);
    } catch (error) {
      if (!(error instanceof LanguageTooHard)) throw error;
    }
  }

  #fits(text: string): boolean {
    return this.#atoms.every((atom) => holds(atom, text, this.#algebra) === true);
  }

  #doubt(): Doubt {
    for (const test of this.#tests)
      if (test.kind === 'pattern') return { reason: `pattern uses ${test.pattern.feature}`, pointer: test.pointer };
    const [format] = this.#tests;
    return {
      reason:
        format?.kind === 'format'
          ? `format ${format.format} is asserted and has no exact language`
          : 'the patterns together are too large to search',
    };
  }
}

const TOO_HARD = Symbol('too hard');
