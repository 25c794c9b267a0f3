import { isJsonObject, type JsonValue } from '../schema/json.ts';
import type { FormatMode } from '../verdict.ts';
import { isDeclared } from './declared.ts';
import { Demands } from './demands.ts';
import { typeBit } from './disjoint.ts';
import { checkItems } from './evaluate-items.ts';
import { checkMembers, checkRequired } from './evaluate-members.ts';
import { checkNumber, checkString, checkTypeAndValue } from './evaluate-scalar.ts';
import { ARRAY, NUMBER, OBJECT, STRING } from './formula.ts';
import { hasKeyword, keywordOf } from './keywords.ts';
import type { Lang, Languages } from './language.ts';
import {
  addFailure,
  addInside,
  addItem,
  addName,
  createResult,
  discardEvaluated,
  type Failure,
  type Result,
} from './result.ts';
import type { Spot, Spots } from './spots.ts';

export interface EvaluatorOptions {
  readonly spots: Spots;
  readonly languages: Languages;
  readonly pattern: (source: string) => Lang | undefined;
  readonly formatMode: FormatMode;
}

/** Results by value and schema: a record that differs from the last one in a member has all its other parts known. */
class Memo {
  readonly #containers = new WeakMap<object, Map<Spot, Result | 'open'>>();
  readonly #scalars = new Map<JsonValue, Map<Spot, Result | 'open'>>();

  of(value: JsonValue): Map<Spot, Result | 'open'> {
    const found = typeof value === 'object' && value !== null ? this.#containers.get(value) : this.#scalars.get(value);
    if (found) return found;
    const made = new Map<Spot, Result | 'open'>();
    if (typeof value === 'object' && value !== null) this.#containers.set(value, made);
    else this.#scalars.set(value, made);
    return made;
  }
}

/** Evaluates the drafts' keywords one by one on a value, exactly; independent of the formulas of the search. */
export class Evaluator {
  readonly #options: EvaluatorOptions;
  readonly #memo = new Memo();
  readonly #demands: Demands;

  constructor(options: EvaluatorOptions) {
    this.#options = options;
    this.#demands = new Demands(options.spots);
  }

  /** Whether the value satisfies the schema; `undefined` where a part cannot be evaluated. */
  isValid(spot: Spot, value: JsonValue): boolean | undefined {
    return this.#evaluate(spot, value).valid;
  }

  /** Whether the value satisfies the schema and has declared members only. */
  isDeclared(spot: Spot, value: JsonValue): boolean {
    const result = this.#evaluate(spot, value);
    return result.valid === true && isDeclared(value, result);
  }

  /** Everything that the value fails. */
  failures(spot: Spot, value: JsonValue): readonly Failure[] {
    return new Run(this.#options, new Memo()).evaluate(spot, value).failures ?? [];
  }

  #evaluate(spot: Spot, value: JsonValue): Result {
    return new Run(this.#options, this.#memo, this.#demands).evaluate(spot, value);
  }
}

/** One evaluation; without `demands` to fail by at once it is thorough, and goes on to find every failure. */
class Run {
  readonly options: EvaluatorOptions;
  readonly #demands: Demands | undefined;
  readonly #memo: Memo;
  /** How often a schema was met again on the value that it is being evaluated on. */
  #loops = 0;

  constructor(options: EvaluatorOptions, memo: Memo, demands?: Demands) {
    this.options = options;
    this.#memo = memo;
    this.#demands = demands;
  }

  get isThorough(): boolean {
    return this.#demands === undefined;
  }

