import type { JsonValue } from '../../schema/json.ts';
import { TypeMasks } from '../algebra/disjoint.ts';
import { ARRAY, FALSE, type Formula, NULL, NUMBER, OBJECT, STRING, TRUE } from '../algebra/formula.ts';
import type { Formulas } from '../algebra/formulas.ts';
import { type Algebra, holds } from '../algebra/holds.ts';
import { Restriction } from '../algebra/restriction.ts';
import { sizeOf } from '../algebra/value-size.ts';
import type { Budget } from '../budget.ts';
import type { Languages } from '../strings/language.ts';
import { Branch } from './branch.ts';
import { type Doubt, EMPTY, found, type Outcome, unsure } from './outcome.ts';
import { solveArray } from './solve-array.ts';
import { solveNumber } from './solve-number.ts';
import { solveObject } from './solve-object.ts';
import { solveString } from './solve-string.ts';

/** Scalars first: they make the shortest records. */
const TYPE_ORDER = [STRING, NUMBER, TRUE, FALSE, NULL, ARRAY, OBJECT] as const;
/** Goals inside goals; deeper ones would endanger the call stack. */
const MAX_DEPTH = 700;

interface Frame {
  readonly depth: number;
  /** The outermost goal whose assumed emptiness was used. */
  low: number;
}

/** The goals that are open, and what rests on the assumption that none of them has a value. */
class Assumptions {
  readonly active = new Map<number, Frame>();
  readonly frames: Frame[] = [];
  // Found empty or open under assumptions that still stand; in the order they were found.
  readonly provisional = new Map<number, { outcome: Outcome; low: number }>();
}

/** Searches a value for a formula. Documents are finite, so inhabitation is a least fixed point. */
export class Solver {
  readonly formulas: Formulas;
  readonly languages: Languages;
  readonly algebra: Algebra;
  readonly masks: TypeMasks;
  readonly #restriction: Restriction;
  readonly budget: Budget;
  /** By a choice's id, the alternative that met it last. */
  readonly metBy = new Map<number, Formula>();
  readonly #final = new Map<number, Outcome>();
  #assumed = new Assumptions();

  constructor(options: { formulas: Formulas; languages: Languages; budget: Budget }) {
    this.formulas = options.formulas;
    this.languages = options.languages;
    this.algebra = options;
    this.masks = new TypeMasks(options.formulas);
    this.#restriction = new Restriction(options.formulas, this.masks);
    this.budget = options.budget;
  }

