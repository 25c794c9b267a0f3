import type { JsonValue } from '../../schema/json.ts';
import type { Budget } from '../budget.ts';
import type { Lang, Languages } from '../strings/language.ts';
import type { OpaquePattern } from '../strings/opaque-pattern.ts';
import type { Rational } from './rational.ts';
import { isEmptyRegion, type Region, regionKey } from './region.ts';
import { valueKey } from './value-key.ts';

/** Bits of the JSON types; `true` and `false` are types of their own, since each has one value. */
export const NULL = 1;
export const FALSE = 2;
export const TRUE = 4;
export const NUMBER = 8;
export const STRING = 16;
export const ARRAY = 32;
export const OBJECT = 64;
export const EVERY_TYPE = 127;

/** A finite set of values, by `valueKey`. */
type Values = ReadonlyMap<string, JsonValue>;

/** Says something about one JSON value. Atoms of one type hold for every value of the other types. */
export type Shape =
  | { readonly kind: 'true' | 'false' }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Formula[] }
  | { readonly kind: 'lazy'; readonly definition: Definition; readonly positive: boolean }
  | { readonly kind: 'types'; readonly mask: number }
  | { readonly kind: 'values'; readonly values: Values; readonly positive: boolean }
  | { readonly kind: 'min' | 'max'; readonly bound: Rational; readonly exclusive: boolean }
  | { readonly kind: 'multiple'; readonly of: Rational; readonly positive: boolean }
  | { readonly kind: 'lang'; readonly lang: Lang }
  | { readonly kind: 'length'; readonly min: number; readonly max: number }
  | { readonly kind: 'format'; readonly format: string; readonly positive: boolean }
  /** A pattern without an exact language; of one text it is one condition wherever it stands. */
  | {
      readonly kind: 'pattern';
      readonly pattern: OpaquePattern;
      /** Where it was met first. */
      readonly pointer: string;
      readonly positive: boolean;
    }
  | { readonly kind: 'every-member' | 'some-member'; readonly region: Region; readonly inner: Formula }
  | { readonly kind: 'members'; readonly min: number; readonly max: number }
  | { readonly kind: 'items'; readonly min: number; readonly max: number }
  | { readonly kind: 'every-item' | 'some-item'; readonly from: number; readonly to: number; readonly inner: Formula }
  | { readonly kind: 'count'; readonly inner: Formula; readonly min: number; readonly max: number }
  | { readonly kind: 'unique'; readonly positive: boolean }
  | {
      readonly kind: 'unknown';
      readonly reason: string;
      readonly pointer: string;
      /** Unknowns of one identity are one condition, whatever it is. */
      readonly identity: string;
      readonly positive: boolean;
    };

export type Formula = Shape & { readonly id: number };

/** Formulas that say something about the values of one type, and hold for all others. */
export type Atom = Exclude<
  Formula,
  { kind: 'true' | 'false' | 'and' | 'or' | 'lazy' | 'types' | 'values' | 'unknown' }
>;

/** A formula that is written out only when someone looks at it: a reference, a closed place, a projection. */
export interface Definition {
  readonly key: string;
  readonly expand: () => Formula;
  /** The negation, where it has a better form than the negated expansion. */
  readonly expandNegation?: () => Formula;
  /** The types of which it says something, where that is known without writing it out: values of others satisfy it. */
  readonly only?: number;
  /** Formulas that follow from this one and are known without writing it out. */
  readonly implies?: () => readonly Formula[];
  /** A formula that this one follows from: where it holds, the negation need not be written out. */
  readonly impliedBy?: Formula;
  /** The branches of a `oneOf`. It says nothing for certain of one of them, and telling how it reads looks into all. */
  readonly exactlyOneOf?: { readonly branches: readonly Formula[]; readonly areApart: () => boolean };
  /** Of a place in a document: the member names that its schemas mention. */
  readonly known?: () => readonly Region[];
}

/** What is left of an atom's negation once it is known that the value is of the atom's type. */
interface Counterpart {
  readonly type: number;
  readonly atom: Formula;
}

/** Makes formulas hash-consed: structurally equal ones are one object. */
export class Formulas {
  readonly true: Formula;
  readonly false: Formula;
  readonly #table = new Map<string, Formula>();
  readonly #negations = new Map<number, Formula>();
  readonly #expansions = new Map<number, Formula>();
  readonly #counterparts = new Map<number, Counterpart>();
  readonly #languages: Languages;
  readonly #budget: Budget;
  readonly #offered = new Map<number, readonly string[]>();
  #count = 0;

