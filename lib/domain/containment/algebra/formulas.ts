import type { JsonValue } from '../../schema/json.ts';
import type { Budget } from '../budget.ts';
import type { Lang } from '../strings/lang.ts';
import type { Languages } from '../strings/languages.ts';
import type { OpaquePattern } from '../strings/opaque-pattern.ts';
import { ARRAY, type Definition, EVERY_TYPE, type Formula, OBJECT, type Shape, SIZED, STRING } from './formula.ts';
import { Negations } from './negation.ts';
import type { Rational } from './rational.ts';
import { isEmptyRegion, type Region, regionKey } from './region.ts';
import { valueKey } from './value-key.ts';

/** Makes formulas hash-consed: structurally equal ones are one object. */
export class Formulas {
  readonly true: Formula;
  readonly false: Formula;
  readonly #table = new Map<string, Formula>();
  readonly #negations: Negations;
  readonly #expansions = new Map<number, Formula>();
  readonly #languages: Languages;
  readonly #budget: Budget;
  readonly #offered = new Map<number, readonly string[]>();
  #count = 0;

  constructor(languages: Languages, budget: Budget) {
    this.#languages = languages;
    this.#budget = budget;
    this.#negations = new Negations(this, languages);
    this.true = this.#intern('T', { kind: 'true' });
    this.false = this.#intern('F', { kind: 'false' });
  }

  and(parts: readonly Formula[]): Formula {
    const flat = this.#flatten(parts, 'and', this.false);
    if (!flat) return this.false;
    if (flat.length === 0) return this.true;
    if (flat.length === 1 && flat[0]) return flat[0];
    return this.#intern(`&${ids(flat)}`, { kind: 'and', parts: flat });
  }

  or(parts: readonly Formula[]): Formula {
    const flat = this.#flatten(parts, 'or', this.true);
    if (!flat) return this.true;
    if (flat.length === 0) return this.false;
    if (flat.length === 1 && flat[0]) return flat[0];
    return this.#intern(`|${ids(flat)}`, { kind: 'or', parts: flat });
  }

  /** Flat, sorted, without repetition; `undefined` if the absorbing element or a complement is among them. */
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
      const negation = this.#negations.known(part);
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
    return this.unknownOf({ kind: 'unknown', reason, pointer, identity, positive: true });
  }

  unknownOf(shape: Extract<Shape, { kind: 'unknown' }>): Formula {
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
    return this.#negations.of(formula);
  }

  /**
   * The formula that is known to hold for exactly those values of the types `within` for which this one does not. That of
   * an atom speaks of one type only: a value of another type satisfies both.
   */
  opposite(formula: Formula, within: number): Formula | undefined {
    return this.#negations.opposite(formula, within);
  }

  /** Notes words that a schema itself offers for what an atom asks, if a search may not find any. */
  offer(atom: Formula, words: readonly string[]): void {
    const known = this.#offered.get(atom.id) ?? [];
    if (words.length > 0) this.#offered.set(atom.id, [...known, ...words].slice(0, MAX_OFFERED));
  }

  offeredFor(atom: Formula): readonly string[] {
    return this.#offered.get(atom.id) ?? [];
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

const ids = (formulas: readonly Formula[]): string => {
  let text = '';
  for (const { id } of formulas) text += `${id},`;
  return text;
};
