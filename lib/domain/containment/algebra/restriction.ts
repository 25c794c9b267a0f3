import { type TypeMasks, typeBit } from './disjoint.ts';
import { ARRAY, type Atom, FALSE, type Formula, NULL, NUMBER, OBJECT, STRING, TRUE } from './formula.ts';
import type { Formulas } from './formulas.ts';

/** The JSON type that an atom speaks of. */
export const ATOM_TYPES = {
  min: NUMBER,
  max: NUMBER,
  multiple: NUMBER,
  lang: STRING,
  length: STRING,
  format: STRING,
  pattern: STRING,
  members: OBJECT,
  'every-member': OBJECT,
  'some-member': OBJECT,
  items: ARRAY,
  'every-item': ARRAY,
  'some-item': ARRAY,
  count: ARRAY,
  unique: ARRAY,
} as const satisfies Readonly<Record<Atom['kind'], number>>;

type AtomOf<Type extends number> = Extract<Atom, { kind: KindOf<Type> }>;
type KindOf<Type extends number> = {
  [Kind in Atom['kind']]: (typeof ATOM_TYPES)[Kind] extends Type ? Kind : never;
}[Atom['kind']];
export type NumberAtom = AtomOf<typeof NUMBER>;
export type StringAtom = AtomOf<typeof STRING>;
export type ObjectAtom = AtomOf<typeof OBJECT>;
export type ArrayAtom = AtomOf<typeof ARRAY>;

const TYPES_BY_KIND: Readonly<Partial<Record<Formula['kind'], number>>> = ATOM_TYPES;

/** Whether a formula is an atom that speaks of the type. */
export const isAtomOf = <Type extends number>(formula: Formula, type: Type): formula is AtomOf<Type> =>
  TYPES_BY_KIND[formula.kind] === type;

/** Formulas as they read among the values of one type. */
export class Restriction {
  readonly #formulas: Formulas;
  readonly #masks: TypeMasks;
  readonly #known = new Map<number, Formula>();

  constructor(formulas: Formulas, masks: TypeMasks) {
    this.#formulas = formulas;
    this.#masks = masks;
  }

  /** The formula as it reads for values of one type; atoms of other types hold. References stay unwritten. */
  of(formula: Formula, type: number): Formula {
    const key = formula.id * 128 + type;
    const known = this.#known.get(key);
    if (known) return known;
    const result = this.#restrict(formula, type);
    this.#known.set(key, result);
    return result;
  }

  #restrict(formula: Formula, type: number): Formula {
    const formulas = this.#formulas;
    switch (formula.kind) {
      case 'true':
      case 'false':
      case 'unknown':
        return formula;
      case 'and':
        return formulas.and(formula.parts.map((part) => this.of(part, type)));
      case 'or':
        return formulas.or(formula.parts.map((part) => this.of(part, type)));
      case 'types':
        return formula.mask & type ? formulas.true : formulas.false;
      case 'lazy':
        if (isSilentOn(formula, type)) return formula.positive ? formulas.true : formulas.false;
        return this.#masks.of(formula) & type ? formula : formulas.false;
      case 'values': {
        const own = [...formula.values.values()].filter((value) => typeBit(value) === type);
        if (type & (NULL | TRUE | FALSE)) return own.length > 0 === formula.positive ? formulas.true : formulas.false;
        return own.length === formula.values.size ? formula : formulas.values(own, formula.positive);
      }
      default:
        return ATOM_TYPES[formula.kind] === type ? formula : formulas.true;
    }
  }
}

/** Whether it is known without writing it out that the formula, or what it negates, holds for all values of a type. */
export const isSilentOn = ({ definition }: Extract<Formula, { kind: 'lazy' }>, type: number): boolean =>
  definition.only !== undefined && (definition.only & type) === 0;