  constructor(languages: Languages, budget: Budget) {
    this.#languages = languages;
    this.#budget = budget;
    this.true = this.#intern('T', { kind: 'true' });
    this.false = this.#intern('F', { kind: 'false' });
  }

  and(parts: readonly Formula[]): Formula {
    const flat = this.#flatten(parts, 'and', this.false);
    if (!flat) return this.false;
    if (flat.length === 0) return this.true;
    if (flat.length === 1) return flat[0] as Formula;
    return this.#intern(`&${ids(flat)}`, { kind: 'and', parts: flat });
  }

  or(parts: readonly Formula[]): Formula {
    const flat = this.#flatten(parts, 'or', this.true);
    if (!flat) return this.true;
    if (flat.length === 0) return this.false;
    if (flat.length === 1) return flat[0] as Formula;
    return this.#intern(`|${ids(flat)}`, { kind: 'or', parts: flat });
  }

  /** Flat, sorted, without repetition; `undefined` where the absorbing element or a complement stands among them. */
  #flatten(parts: readonly Formula[], kind: 'and' | 'or', absorbing: Formula): Formula[] | undefined {
    const neutral = absorbing === this.true ? this.false : this.true;
    const seen = new Map<number, Formula>();
    const open = [...parts].reverse();
    this.#budget.spend(parts.length / 16);
    for (let part = open.pop(); part; part = open.pop()) {
      if (part === absorbing) return undefined;
      if (part.kind === kind) {
        this.#budget.spend(part.parts.length / 16);
        for (const inner of part.parts) open.push(inner);
      } else if (part !== neutral) seen.set(part.id, part);
    }
    for (const part of seen.values()) {
      const negation = this.#negations.get(part.id);
      if (negation && seen.has(negation.id)) return undefined;
    }
    return [...seen.values()].sort((a, b) => a.id - b.id);
  }

  lazy(definition: Definition, positive = true): Formula {
    return this.#intern(`L${positive ? '+' : '-'}${definition.key}`, { kind: 'lazy', definition, positive });
  }

  expand(formula: Formula): Formula {
    if (formula.kind !== 'lazy') return formula;
    const known = this.#expansions.get(formula.id);
    if (known) return known;
    const { definition } = formula;
    const whole = formula.positive
      ? definition.expand()
      : (definition.expandNegation?.() ?? this.not(this.expand(this.lazy(definition))));
    const closed = this.#withoutItself(whole, formula);
    this.#expansions.set(formula.id, closed);
    return closed;
  }

  /** A reference that leads to itself on the spot adds nothing: it reads as true, its negation as false. */
  #withoutItself(whole: Formula, self: Formula & { readonly kind: 'lazy' }): Formula {
    if (whole === self) return self.positive ? this.true : this.false;
    if (whole.kind !== 'and' && whole.kind !== 'or') return whole;
    const parts = whole.parts.map((part) => this.#withoutItself(part, self));
    if (parts.every((part, at) => part === whole.parts[at])) return whole;
    return whole.kind === 'and' ? this.and(parts) : this.or(parts);
  }

  types(mask: number): Formula {
    if (mask === EVERY_TYPE) return this.true;
    return mask === 0 ? this.false : this.#intern(`t${mask}`, { kind: 'types', mask });
  }

  values(values: readonly JsonValue[], positive = true): Formula {
    const map = new Map(values.map((value) => [valueKey(value), value]));
    if (map.size === 0) return positive ? this.false : this.true;
    const key = [...map.keys()].sort().join(' ');
    return this.#intern(`v${positive ? '+' : '-'}${key}`, { kind: 'values', values: map, positive });
  }

  min(bound: Rational, exclusive: boolean): Formula {
    return this.#intern(`>${bound.num}/${bound.den}${exclusive}`, { kind: 'min', bound, exclusive });
  }
  max(bound: Rational, exclusive: boolean): Formula {
    return this.#intern(`<${bound.num}/${bound.den}${exclusive}`, { kind: 'max', bound, exclusive });
  }
  multiple(of: Rational, positive = true): Formula {
    return this.#intern(`m${of.num}/${of.den}${positive}`, { kind: 'multiple', of, positive });
  }
  lang(lang: Lang): Formula {
    if (lang === this.#languages.all) return this.true;
    if (lang === this.#languages.none) return this.types(EVERY_TYPE & ~STRING);
    return this.#intern(`l${lang.id}`, { kind: 'lang', lang });
  }
  format(format: string, positive = true): Formula {
    return this.#intern(`f${positive}${format}`, { kind: 'format', format, positive });
  }
  pattern(pattern: OpaquePattern, pointer: string, positive = true): Formula {
    return this.#intern(`p${positive}${pattern.source}`, { kind: 'pattern', pattern, pointer, positive });
  }
  unique(positive = true): Formula {
    return this.#intern(`u${positive}`, { kind: 'unique', positive });
  }
  /**
   * A condition that cannot be read. Only what is written the same may be given the same `identity`: two that merely look
   * alike would cancel each other out, and one schema would pass for the other.
   */
  unknown(reason: string, pointer: string, identity = `#${this.#count}`): Formula {
    return this.#unknown({ kind: 'unknown', reason, pointer, identity, positive: true });
  }

  #unknown(shape: Extract<Shape, { kind: 'unknown' }>): Formula {
    return this.#intern(`?${shape.positive}${shape.identity}`, shape);
  }

  /** Bounds on a length or a number of members or items. */
  size(kind: 'length' | 'members' | 'items', min: number, max: number): Formula {
    if (min <= 0 && max === Number.POSITIVE_INFINITY) return this.true;
    if (min > max) return this.types(EVERY_TYPE & ~SIZED[kind]);
    return this.#intern(`${kind}${min},${max}`, { kind, min, max });
  }

  everyMember(region: Region, inner: Formula): Formula {
    if (inner === this.true || isEmptyRegion(region)) return this.true;
    return this.#intern(`A${regionKey(region)}:${inner.id}`, { kind: 'every-member', region, inner });
  }
  someMember(region: Region, inner: Formula): Formula {
    if (inner === this.false || isEmptyRegion(region)) return this.types(EVERY_TYPE & ~OBJECT);
    return this.#intern(`E${regionKey(region)}:${inner.id}`, { kind: 'some-member', region, inner });
  }

  /** Items at the positions from `from` to before `to`. */
  everyItem(from: number, to: number, inner: Formula): Formula {
    if (inner === this.true || from >= to) return this.true;
    return this.#intern(`I${from},${to}:${inner.id}`, { kind: 'every-item', from, to, inner });
  }
  someItem(from: number, to: number, inner: Formula): Formula {
    if (inner === this.false || from >= to) return this.types(EVERY_TYPE & ~ARRAY);
    return this.#intern(`J${from},${to}:${inner.id}`, { kind: 'some-item', from, to, inner });
  }

  /** Between `min` and `max` items are `inner`. */
  count(inner: Formula, min: number, max: number): Formula {
    if (min <= 0 && max === Number.POSITIVE_INFINITY) return this.true;
    if (min > max) return this.types(EVERY_TYPE & ~ARRAY);
    if (inner === this.true) return this.size('items', min, max);
    if (inner === this.false) return min > 0 ? this.types(EVERY_TYPE & ~ARRAY) : this.true;
    if (max === Number.POSITIVE_INFINITY && min === 1) return this.someItem(0, max, inner);
    if (max === 0) return this.everyItem(0, Number.POSITIVE_INFINITY, this.not(inner));
    return this.#intern(`K${min},${max}:${inner.id}`, { kind: 'count', inner, min, max });
  }

  not(formula: Formula): Formula {
    const known = this.#negations.get(formula.id);
    if (known) return known;
    const negation = this.#negate(formula);
    this.#negations.set(formula.id, negation);
    this.#negations.set(negation.id, this.#negations.get(negation.id) ?? formula);
    return negation;
  }

  #negate(formula: Formula): Formula {
    switch (formula.kind) {
      case 'true':
        return this.false;
      case 'false':
        return this.true;
      case 'and':
        return this.or(formula.parts.map((part) => this.not(part)));
      case 'or':
        return this.and(formula.parts.map((part) => this.not(part)));
      case 'lazy':
        return this.lazy(formula.definition, !formula.positive);
      case 'types':
        return this.types(EVERY_TYPE & ~formula.mask);
      case 'values':
        return this.values([...formula.values.values()], !formula.positive);
      case 'min':
        return this.#pair(NUMBER, formula, this.max(formula.bound, !formula.exclusive));
      case 'max':
        return this.#pair(NUMBER, formula, this.min(formula.bound, !formula.exclusive));
      case 'multiple':
        return this.#pair(NUMBER, formula, this.multiple(formula.of, !formula.positive));
      case 'format':
        return this.#pair(STRING, formula, this.format(formula.format, !formula.positive));
      case 'pattern':
        return this.#pair(STRING, formula, this.pattern(formula.pattern, formula.pointer, !formula.positive));
      case 'every-member':
        return this.#pair(OBJECT, formula, this.someMember(formula.region, this.#notInside(formula.inner)));
      case 'some-member':
        return this.#pair(OBJECT, formula, this.everyMember(formula.region, this.#notInside(formula.inner)));
      case 'every-item':
        return this.#pair(ARRAY, formula, this.someItem(formula.from, formula.to, this.#notInside(formula.inner)));
      case 'some-item':
        return this.#pair(ARRAY, formula, this.everyItem(formula.from, formula.to, this.#notInside(formula.inner)));
      case 'unique':
        return this.#pair(ARRAY, formula, this.unique(!formula.positive));
      case 'unknown': {
        const { reason, pointer, identity, positive } = formula;
        return this.#unknown({ kind: 'unknown', reason, pointer, identity, positive: !positive });
      }
      case 'lang':
        return this.#pair(STRING, formula, this.lang(this.#languages.not(formula.lang)));
      case 'length':
      case 'members':
      case 'items':
        return this.#outside(formula.min, formula.max, SIZED[formula.kind], (min, max) =>
          this.size(formula.kind, min, max),
        );
      case 'count':
        return this.#outside(formula.min, formula.max, ARRAY, (min, max) => this.count(formula.inner, min, max));
    }
  }

  /** Notes words that a schema itself offers for what an atom asks, where a search may not find any. */
  offer(atom: Formula, words: readonly string[]): void {
    const known = this.#offered.get(atom.id) ?? [];
    if (words.length > 0) this.#offered.set(atom.id, [...known, ...words].slice(0, MAX_OFFERED));
  }

  offeredFor(atom: Formula): readonly string[] {
    return this.#offered.get(atom.id) ?? [];
  }

  #only(type: number, formula: Formula): Formula {
    return this.and([this.types(type), formula]);
  }

  /** The negation of what holds inside a member or an item: written out only when someone looks at it. */
  #notInside(inner: Formula): Formula {
    if (inner.kind !== 'and' && inner.kind !== 'or') return this.not(inner);
    const known = this.#negations.get(inner.id);
    if (known) return known;
    const negation = this.lazy({ key: `N${inner.id}`, expand: () => this.#negate(inner), expandNegation: () => inner });
    this.#negations.set(inner.id, negation);
    this.#negations.set(negation.id, inner);
    return negation;
  }

  /**
   * The formula that is known to hold for exactly those values of the types `within` for which this one does not. That of
   * an atom speaks of one type only: a value of another type satisfies both.
   */
  opposite(formula: Formula, within: number): Formula | undefined {
    const counterpart = this.#counterparts.get(formula.id);
    if (counterpart && (within & ~counterpart.type) === 0) return counterpart.atom;
    return this.#negations.get(formula.id);
  }

  #pair(type: number, formula: Formula, atom: Formula): Formula {
    this.#counterparts.set(formula.id, { type, atom });
    this.#counterparts.set(atom.id, { type, atom: formula });
    return this.#only(type, atom);
  }

  #outside(min: number, max: number, type: number, make: (min: number, max: number) => Formula): Formula {
    const below = min > 0 ? [make(0, min - 1)] : [];
    const above = max < Number.POSITIVE_INFINITY ? [make(max + 1, Number.POSITIVE_INFINITY)] : [];
    return this.#only(type, this.or([...below, ...above]));
  }

  #intern(key: string, shape: Shape): Formula {
    const known = this.#table.get(key);
    if (known) return known;
    // The formula, and the key by which it is found again.
    this.#budget.keep(8 + key.length / 16 + ('parts' in shape ? shape.parts.length / 4 : 0));
    const formula: Formula = { ...shape, id: this.#count++ };
    this.#table.set(key, formula);
    return formula;
  }
}

/** Words that are kept of all that schemas offer for one condition. */
const MAX_OFFERED = 16;

const SIZED = { length: STRING, members: OBJECT, items: ARRAY } as const;

const ids = (formulas: readonly Formula[]): string => {
  let text = '';
  for (const { id } of formulas) text += `${id},`;
  return text;
};
