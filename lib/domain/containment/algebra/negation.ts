import { assertNever } from '../../assert-never.ts';
import type { Languages } from '../strings/languages.ts';
import { ARRAY, type Atom, EVERY_TYPE, type Formula, NUMBER, OBJECT, SIZED, STRING } from './formula.ts';
import type { Formulas } from './formulas.ts';

/** The rest of an atom's negation once the value is known to be of the atom's type. */
interface Counterpart {
  readonly type: number;
  readonly atom: Formula;
}

/** Negates formulas, each once: the negation is pushed inward, down to members and items. */
export class Negations {
  readonly #formulas: Formulas;
  readonly #languages: Languages;
  readonly #known = new Map<number, Formula>();
  readonly #counterparts = new Map<number, Counterpart>();

  constructor(formulas: Formulas, languages: Languages) {
    this.#formulas = formulas;
    this.#languages = languages;
  }

  /** The negation, if it was made. */
  known(formula: Formula): Formula | undefined {
    return this.#known.get(formula.id);
  }

  of(formula: Formula): Formula {
    const known = this.#known.get(formula.id);
    if (known) return known;
    const negation = this.#negate(formula);
    this.#known.set(formula.id, negation);
    this.#known.set(negation.id, this.#known.get(negation.id) ?? formula);
    return negation;
  }

  /** See `Formulas.opposite`. */
  opposite(formula: Formula, within: number): Formula | undefined {
    const counterpart = this.#counterparts.get(formula.id);
    if (counterpart && (within & ~counterpart.type) === 0) return counterpart.atom;
    return this.#known.get(formula.id);
  }

  #negate(formula: Formula): Formula {
    const formulas = this.#formulas;
    switch (formula.kind) {
      case 'true':
        return formulas.false;
      case 'false':
        return formulas.true;
      case 'and':
        return formulas.or(formula.parts.map((part) => this.of(part)));
      case 'or':
        return formulas.and(formula.parts.map((part) => this.of(part)));
      case 'lazy':
        return formulas.lazy(formula.definition, !formula.positive);
      case 'types':
        return formulas.types(EVERY_TYPE & ~formula.mask);
      case 'values':
        return formulas.values([...formula.values.values()], !formula.positive);
      case 'unknown': {
        const { reason, pointer, identity, positive } = formula;
        return formulas.unknownOf({ kind: 'unknown', reason, pointer, identity, positive: !positive });
      }
      default:
        return this.#negateAtom(formula);
    }
  }

  #negateAtom(formula: Atom): Formula {
    const formulas = this.#formulas;
    switch (formula.kind) {
      case 'min':
        return this.#pair(NUMBER, formula, formulas.max(formula.bound, !formula.exclusive));
      case 'max':
        return this.#pair(NUMBER, formula, formulas.min(formula.bound, !formula.exclusive));
      case 'multiple':
        return this.#pair(NUMBER, formula, formulas.multiple(formula.of, !formula.positive));
      case 'format':
        return this.#pair(STRING, formula, formulas.format(formula.format, !formula.positive));
      case 'pattern':
        return this.#pair(STRING, formula, formulas.pattern(formula.pattern, formula.pointer, !formula.positive));
      case 'every-member':
        return this.#pair(OBJECT, formula, formulas.someMember(formula.region, this.#notInside(formula.inner)));
      case 'some-member':
        return this.#pair(OBJECT, formula, formulas.everyMember(formula.region, this.#notInside(formula.inner)));
      case 'every-item':
        return this.#pair(ARRAY, formula, formulas.someItem(formula.from, formula.to, this.#notInside(formula.inner)));
      case 'some-item':
        return this.#pair(ARRAY, formula, formulas.everyItem(formula.from, formula.to, this.#notInside(formula.inner)));
      case 'unique':
        return this.#pair(ARRAY, formula, formulas.unique(!formula.positive));
      case 'lang':
        return this.#pair(STRING, formula, formulas.lang(this.#languages.not(formula.lang)));
      case 'length':
      case 'members':
      case 'items':
        return this.#outside(formula.min, formula.max, SIZED[formula.kind], (min, max) =>
          formulas.size(formula.kind, min, max),
        );
      case 'count':
        return this.#outside(formula.min, formula.max, ARRAY, (min, max) => formulas.count(formula.inner, min, max));
      default:
        return assertNever(formula);
    }
  }

  #only(type: number, formula: Formula): Formula {
    return this.#formulas.and([this.#formulas.types(type), formula]);
  }

  /** The negation of what holds inside a member or an item: written out only when someone looks at it. */
  #notInside(inner: Formula): Formula {
    if (inner.kind !== 'and' && inner.kind !== 'or') return this.of(inner);
    const known = this.#known.get(inner.id);
    if (known) return known;
    const negation = this.#formulas.lazy({
      key: `N${inner.id}`,
      expand: () => this.#negate(inner),
      expandNegation: () => inner,
    });
    this.#known.set(inner.id, negation);
    this.#known.set(negation.id, inner);
    return negation;
  }

  #pair(type: number, formula: Formula, atom: Formula): Formula {
    this.#counterparts.set(formula.id, { type, atom });
    this.#counterparts.set(atom.id, { type, atom: formula });
    return this.#only(type, atom);
  }

  #outside(min: number, max: number, type: number, make: (min: number, max: number) => Formula): Formula {
    const below = min > 0 ? [make(0, min - 1)] : [];
    const above = max < Number.POSITIVE_INFINITY ? [make(max + 1, Number.POSITIVE_INFINITY)] : [];
    return this.#only(type, this.#formulas.or([...below, ...above]));
  }
}
