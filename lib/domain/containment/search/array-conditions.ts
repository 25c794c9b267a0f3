import { assertNever } from '../../assert-never.ts';
import { ARRAY, type Formula } from '../algebra/formula.ts';
import type { Formulas } from '../algebra/formulas.ts';
import { isAtomOf } from '../algebra/restriction.ts';

/** At least `min` and at most `max` of the items at the positions from `from` to before `to` satisfy `inner`. */
export interface ItemDemand {
  readonly inner: Formula;
  readonly from: number;
  readonly to: number;
  readonly min: number;
  readonly max: number;
}

const INFINITY = Number.POSITIVE_INFINITY;

/** The conditions of a branch on an array: its length, each of its positions, and counts of its items. */
export class ArrayConditions {
  readonly demands: readonly ItemDemand[];
  /** From this position on all positions are alike. */
  readonly prefix: number;
  readonly unique: boolean;
  /** Whether two items have to be equal. */
  readonly repeats: boolean;
  readonly min: number;
  readonly max: number;
  readonly #atoms: readonly Formula[];
  readonly #formulas: Formulas;
  readonly #bases = new Map<number, Formula>();

  constructor(atoms: readonly Formula[], formulas: Formulas) {
    this.#atoms = atoms;
    this.#formulas = formulas;
    const demands: ItemDemand[] = [];
    let [min, max, prefix] = [0, INFINITY, 0];
    let [unique, repeats] = [false, false];
    for (const atom of atoms) {
      if (!isAtomOf(atom, ARRAY)) continue;
      switch (atom.kind) {
        case 'items':
          [min, max] = [Math.max(min, atom.min), Math.min(max, atom.max)];
          break;
        case 'every-item':
        case 'some-item':
          prefix = Math.max(prefix, atom.from, Number.isFinite(atom.to) ? atom.to : 0);
          if (atom.kind === 'some-item') demands.push({ ...atom, min: 1, max: INFINITY });
          break;
        case 'count':
          demands.push({ ...atom, from: 0, to: INFINITY });
          break;
        case 'unique':
          if (atom.positive) unique = true;
          else repeats = true;
          break;
        default:
          assertNever(atom);
      }
    }
    // A demand on one position alone is a condition on it.
    this.demands = demands.filter(({ from, to }) => to !== from + 1);
    for (const demand of demands) if (demand.min > 0) min = Math.max(min, demand.from + 1);
    // Conditions on positions that no array has make no difference.
    this.prefix = Math.min(prefix, max);
    [this.min, this.max, this.unique, this.repeats] = [min, max, unique, repeats];
  }

  /** The conditions on every item at this position; positions past the prefix are alike. */
  at(position: number): Formula {
    const at = Math.min(position, this.prefix);
    const known = this.#bases.get(at);
    if (known) return known;
    const parts: Formula[] = [];
    for (const atom of this.#atoms) {
      const covers = (atom.kind === 'every-item' || atom.kind === 'some-item') && atom.from <= at && at < atom.to;
      if (covers && (atom.kind === 'every-item' || atom.to === atom.from + 1)) parts.push(atom.inner);
    }
    const base = this.#formulas.and(parts);
    this.#bases.set(at, base);
    return base;
  }
}
