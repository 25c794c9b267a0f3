/*
 * Evaluate: takes a schema and a value, tells keyword by keyword whether the value is valid, where it fails, and whether
 * its members are declared. Independent of formulas and search, whose records it checks.
 */

import { isJsonObject, type JsonValue } from '../../schema/json.ts';
import type { FormatMode } from '../../verdict.ts';
import type { Budget } from '../budget.ts';
import type { SchemaGraph } from '../scope/schema-graph.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';
import { Check } from './check.ts';
import { isDeclared } from './declared.ts';
import { failingPlaces } from './failing-places.ts';
import { QuickReject } from './quick-reject.ts';
import { createResult, discardEvaluated, NOTHING, type Result } from './result.ts';
import { ValueKeys } from './value-keys.ts';

export interface EvaluatorOptions {
  readonly graph: SchemaGraph;
  /** Whether a pattern matches in a string; `undefined` if that is not known. */
  readonly matches: (pattern: string, text: string) => boolean | undefined;
  readonly formatMode: FormatMode;
  readonly budget: Budget;
}

/** Results by value and schema: a record that differs from the last one in a member has all its other parts known. */
class Memo {
  readonly #containers = new WeakMap<object, Map<SchemaInScope, Result>>();
  readonly #scalars = new Map<JsonValue, Map<SchemaInScope, Result>>();

  of(value: JsonValue): Map<SchemaInScope, Result> {
    const found = typeof value === 'object' && value !== null ? this.#containers.get(value) : this.#scalars.get(value);
    if (found) return found;
    const made = new Map<SchemaInScope, Result>();
    if (typeof value === 'object' && value !== null) this.#containers.set(value, made);
    else this.#scalars.set(value, made);
    return made;
  }
}

/** Evaluates the drafts' keywords one by one on a value, exactly; independent of the formulas of the search. */
export class Evaluator {
  readonly #options: EvaluatorOptions & { readonly keys: ValueKeys };
  readonly #memo = new Memo();
  readonly #quickReject: QuickReject;

  constructor(options: EvaluatorOptions) {
    this.#options = { ...options, keys: new ValueKeys() };
    this.#quickReject = new QuickReject(options.graph);
  }

  /** Whether the value satisfies the schema; `undefined` if a part cannot be evaluated. Throws `OutOfBudget`. */
  isValid(scoped: SchemaInScope, value: JsonValue): boolean | undefined {
    return this.#evaluate(scoped, value).valid;
  }

  /** Whether the value satisfies the schema and has declared members only. Throws `OutOfBudget`. */
  isDeclared(scoped: SchemaInScope, value: JsonValue): boolean {
    const result = this.#evaluate(scoped, value);
    return result.valid === true && isDeclared(value, result, this.#options.budget);
  }

  /** Pointers to where the value fails, the deepest first; none where it does not. Throws `OutOfBudget`. */
  failingPlaces(scoped: SchemaInScope, value: JsonValue): readonly string[] {
    const run = new Evaluation(this.#options, new Memo());
    return failingPlaces(run.evaluate(scoped, value), this.#options.budget);
  }

  #evaluate(scoped: SchemaInScope, value: JsonValue): Result {
    return new Evaluation(this.#options, this.#memo, this.#quickReject).evaluate(scoped, value);
  }
}

/** One evaluation; without a `quickReject` it is thorough, and goes on to find every failure. */
export class Evaluation {
  readonly options: EvaluatorOptions & { readonly keys: ValueKeys };
  readonly #quickReject: QuickReject | undefined;
  readonly #memo: Memo;
  // Those being evaluated, outermost first.
  readonly #open: Result[] = [];
  // In the order in which they were found.
  readonly #provisional: { readonly memo: Map<SchemaInScope, Result>; readonly scoped: SchemaInScope }[] = [];

  constructor(options: EvaluatorOptions & { readonly keys: ValueKeys }, memo: Memo, quickReject?: QuickReject) {
    this.options = options;
    this.#memo = memo;
    this.#quickReject = quickReject;
  }

  get isThorough(): boolean {
    return this.#quickReject === undefined;
  }

  /** Whether the value fails the schema at first sight; never so if every failure is to be found. */
  isRejected(scoped: SchemaInScope, value: JsonValue): boolean {
    return isJsonObject(value) && this.#quickReject?.rejects(scoped, value) === true;
  }

  evaluate(scoped: SchemaInScope, value: JsonValue): Result {
    if (!isJsonObject(scoped.node.schema)) {
      const result = createResult(scoped, true);
      if (scoped.node.schema === false) new Check(this, result, value).fail();
      return result;
    }
    if (this.isRejected(scoped, value)) return createResult(scoped, false);
    const memo = this.#memo.of(value);
    const known = memo.get(scoped);
    if (!known) {
      // Not before the quick test: whatever a paradox is, a member that it requires as well stays missing.
      if (this.options.graph.paradoxes.has(scoped)) return createResult(scoped, undefined);
      return this.#evaluateNow(scoped, value, memo);
    }
    if (known.depth >= 0) {
      // A reference that leads to itself on the spot adds nothing.
      this.#restOn(known.depth);
      return createResult(scoped, true);
    }
    if (known.restsOn !== NOTHING) this.#restOn(known.restsOn);
    return known;
  }

  #evaluateNow(scoped: SchemaInScope, value: JsonValue, memo: Map<SchemaInScope, Result>): Result {
    this.options.budget.spend(1);
    this.options.budget.keep(6);
    const before = this.#provisional.length;
    const result = createResult(scoped, true);
    const depth = this.#open.length;
    result.depth = depth;
    this.#open.push(result);
    memo.set(scoped, result);
    try {
      new Check(this, result, value).run();
    } catch (error) {
      memo.delete(scoped);
      this.#forget(before);
      throw error;
    }
    this.#open.pop();
    result.depth = -1;
    discardEvaluated(result);
    if (result.restsOn >= depth) {
      // A result that was found while this one was assumed to hold is not a result of its own.
      result.restsOn = NOTHING;
      this.#forget(before);
    } else {
      this.#restOn(result.restsOn);
      this.#provisional.push({ memo, scoped });
    }
    return result;
  }

  #restOn(depth: number): void {
    const result = this.#open.at(-1);
    if (result && depth < result.restsOn) result.restsOn = depth;
  }

  #forget(from: number): void {
    if (this.#provisional.length === from) return;
    for (const { memo, scoped } of this.#provisional.splice(from)) memo.delete(scoped);
  }
}
