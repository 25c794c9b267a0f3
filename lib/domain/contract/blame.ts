import { assertNever } from '../assert-never.ts';
import type { Formula } from '../containment/algebra/formula.ts';
import { type Algebra, holds } from '../containment/algebra/holds.ts';
import { inRegion } from '../containment/algebra/region.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../schema/json.ts';
import { extendPointer } from '../schema/pointer.ts';

/**
 * The places of a record that a formula rejects, deepest first: of a conjunction each failing part, of a choice the nearest
 * miss. Throws `OutOfBudget`.
 */
export function blame(formula: Formula, value: JsonValue, algebra: Algebra): readonly string[] {
  const found = new Blame(algebra).of({ formula, value, at: '', where: '', depth: 0 });
  return [...found].sort((a, b) => depthOf(b) - depthOf(a));
}

interface Step {
  readonly formula: Formula;
  readonly value: JsonValue;
  /** As it is reported: `*` for every item. */
  readonly at: string;
  /** The very place. */
  readonly where: string;
  readonly depth: number;
}

const MAX_DEPTH = 400;
const depthOf = (pointer: string): number => pointer.split('/').length;

class Blame {
  readonly #algebra: Algebra;
  /** By place and formula: the alternatives of choices share most of what they lead to. */
  readonly #known = new Map<string, ReadonlySet<string>>();

  constructor(algebra: Algebra) {
    this.#algebra = algebra;
  }

  of(step: Step): ReadonlySet<string> {
    if (step.depth > MAX_DEPTH) return new Set([step.at]);
    const key = `${step.formula.id}${step.where}`;
    const known = this.#known.get(key);
    if (known) return known;
    const { budget } = this.#algebra;
    budget.spend(1);
    const found = this.#find(step);
    budget.spend(found.size / 8);
    budget.keep(2 + found.size);
    this.#known.set(key, found);
    return found;
  }

  #find({ formula, value, at, where, depth }: Step): ReadonlySet<string> {
    const { formulas, languages } = this.#algebra;
    const onTheSpot = (part: Formula) => this.of({ formula: part, value, at, where, depth: depth + 1 });
    const inside = (part: Formula, member: JsonValue, token: string, shown = token): ReadonlySet<string> =>
      this.#fails(part, member)
        ? this.of({
            formula: part,
            value: member,
            at: extendPointer(at, [shown]),
            where: extendPointer(where, [token]),
            depth: depth + 1,
          })
        : NOWHERE;
    switch (formula.kind) {
      case 'lazy':
        return onTheSpot(formulas.expand(formula));
      case 'and':
        return union(formula.parts.filter((part) => this.#fails(part, value)).map(onTheSpot));
      case 'or':
        // The alternative that fails deepest inside is the one that the record was meant for.
        return formula.parts.map(onTheSpot).reduce((a, b) => (isNearer(b, a) ? b : a));
      case 'every-member':
        return union(
          (isJsonObject(value) ? Object.keys(value) : [])
            .filter((name) => inRegion(formula.region, name, languages))
            .map((name) => inside(formula.inner, memberOf(value, name), name)),
        );
      case 'every-item':
        return union(
          (isJsonArray(value) ? value.slice(formula.from, formula.to) : []).map((item, index) =>
            inside(formula.inner, item, String(index), '*'),
          ),
        );
      case 'some-member':
        if ('only' in formula.region && formula.region.only.size === 1)
          return new Set([...formula.region.only].map((name) => extendPointer(at, [name])));
        return new Set([at]);
      case 'true':
      case 'false':
      case 'unknown':
      case 'types':
      case 'values':
      case 'min':
      case 'max':
      case 'multiple':
      case 'lang':
      case 'length':
      case 'format':
      case 'pattern':
      case 'members':
      case 'items':
      case 'some-item':
      case 'count':
      case 'unique':
        return new Set([at]);
      default:
        return assertNever(formula);
    }
  }

  #fails(formula: Formula, value: JsonValue): boolean {
    return holds(formula, value, this.#algebra) === false;
  }
}

const NOWHERE: ReadonlySet<string> = new Set();
const memberOf = (value: JsonValue, name: string): JsonValue => (isJsonObject(value) ? (value[name] ?? null) : null);
const union = (sets: readonly ReadonlySet<string>[]): ReadonlySet<string> => new Set(sets.flatMap((set) => [...set]));

function isNearer(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const deepest = (places: ReadonlySet<string>): number => Math.max(0, ...[...places].map(depthOf));
  return deepest(one) > deepest(other) || (deepest(one) === deepest(other) && one.size < other.size);
}