  evaluate(spot: Spot, value: JsonValue): Result {
    if (!isJsonObject(spot.node.schema)) {
      const result = createResult(spot);
      if (spot.node.schema === false) new Check(this, result, value).fail();
      return result;
    }
    if (isJsonObject(value) && this.#demands?.areMissed(spot, value)) return { ...createResult(spot), valid: false };
    const memo = this.#memo.of(value);
    const known = memo.get(spot);
    if (known === 'open') {
      // A reference that leads to itself on the spot adds nothing.
      this.#loops++;
      return createResult(spot);
    }
    if (known) return known;
    memo.set(spot, 'open');
    const loops = this.#loops;
    const result = createResult(spot);
    try {
      new Check(this, result, value).run();
    } finally {
      memo.delete(spot);
    }
    discardEvaluated(result);
    // What was found while something around it was taken to hold is no finding of its own.
    if (loops === this.#loops) memo.set(spot, result);
    return result;
  }
}

/** One schema being evaluated on one value. */
export class Check {
  readonly result: Result;
  readonly value: JsonValue;
  readonly #run: Run;

  constructor(run: Run, result: Result, value: JsonValue) {
    this.#run = run;
    this.result = result;
    this.value = value;
  }

  get node(): Spot['node'] {
    return this.result.spot.node;
  }
  get formatMode(): FormatMode {
    return this.#run.options.formatMode;
  }
  /** Nothing can change the answer any more. */
  get isOver(): boolean {
    return this.result.valid === false && !this.#run.isThorough;
  }

  run(): void {
    const type = typeBit(this.value);
    checkTypeAndValue(this);
    if (type === OBJECT && !this.isOver) checkRequired(this);
    if (!this.isOver) this.#references();
    if (type === NUMBER && !this.isOver) checkNumber(this);
    if (type === STRING && !this.isOver) checkString(this);
    if (!this.isOver) this.#applicators();
    if (type === OBJECT && !this.isOver) checkMembers(this);
    if (type === ARRAY && !this.isOver) checkItems(this);
  }

  /** Without a keyword it is the schema `false` that fails. */
  fail(keyword?: string, instance = ''): void {
    this.result.valid = false;
    const { pointer } = this.node;
    if (this.#run.isThorough)
      addFailure(this.result, { instance, schema: keyword === undefined ? pointer : `${pointer}/${keyword}` });
  }

  require(answer: boolean | undefined, keyword: string): void {
    if (answer === false) this.fail(keyword);
    else if (answer === undefined) this.doubt();
  }

  doubt(): void {
    this.result.valid &&= undefined;
  }

  matches(pattern: string, text: string): boolean | undefined {
    const { options } = this.#run;
    const lang = options.pattern(pattern);
    return lang && options.languages.has(lang, text);
  }

  child(tokens: readonly string[], value: JsonValue): Result {
    return this.#run.evaluate(this.#run.options.spots.child(this.result.spot, ...tokens), value);
  }

  /** Takes over the verdict of a schema that applies in place, and what it evaluated. */
  merge(inner: Result): void {
    if (inner.valid === false) {
      this.result.valid = false;
      for (const failure of inner.failures ?? []) addFailure(this.result, failure);
    } else if (inner.valid === undefined) this.doubt();
    else this.adopt(inner);
  }

  adopt(inner: Result): void {
    const { result } = this;
    result.inPlace ??= [];
    result.inPlace.push(inner);
    for (const name of inner.names ?? []) addName(result, name);
    for (const item of inner.someItems ?? []) addItem(result, item);
    result.allNames ||= inner.allNames;
    result.items = Math.max(result.items, inner.items);
  }

  /** Takes over the verdict on a member or an item. */
  mergeInside(inner: Result, at: string | number): void {
    const { result } = this;
    if (inner.valid === false) {
      result.valid = false;
      const prefix = `/${token(at)}`;
      for (const { instance, schema } of inner.failures ?? [])
        addFailure(result, { instance: prefix + instance, schema });
    } else if (inner.valid === undefined) this.doubt();
    else addInside(result, at, inner);
  }

  #references(): void {
    const { spots } = this.#run.options;
    for (const { target } of spots.references(this.result.spot))
      if (target) this.merge(this.#run.evaluate(target, this.value));
      else this.doubt();
  }

  #applicators(): void {
    const { node, value } = this;
    const apply = (keyword: string): Result => this.child([keyword], value);
    for (const branch of this.#run.options.spots.branches(this.result.spot, 'allOf')) {
      this.merge(this.#run.evaluate(branch, value));
      if (this.isOver) return;
    }
    this.#choose('anyOf', Number.POSITIVE_INFINITY);
    this.#choose('oneOf', 1);
    if (hasKeyword(node, 'not')) {
      const { valid } = apply('not');
      this.require(valid === undefined ? undefined : !valid, 'not');
    }
    if (!hasKeyword(node, 'if')) return;
    const condition = apply('if');
    if (condition.valid === undefined) this.doubt();
    if (condition.valid) {
      this.adopt(condition);
      if (hasKeyword(node, 'then')) this.merge(apply('then'));
    } else if (condition.valid === false && hasKeyword(node, 'else')) this.merge(apply('else'));
  }

  #choose(keyword: 'anyOf' | 'oneOf', most: number): void {
    if (!Array.isArray(keywordOf(this.node, keyword)) || this.isOver) return;
    const { spots } = this.#run.options;
    const branches = spots.branches(this.result.spot, keyword).map((branch) => this.#run.evaluate(branch, this.value));
    const passing = branches.filter(({ valid }) => valid === true);
    const open = branches.filter(({ valid }) => valid === undefined).length;
    if (passing.length > most || passing.length + open === 0) {
      this.fail(keyword);
      // The failures inside the branches say more than the keyword does.
      if (passing.length === 0)
        for (const branch of branches) for (const failure of branch.failures ?? []) addFailure(this.result, failure);
    } else if (passing.length === 0 || (open > 0 && most === 1)) this.doubt();
    for (const inner of passing) this.adopt(inner);
  }
}

const token = (at: string | number): string => String(at).replaceAll('~', '~0').replaceAll('/', '~1');
