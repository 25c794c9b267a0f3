/*
 * Search: takes a formula, gives a value that satisfies it, the certainty that there is none, or the reason why that
 * stays open. `goals.ts` keeps the answers, `branch.ts` refutes and splits, and each JSON type has a file of its own.
 */

import type { JsonValue } from '../../schema/json.ts';
import { TypeMasks } from '../algebra/disjoint.ts';
import { ARRAY, FALSE, type Formula, NULL, NUMBER, OBJECT, STRING, TRUE } from '../algebra/formula.ts';
import type { Formulas } from '../algebra/formulas.ts';
import { type Algebra, holds } from '../algebra/holds.ts';
import { Restriction } from '../algebra/restriction.ts';
import type { Budget } from '../budget.ts';
import type { Languages } from '../strings/languages.ts';
import { Branch } from './branch.ts';
import { Goals } from './goals.ts';
import { tryListed, tryListedAtoms } from './listed-values.ts';
import { type Doubt, EMPTY, found, type Outcome } from './outcome.ts';
import { solveArray } from './solve-array.ts';
import { solveNumber } from './solve-number.ts';
import { solveObject } from './solve-object.ts';
import { solveString } from './solve-string.ts';

/** Scalars first: they make the shortest records. */
const TYPE_ORDER = [STRING, NUMBER, TRUE, FALSE, NULL, ARRAY, OBJECT] as const;

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
  readonly #goals = new Goals();

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
    const known = this.#goals.find(goal);
    if (known) return known;
    this.budget.spend(1);
    return this.#goals.answer(goal, () => this.#attempt(goal));
  }

  /**
   * Asks with no goal open: for answers that are kept. Within a search an answer may rest on a goal that is only taken to
   * have no value.
   */
  apart<T>(ask: () => T): T {
    return this.#goals.apart(ask);
  }

  #attempt(goal: Formula): Outcome {
    const listed = tryListed(goal, this.algebra);
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

  /**
   * The satisfiable clauses of a formula among the values of one type; `undefined` if there are more than `most`, or
   * if it stays open whether one is satisfiable.
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
    // Parts that the atoms alone exclude need not be split; a part that is unknown may still become a value below.
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
    if (listed) return tryListedAtoms(branch, listed, this.algebra);
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

  /** Cheap and one-sided for containers, exact for scalars: true only if no value satisfies all of the formulas. */
  isPlainlyEmpty(formulas: readonly Formula[]): boolean {
    this.budget.spend(formulas.length);
    const goal = this.formulas.and(formulas);
    if (goal === this.formulas.false) return true;
    if (this.#goals.isEmpty(goal)) return true;
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