  solve(goal: Formula): Outcome {
    if (goal.kind === 'false') return EMPTY;
    const final = this.#final.get(goal.id);
    if (final) return final;
    const parent = this.#assumed.frames.at(-1);
    const active = this.#assumed.active.get(goal.id);
    if (active) {
      // A document would have to stand inside itself: assume there is none.
      if (parent) parent.low = Math.min(parent.low, active.depth);
      return EMPTY;
    }
    const provisional = this.#assumed.provisional.get(goal.id);
    if (provisional) {
      if (parent) parent.low = Math.min(parent.low, provisional.low);
      return provisional.outcome;
    }
    if (this.#assumed.frames.length > MAX_DEPTH) return unsure('the schemas nest too deeply');
    this.budget.spend(1);
    return this.#run(goal, parent);
  }

  /**
   * Asks with no goal open: for answers that are kept. Within a search an answer may rest on a goal that is only taken to
   * have no value.
   */
  apart<T>(ask: () => T): T {
    const outer = this.#assumed;
    this.#assumed = new Assumptions();
    try {
      return ask();
    } finally {
      this.#assumed = outer;
    }
  }

  #run(goal: Formula, parent: Frame | undefined): Outcome {
    const frame: Frame = { depth: this.#assumed.frames.length, low: Number.POSITIVE_INFINITY };
    const before = this.#assumed.provisional.size;
    this.#assumed.frames.push(frame);
    this.#assumed.active.set(goal.id, frame);
    let outcome: Outcome | undefined;
    try {
      outcome = this.#attempt(goal);
    } finally {
      // A search that is cut off must not leave the goal assumed empty.
      this.#assumed.frames.pop();
      this.#assumed.active.delete(goal.id);
      if (!outcome) for (const id of this.#provisionalSince(before)) this.#assumed.provisional.delete(id);
    }
    this.#settle(goal, { outcome, frame, before });
    if (parent && frame.low < frame.depth) parent.low = Math.min(parent.low, frame.low);
    return outcome;
  }

  #provisionalSince(before: number): readonly number[] {
    return [...this.#assumed.provisional.keys()].slice(before);
  }

  #settle(goal: Formula, { outcome, frame, before }: { outcome: Outcome; frame: Frame; before: number }): void {
    const since = this.#provisionalSince(before);
    if (outcome.kind === 'value') {
      this.#final.set(goal.id, outcome);
      // What was concluded from this goal's emptiness is void.
      for (const id of since) this.#assumed.provisional.delete(id);
    } else if (frame.low >= frame.depth) {
      this.#final.set(goal.id, outcome);
      for (const id of since) {
        const entry = this.#assumed.provisional.get(id);
        // With the whole component closed, its conclusions stand; open ones are searched again when asked for.
        if (entry?.outcome.kind === 'empty' && outcome.kind === 'empty') this.#final.set(id, entry.outcome);
        this.#assumed.provisional.delete(id);
      }
    } else {
      for (const id of since) {
        const entry = this.#assumed.provisional.get(id);
        if (entry) entry.low = Math.min(entry.low, frame.low);
      }
      this.#assumed.provisional.set(goal.id, { outcome, low: frame.low });
    }
  }

  #attempt(goal: Formula): Outcome {
    const listed = this.#listedValues(goal);
    if (listed) return listed;
    const mask = this.masks.of(goal);
    let doubt: Doubt | undefined;
    let tainted: Outcome | undefined;
    for (const type of TYPE_ORDER) {
      if (!(mask & type)) continue;
      const outcome = this.#attemptType(goal, type);
      if (outcome.kind === 'value') {
        if (!outcome.doubt) return outcome;
        tainted ??= outcome;
      } else if (outcome.kind === 'unknown') doubt ??= outcome.doubt;
    }
    return tainted ?? (doubt ? { kind: 'unknown', doubt } : EMPTY);
  }

