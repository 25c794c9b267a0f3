import type { JsonValue } from '../../schema/json.ts';
import type { Formula } from '../algebra/formula.ts';
import { valueKey } from '../algebra/value-key.ts';
import { ArrayConditions } from './array-conditions.ts';
import { matchDistinct } from './distinct.ts';
import { type Doubt, EMPTY, found, type Outcome } from './outcome.ts';
import type { Solver } from './solver.ts';

type Found = Extract<Outcome, { kind: 'value' }>;

/** Two positions that hold the same item, for the negation of `uniqueItems`. */
interface Twins {
  readonly first: number;
  readonly second: number;
}

/** The demands that an item satisfies, as bits, and the condition on it that says so. */
interface Label {
  readonly label: number;
  readonly goal: Formula;
}

interface Step {
  readonly before: Step | undefined;
  readonly goal: Formula;
  readonly counts: readonly number[];
  /** The label of the first twin, once its place is behind. */
  readonly label: number | undefined;
  readonly length: number;
}

const INFINITY = Number.POSITIVE_INFINITY;
const MAX_LABELS = 8;
const MAX_LENGTH = 5_000;
const MAX_ARRANGEMENTS = 400;

/** An array that satisfies all atoms. */
export function solveArray(atoms: readonly Formula[], solver: Solver): Outcome {
  return new ArraySearch(atoms, solver).run();
}

class ArraySearch {
  readonly #atoms: readonly Formula[];
  readonly #solver: Solver;
  readonly #asked: ArrayConditions;
  #doubt: Doubt | undefined;

  constructor(atoms: readonly Formula[], solver: Solver) {
    this.#atoms = atoms;
    this.#solver = solver;
    this.#asked = new ArrayConditions(atoms, solver.formulas);
  }

