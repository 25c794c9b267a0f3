import { isJsonObject, type JsonValue } from '../../schema/json.ts';
import type { FormatMode } from '../../verdict.ts';
import type { Budget } from '../budget.ts';
import type { Spot } from '../scope/spot.ts';
import type { Spots } from '../scope/spots.ts';
import { Check } from './check.ts';
import { isDeclared } from './declared.ts';
import { Demands } from './demands.ts';
import { failingPlaces } from './failing-places.ts';
import { createResult, discardEvaluated, NOTHING, type Result } from './result.ts';
import { ValueKeys } from './value-keys.ts';

export interface EvaluatorOptions {
  readonly spots: Spots;
  /** Whether a pattern finds itself in a text; `undefined` where nobody can tell. */
  readonly matches: (pattern: string, text: string) => boolean | undefined;
  readonly formatMode: FormatMode;
  readonly budget: Budget;
}

/** Results by value and schema: a record that differs from the last one in a member has all its other parts known. */
class Memo {
  readonly #containers = new WeakMap<object, Map<Spot, Result>>();
  readonly #scalars = new Map<JsonValue, Map<Spot, Result>>();

  of(value: JsonValue): Map<Spot, Result> {
    const found = typeof value === 'object' && value !== null ? this.#containers.get(value) : this.#scalars.get(value);
    if (found) return found;
    const made = new Map<Spot, Result>();
    if (typeof value === 'object' && value !== null) this.#containers.set(value, made);
    else this.#scalars.set(value, made);
    return made;
  }
}

/** Evaluates the drafts' keywords one by one on a value, exactly; independent of the formulas of the search. */
export class Evaluator {
  readonly #options: EvaluatorOptions & { readonly keys: ValueKeys };
  readonly #memo = new Memo();
  readonly #demands: Demands;

  constructor(options: EvaluatorOptions) {
    this.#options = { ...options, keys: new ValueKeys() };
    this.#demands = new Demands(options.spots);
  }

  /** Whether the value satisfies the schema; `undefined` where a part cannot be evaluated. Throws `OutOfBudget`. */
  isValid(spot: Spot, value: JsonValue): boolean | undefined {
    return this.#evaluate(spot, value).valid;
  }

  /** Whether the value satisfies the schema and has declared members only. Throws `OutOfBudget`. */
  isDeclared(spot: Spot, value: JsonValue): boolean {
    const result = this.#evaluate(spot, value);
    return result.valid === true && isDeclared(value, result, this.#options.budget);
  }

  /** Pointers to where the value fails, the deepest first; none where it does not. Throws `OutOfBudget`. */
  failingPlaces(spot: Spot, value: JsonValue): readonly string[] {
    const run = new Run(this.#options, new Memo());
    return failingPlaces(run.evaluate(spot, value), this.#options.budget);
  }

  #evaluate(spot: Spot, value: JsonValue): Result {
    return new Run(this.#options, this.#memo, this.#demands).evaluate(spot, value);
  }
}

/** One evaluation; without `demands` to fail by at once it is thorough, and goes on to find every failure. */
export class Run {
  readonly options: EvaluatorOptions & { readonly keys: ValueKeys };
  readonly #demands: Demands | undefined;
  readonly #memo: Memo;
  // Those being evaluated, outermost first.
  readonly #open: Result[] = [];
  // In the order in which they were found.
  readonly #provisional: { readonly memo: Map<Spot, Result>; readonly spot: Spot }[] = [];

  constructor(options: EvaluatorOptions & { readonly keys: ValueKeys }, memo: Memo, demands?: Demands) {
    this.options = options;
    this.#memo = memo;
    this.#demands = demands;
  }

  get isThorough(): boolean {
    return this.#demands === undefined;
  }

  /** Whether the value fails the schema at first sight; never so where every failure is to be found. */
  isMissed(spot: Spot, value: JsonValue): boolean {
    return isJsonObject(value) && this.#demands?.areMissed(spot, value) === true;
  }

  evaluate(spot: Spot, value: JsonValue): Result {
    if (!isJsonObject(spot.node.schema)) {
      const result = createResult(spot, true);
      if (spot.node.schema === false) new Check(this, result, value).fail();
      return result;
    }
    if (this.isMissed(spot, value)) return createResult(spot, false);
    const memo = this.#memo.of(value);
    const known = memo.get(spot);
    if (!known) {
      // Not before its demands: whatever a paradox is, what it asks for as well stays missing.
      if (this.options.spots.paradoxes.has(spot)) return createResult(spot, undefined);
      return this.#evaluateNow(spot, value, memo);
    }
    if (known.depth >= 0) {
      // A reference that leads to itself on the spot adds nothing.
      this.#restOn(known.depth);
      return createResult(spot, true);
    }
    if (known.restsOn !== NOTHING) this.#restOn(known.restsOn);
    return known;
  }

  #evaluateNow(spot: Spot, value: JsonValue, memo: Map<Spot, Result>): Result {
    this.options.budget.spend(1);
    this.options.budget.keep(6);
    const before = this.#provisional.length;
    const result = createResult(spot, true);
    const depth = this.#open.length;
    result.depth = depth;
    this.#open.push(result);
    memo.set(spot, result);
    try {
      new Check(this, result, value).run();
    } catch (error) {
      memo.delete(spot);
      this.#forget(before);
      throw error;
    }
    this.#open.pop();
    result.depth = -1;
    discardEvaluated(result);
    if (result.restsOn >= depth) {
      // What was found while this one was taken to hold is no finding of its own.
      result.restsOn = NOTHING;
      this.#forget(before);
    } else {
      this.#restOn(result.restsOn);
      this.#provisional.push({ memo, spot });
    }
    return result;
  }

  #restOn(depth: number): void {
    const result = this.#open.at(-1);
    if (result && depth < result.restsOn) result.restsOn = depth;
  }

  #forget(from: number): void {
    if (this.#provisional.length === from) return;
    for (const { memo, spot } of this.#provisional.splice(from)) memo.delete(spot);
  }
}