  /** With a finite set among the conditions, trying its members is exact. */
  #listedValues(goal: Formula): Outcome | undefined {
    const parts = goal.kind === 'and' ? goal.parts : [goal];
    let smallest: Extract<Formula, { kind: 'values' }> | undefined;
    for (const part of parts)
      if (part.kind === 'values' && part.positive && (!smallest || part.values.size < smallest.values.size))
        smallest = part;
    if (!smallest) return undefined;
    let tainted: Outcome | undefined;
    for (const value of smallest.values.values()) {
      this.budget.spend(1);
      const answer = holds(goal, value, this.algebra);
      if (answer) return found(value, sizeOf(value));
      if (answer === undefined) tainted ??= found(value, sizeOf(value), doubtOf(goal));
    }
    return tainted ?? EMPTY;
  }

  /**
   * The satisfiable clauses of a formula among the values of one type; `undefined` where there are more than `most`, or
   * where it stays open whether one is satisfiable.
   */
  clauses(formula: Formula, type: number, most: number): readonly Branch[] | undefined {
    const root = new Branch(this, type);
    if (!root.assert([this.restrict(formula, type)])) return [];
    const open = [root];
    const found: Branch[] = [];
    for (let branch = open.pop(); branch; branch = open.pop()) {
      this.budget.spend(1);
      if (!branch.simplify()) continue;
      const choice = branch.choose();
      if (!choice) {
        const outcome = this.#finish(branch);
        if (outcome.kind === 'empty') continue;
        found.push(branch);
        if (found.length > most || outcome.kind !== 'value') return undefined;
        continue;
      }
      for (const alternative of choice) {
        if (branch.isImpossible(alternative)) continue;
        const next = branch.split();
        if (next.assert([alternative])) open.push(next);
        if (open.length > 4 * most) return undefined;
      }
    }
    return found;
  }

  #attemptType(goal: Formula, type: number): Outcome {
    const root = new Branch(this, type);
    return root.assert([this.restrict(goal, type)]) ? this.#search(root) : EMPTY;
  }

  #search(branch: Branch): Outcome {
    this.budget.spend(1);
    if (!branch.simplify()) return EMPTY;
    const choice = branch.choose();
    if (!choice) return this.#finish(branch);
    // What the atoms alone exclude need not be split; a part that is unknown may still become a value below.
    if (branch.type & (OBJECT | ARRAY) && choice.length > 1) {
      const plain = this.#clause(branch);
      if (plain.kind === 'empty') return EMPTY;
      // Often what the atoms ask for already settles every choice: most say what else must not be there.
      if (plain.kind === 'value' && !plain.doubt && !branch.doubt && this.#settles(plain.value, branch, choice))
        return plain;
    }
    let doubt: Doubt | undefined;
    let tainted: Outcome | undefined;
    for (const alternative of choice) {
      if (branch.isImpossible(alternative)) continue;
      const next = branch.split();
      if (!next.assert([alternative])) continue;
      const outcome = this.#search(next);
      if (outcome.kind === 'value') {
        // With the doubt already on this branch, no alternative is free of it.
        if (!outcome.doubt || branch.doubt) return outcome;
        tainted ??= outcome;
      } else if (outcome.kind === 'unknown') doubt ??= outcome.doubt;
    }
    return tainted ?? (doubt ? { kind: 'unknown', doubt } : EMPTY);
  }

  #settles(value: JsonValue, branch: Branch, choice: readonly Formula[]): boolean {
    const isMet = (formula: Formula): boolean => holds(formula, value, this.algebra) === true;
    return choice.some(isMet) && branch.choices.every(isMet);
  }

  #finish(branch: Branch): Outcome {
    const outcome = this.#clause(branch);
    if (outcome.kind === 'refine') {
      const next = branch.split();
      return next.assert([this.restrict(outcome.condition, branch.type)]) ? this.#search(next) : EMPTY;
    }
    if (outcome.kind !== 'value' || !branch.doubt || outcome.doubt) return outcome;
    return found(outcome.value, outcome.size, branch.doubt);
  }

  /** A value for the atoms of a branch, the alternatives left aside. */
  #clause(branch: Branch): Outcome {
    const listed = branch.listed();
    if (listed) {
      let open: JsonValue | undefined;
      for (const value of listed.values.values()) {
        const answers = branch.atoms.map((atom) => holds(atom, value, this.algebra));
        if (answers.every((answer) => answer === true)) return found(value, sizeOf(value));
        if (answers.every((answer) => answer !== false)) open ??= value;
      }
      return open === undefined
        ? EMPTY
        : found(open, sizeOf(open), branch.doubt ?? doubtOf(this.formulas.and(branch.atoms)));
    }
    switch (branch.type) {
      case NULL:
        return found(null);
      case TRUE:
        return found(true);
      case FALSE:
        return found(false);
      case NUMBER:
        return solveNumber(branch.atoms);
      case STRING:
        return solveString(branch.atoms, this.algebra);
      case ARRAY:
        return solveArray(branch.atoms, this);
      default:
        return solveObject(branch, this);
    }
  }

  restrict(formula: Formula, type: number): Formula {
    return this.#restriction.of(formula, type);
  }

  /** Cheap and one-sided for containers, exact for scalars: true only where no value satisfies all of the formulas. */
  isPlainlyEmpty(formulas: readonly Formula[]): boolean {
    this.budget.spend(formulas.length);
    const goal = this.formulas.and(formulas);
    if (goal === this.formulas.false) return true;
    if (this.#final.get(goal.id)?.kind === 'empty') return true;
    const mask = this.masks.of(goal);
    const parts = goal.kind === 'and' ? goal.parts : [goal];
    const ids = new Set(parts.map(({ id }) => id));
    for (const part of parts) {
      const opposite = this.formulas.opposite(part, mask);
      if (opposite && ids.has(opposite.id)) return true;
    }
    if (mask === 0) return true;
    return mask & (OBJECT | ARRAY) ? false : this.solve(goal).kind === 'empty';
  }
}

/** The first part of a formula that could not be read exactly. */
function doubtOf(formula: Formula): Doubt {
  const open = [formula];
  const seen = new Set<number>();
  for (let part = open.pop(); part; part = open.pop()) {
    if (seen.has(part.id)) continue;
    seen.add(part.id);
    if (part.kind === 'unknown') return { reason: part.reason, pointer: part.pointer };
    if (part.kind === 'pattern') return { reason: `pattern uses ${part.pattern.feature}`, pointer: part.pointer };
    if (part.kind === 'and' || part.kind === 'or') open.push(...part.parts);
    else if ('inner' in part) open.push(part.inner);
  }
  return { reason: 'a part cannot be read exactly' };
}