  run(): Outcome {
    if (this.#asked.min > this.#asked.max || (this.#asked.unique && this.#asked.repeats)) return EMPTY;
    if (this.#asked.min > MAX_LENGTH || this.#asked.prefix > MAX_LENGTH)
      return this.#tailIsEmpty() ? EMPTY : this.#give(`${this.#asked.min} items are more than are tried`);
    if (this.#asked.demands.length > MAX_LABELS) return this.#give('too many conditions on counts of items');
    if (!this.#asked.repeats) return this.#arrange(undefined);
    for (let first = 0; first <= this.#asked.prefix; first++)
      for (let second = first + 1; second <= this.#asked.prefix + 1; second++) {
        if (second >= this.#asked.max) continue;
        const outcome = this.#arrange({ first, second });
        if (outcome.kind === 'value' || outcome.kind === 'refine') return outcome;
      }
    return this.#nothing();
  }

  #tailIsEmpty(): boolean {
    return (
      this.#asked.min > this.#asked.prefix && this.#solver.solve(this.#asked.at(this.#asked.prefix)).kind === 'empty'
    );
  }

  #give(reason: string): Outcome {
    this.#doubt ??= { reason };
    return this.#nothing();
  }

  #nothing(): Outcome {
    return this.#doubt ? { kind: 'unknown', doubt: this.#doubt } : EMPTY;
  }

  #solve(goal: Formula): Found | undefined {
    const outcome = this.#solver.solve(goal);
    if (outcome.kind === 'value') return outcome;
    if (outcome.kind === 'unknown') this.#doubt ??= outcome.doubt;
    return undefined;
  }

  /** Breadth first over lengths: which items satisfy which demands, until all counts are right. */
  #arrange(twins: Twins | undefined): Outcome {
    const least = Math.max(this.#asked.min, twins ? twins.second + 1 : 0);
    let layer: Step[] = [
      {
        before: undefined,
        goal: this.#solver.formulas.true,
        counts: this.#asked.demands.map(() => 0),
        label: undefined,
        length: 0,
      },
    ];
    // Past the prefix and the least length, new states come only from counts that still grow.
    const bound =
      Math.max(least, this.#asked.prefix) +
      this.#asked.demands.reduce((sum, { min }) => sum + Math.min(min, MAX_LENGTH), 0);
    for (let length = 0; length <= Math.min(bound, this.#asked.max) && layer.length > 0; length++) {
      if (length > MAX_LENGTH) return this.#give('too many items are needed');
      if (length >= least) {
        const outcome = this.#accept(layer, twins);
        if (outcome) return outcome;
      }
      layer = this.#extend(layer, length, twins);
    }
    return this.#nothing();
  }

  #accept(layer: readonly Step[], twins: Twins | undefined): Outcome | undefined {
    for (const step of layer) {
      if (!this.#asked.demands.every(({ min }, at) => (step.counts[at] ?? 0) >= min)) continue;
      const outcome = this.#build(step, twins);
      if (outcome) return outcome;
    }
    return undefined;
  }

  #extend(layer: readonly Step[], position: number, twins: Twins | undefined): Step[] {
    const next = new Map<string, Step>();
    let arrangements = 0;
    const labels = this.#labels(position, twins);
    for (const step of layer) {
      for (const { label, goal } of labels) {
        this.#solver.budget.spend(1);
        if (twins && position === twins.second && label !== step.label) continue;
        const counts = this.#count(step.counts, position, label);
        if (!counts) continue;
        const kept = twins && position === twins.first ? label : step.label;
        const made: Step = { before: step, goal, counts, label: kept, length: position + 1 };
        // Distinct items depend on every choice made on the way, so with `uniqueItems` no two ways are merged.
        const key = this.#asked.unique ? String(arrangements++) : `${counts.join()};${kept}`;
        if (!next.has(key)) next.set(key, made);
        if (next.size > MAX_ARRANGEMENTS) {
          this.#doubt ??= { reason: 'too many arrangements of items' };
          return [...next.values()];
        }
      }
    }
    return [...next.values()];
  }

  /** Which demands an item at the position may satisfy together; found once, however many ways lead there. */
  #labels(position: number, twins: Twins | undefined): readonly Label[] {
    const { formulas } = this.#solver;
    const bases = [this.#asked.at(position)];
    if (twins && position === twins.first) bases.push(this.#asked.at(twins.second));
    if (twins && position === twins.second) bases.push(this.#asked.at(twins.first));
    const found: Label[] = [];
    for (let label = 0; label < 1 << this.#asked.demands.length; label++) {
      this.#solver.budget.spend(1);
      const parts: Formula[] = [...bases];
      let useful = true;
      this.#asked.demands.forEach((demand, at) => {
        const met = (label >> at) & 1;
        if (met && (position < demand.from || position >= demand.to) && !twins) useful = false;
        if (met) parts.push(demand.inner);
        else if (demand.max < INFINITY) parts.push(formulas.not(demand.inner));
      });
      if (!useful) continue;
      const goal = formulas.and(parts);
      if (this.#solve(goal)) found.push({ label, goal });
    }
    return found;
  }

  /** Counts beyond what is asked for make no difference, unless there is a maximum. */
  #count(counts: readonly number[], position: number, label: number): readonly number[] | undefined {
    const result: number[] = [];
    for (const [at, demand] of this.#asked.demands.entries()) {
      const inside = position >= demand.from && position < demand.to;
      const count = (counts[at] ?? 0) + (inside ? (label >> at) & 1 : 0);
      if (count > demand.max) return undefined;
      result.push(demand.max < INFINITY ? count : Math.min(count, demand.min));
    }
    return result;
  }

  #build(last: Step, twins: Twins | undefined): Outcome | undefined {
    const goals: Formula[] = [];
    for (let step: Step | undefined = last; step?.before; step = step.before) goals.push(step.goal);
    goals.reverse();
    const items = this.#asked.unique ? this.#distinct(goals) : goals.map((goal) => this.#solve(goal));
    if (!items || items.includes(undefined)) return undefined;
    const outcomes = items.filter((item) => item !== undefined);
    const first = twins && outcomes[twins.first];
    if (twins && first) outcomes[twins.second] = first;
    const value: readonly JsonValue[] = outcomes.map((item) => item.value);
    const key = valueKey(value);
    const excluded = this.#atoms.some((atom) => atom.kind === 'values' && !atom.positive && atom.values.has(key));
    if (excluded) return { kind: 'refine', condition: this.#differs(value) };
    const doubt = outcomes.find((item) => item.doubt)?.doubt;
    return found(
      value,
      outcomes.reduce((sum, item) => sum + item.size, 1),
      doubt,
    );
  }

  #distinct(goals: readonly Formula[]): (Found | undefined)[] | undefined {
    return matchDistinct(goals, this.#solver, (doubt) => {
      this.#doubt ??= doubt;
    });
  }

  /** The ways in which an array differs from this one. */
  #differs(value: readonly JsonValue[]): Formula {
    const { formulas } = this.#solver;
    return formulas.or([
      ...(value.length > 0 ? [formulas.size('items', 0, value.length - 1)] : []),
      formulas.size('items', value.length + 1, INFINITY),
      ...value.map((item, at) => formulas.someItem(at, at + 1, formulas.values([item], false))),
    ]);
  }
}
