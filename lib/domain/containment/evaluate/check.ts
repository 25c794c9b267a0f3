import type { JsonValue } from '../../schema/json.ts';
import type { FormatMode } from '../../verdict.ts';
import { typeBit } from '../algebra/disjoint.ts';
import { ARRAY, NUMBER, OBJECT, STRING } from '../algebra/formula.ts';
import { hasKeyword, keywordOf } from '../scope/keywords.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';
import { checkItems } from './evaluate-items.ts';
import { checkMembers, checkRequired } from './evaluate-members.ts';
import { checkNumber, checkString, checkTypeAndValue } from './evaluate-scalar.ts';
import type { Evaluation } from './evaluator.ts';
import { addCause, addFailing, addInside, addItem, addName, type Result } from './result.ts';
import type { ValueKeys } from './value-keys.ts';

/** One schema being evaluated on one value. */
export class Check {
  readonly result: Result;
  readonly value: JsonValue;
  readonly #run: Evaluation;

  constructor(run: Evaluation, result: Result, value: JsonValue) {
    this.#run = run;
    this.result = result;
    this.value = value;
  }

  get node(): SchemaInScope['node'] {
    return this.result.scoped.node;
  }
  get formatMode(): FormatMode {
    return this.#run.options.formatMode;
  }
  get keys(): ValueKeys {
    return this.#run.options.keys;
  }
  /** Nothing can change the answer any more. */
  get isOver(): boolean {
    return this.result.valid === false && !this.#run.isThorough;
  }

  run(): void {
    const type = typeBit(this.value);
    const { isLeaf } = this.result.scoped;
    checkTypeAndValue(this);
    if (type === OBJECT && !this.isOver) checkRequired(this);
    if (!isLeaf && !this.isOver) this.#references();
    if (type === NUMBER && !this.isOver) checkNumber(this);
    if (type === STRING && !this.isOver) checkString(this);
    if (!isLeaf && !this.isOver) this.#applicators();
    if (type === OBJECT && !this.isOver) checkMembers(this);
    if (type === ARRAY && !this.isOver) checkItems(this);
  }

  /** Counts a look at so many members, items or names, which are quicker than a schema's evaluation. */
  look(count: number): void {
    this.#run.options.budget.spend(count / 8);
  }

  /** `pointer` leads from the value to what is wrong. */
  fail(pointer = ''): void {
    this.result.valid = false;
    if (this.#run.isThorough) addFailing(this.result, pointer);
  }

  require(answer: boolean | undefined): void {
    if (answer === false) this.fail();
    else if (answer === undefined) this.doubt();
  }

  doubt(): void {
    this.result.valid &&= undefined;
  }

  matches(pattern: string, text: string): boolean | undefined {
    return this.#run.options.matches(pattern, text);
  }

  child(tokens: readonly string[], value: JsonValue): Result {
    return this.#run.evaluate(this.#run.options.graph.child(this.result.scoped, ...tokens), value);
  }

  /** Takes over the verdict of a schema that applies in place, and what it evaluated. */
  merge(inner: Result): void {
    if (inner.valid === false) this.#failBy(inner);
    else if (inner.valid === undefined) this.doubt();
    else this.adopt(inner);
  }

  adopt(inner: Result): void {
    const { result } = this;
    result.inPlace ??= [];
    result.inPlace.push(inner);
    const copied = (inner.names?.size ?? 0) + (inner.someItems?.size ?? 0);
    this.look(copied);
    this.#run.options.budget.keep(1 + copied);
    for (const name of inner.names ?? []) addName(result, name);
    for (const item of inner.someItems ?? []) addItem(result, item);
    result.allNames ||= inner.allNames;
    result.items = Math.max(result.items, inner.items);
  }

  /** Takes over the verdict on a member or an item. */
  mergeInside(inner: Result, at: string | number): void {
    if (inner.valid === false) this.#failBy(inner, at);
    else if (inner.valid === undefined) this.doubt();
    else addInside(this.result, at, inner);
  }

  #failBy(inner: Result, at?: string | number): void {
    this.result.valid = false;
    if (this.#run.isThorough) addCause(this.result, { result: inner, at });
  }

  #references(): void {
    const { graph } = this.#run.options;
    for (const { target } of graph.references(this.result.scoped)) this.merge(this.#run.evaluate(target, this.value));
  }

  #applicators(): void {
    const { node, value } = this;
    const apply = (keyword: string): Result => this.child([keyword], value);
    for (const branch of this.#run.options.graph.branches(this.result.scoped, 'allOf')) {
      this.merge(this.#run.evaluate(branch, value));
      if (this.isOver) return;
    }
    this.#choose('anyOf', Number.POSITIVE_INFINITY);
    this.#choose('oneOf', 1);
    if (hasKeyword(node, 'not')) {
      const { valid } = apply('not');
      this.require(valid === undefined ? undefined : !valid);
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
    const { graph } = this.#run.options;
    const branches: Result[] = [];
    for (const branch of graph.branches(this.result.scoped, keyword))
      if (!this.#run.isRejected(branch, this.value)) branches.push(this.#run.evaluate(branch, this.value));
    const passing = branches.filter(({ valid }) => valid === true);
    const open = branches.filter(({ valid }) => valid === undefined).length;
    if (passing.length > most || passing.length + open === 0) {
      this.fail();
      // The failures inside the branches say more than the keyword does.
      if (passing.length === 0) for (const branch of branches) this.#failBy(branch);
    } else if (passing.length === 0 || (open > 0 && most === 1)) this.doubt();
    for (const inner of passing) this.adopt(inner);
  }
}
