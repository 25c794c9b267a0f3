import { assertNever } from '../../assert-never.ts';
import { isJsonArray, isJsonNumber, isJsonObject, type JsonValue } from '../../schema/json.ts';
import type { Budget } from '../budget.ts';
import type { Languages } from '../strings/languages.ts';
import { typeBit } from './disjoint.ts';
import { isFormat } from './formats.ts';
import type { Formula } from './formula.ts';
import type { Formulas } from './formulas.ts';
import { compare, isMultiple, toRational } from './rational.ts';
import { inRegion } from './region.ts';
import type { ArrayAtom, NumberAtom, ObjectAtom, StringAtom } from './restriction.ts';
import { valueKey } from './value-key.ts';

export interface Algebra {
  readonly budget: Budget;
  readonly formulas: Formulas;
  readonly languages: Languages;
}

/** Whether a value satisfies a formula; `undefined` if the formula cannot say. */
export function holds(formula: Formula, value: JsonValue, algebra: Algebra): boolean | undefined {
  return new Place(value, algebra).holds(formula);
}

class Place {
  readonly #value: JsonValue;
  readonly #algebra: Algebra;
  readonly #known = new Map<number, boolean | undefined>();
  readonly #inside = new Map<string | number, Place>();
  #key: string | undefined;

  constructor(value: JsonValue, algebra: Algebra) {
    this.#value = value;
    this.#algebra = algebra;
  }

  holds(formula: Formula): boolean | undefined {
    if (this.#known.has(formula.id)) return this.#known.get(formula.id);
    // A reference that leads to itself on the spot adds nothing, see `Formulas.expand`.
    if (formula.kind === 'lazy') this.#known.set(formula.id, formula.positive);
    this.#algebra.budget.spend(1 / 4);
    const answer = this.#decide(formula);
    this.#known.set(formula.id, answer);
    return answer;
  }

  #decide(formula: Formula): boolean | undefined {
    const value = this.#value;
    switch (formula.kind) {
      case 'true':
        return true;
      case 'false':
        return false;
      case 'and':
        return every(formula.parts, (part) => this.holds(part));
      case 'or':
        return negate(every(formula.parts, (part) => negate(this.holds(part))));
      case 'lazy':
        return this.holds(this.#algebra.formulas.expand(formula));
      case 'types':
        return (typeBit(value) & formula.mask) !== 0;
      case 'values':
        this.#key ??= valueKey(value);
        return formula.values.has(this.#key) === formula.positive;
      case 'unknown':
        return undefined;
      case 'min':
      case 'max':
      case 'multiple':
        return isJsonNumber(value) ? this.#numeric(formula, value) : true;
      case 'lang':
      case 'length':
      case 'format':
      case 'pattern':
        return typeof value === 'string' ? this.#textual(formula, value) : true;
      case 'members':
      case 'every-member':
      case 'some-member':
        return isJsonObject(value) ? this.#object(formula, value) : true;
      case 'items':
      case 'every-item':
      case 'some-item':
      case 'count':
      case 'unique':
        return isJsonArray(value) ? this.#array(formula, value) : true;
      default:
        return assertNever(formula);
    }
  }

  #numeric(formula: NumberAtom, value: Parameters<typeof toRational>[0]): boolean {
    const exact = toRational(value);
    if (formula.kind === 'multiple') return isMultiple(exact, formula.of) === formula.positive;
    const side = compare(exact, formula.bound) * (formula.kind === 'min' ? 1 : -1);
    return formula.exclusive ? side > 0 : side >= 0;
  }

  #textual(formula: StringAtom, text: string): boolean | undefined {
    if (formula.kind === 'lang') return this.#algebra.languages.has(formula.lang, text);
    if (formula.kind === 'format') {
      const answer = isFormat(formula.format, text);
      return answer === undefined ? undefined : answer === formula.positive;
    }
    if (formula.kind === 'pattern') {
      const answer = formula.pattern.matches(text);
      return answer === undefined ? undefined : answer === formula.positive;
    }
    const length = [...text].length;
    return formula.min <= length && length <= formula.max;
  }

  #object(formula: ObjectAtom, value: { readonly [name: string]: JsonValue }): boolean | undefined {
    const names = Object.keys(value);
    if (formula.kind === 'members') return formula.min <= names.length && names.length <= formula.max;
    const { region, inner } = formula;
    this.#algebra.budget.spend(names.length / 8);
    const covered = names.filter((name) => inRegion(region, name, this.#algebra.languages));
    const at = (name: string): boolean | undefined => this.#at(name, value[name] ?? null).holds(inner);
    return formula.kind === 'every-member' ? every(covered, at) : negate(every(covered, (name) => negate(at(name))));
  }

  #array(formula: ArrayAtom, value: readonly JsonValue[]): boolean | undefined {
    this.#algebra.budget.spend(value.length / 8);
    const at = (index: number, inner: Formula): boolean | undefined =>
      this.#at(index, value[index] ?? null).holds(inner);
    switch (formula.kind) {
      case 'items':
        return formula.min <= value.length && value.length <= formula.max;
      case 'unique':
        return (new Set(value.map(valueKey)).size === value.length) === formula.positive;
      case 'every-item':
      case 'some-item': {
        const covered = [...value.keys()].slice(formula.from, formula.to);
        return formula.kind === 'every-item'
          ? every(covered, (index) => at(index, formula.inner))
          : negate(every(covered, (index) => negate(at(index, formula.inner))));
      }
      case 'count': {
        const answers = [...value.keys()].map((index) => at(index, formula.inner));
        const sure = answers.filter((answer) => answer === true).length;
        const possible = sure + answers.filter((answer) => answer === undefined).length;
        if (possible < formula.min || sure > formula.max) return false;
        return sure >= formula.min && possible <= formula.max ? true : undefined;
      }
      default:
        return assertNever(formula);
    }
  }

  #at(place: string | number, value: JsonValue): Place {
    const known = this.#inside.get(place);
    if (known) return known;
    const made = new Place(value, this.#algebra);
    this.#inside.set(place, made);
    return made;
  }
}

const negate = (answer: boolean | undefined): boolean | undefined => (answer === undefined ? undefined : !answer);

function every<T>(items: readonly T[], test: (item: T) => boolean | undefined): boolean | undefined {
  let unsure = false;
  for (const item of items) {
    const answer = test(item);
    if (answer === false) return false;
    if (answer === undefined) unsure = true;
  }
  return unsure ? undefined : true;
}
