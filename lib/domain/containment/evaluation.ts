import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';
import type { FormatMode } from '../verdict.ts';
import { typeBit } from './disjoint.ts';
import { isFormat } from './formats.ts';
import { ARRAY, NUMBER, OBJECT, STRING } from './formula.ts';
import {
  countOf,
  hasKeyword,
  itemLayout,
  keywordOf,
  listOf,
  namesOf,
  numberOf,
  stringOf,
  stringsOf,
} from './keywords.ts';
import type { Lang, Languages } from './language.ts';
import { compare, isInteger, isMultiple, toRational } from './rational.ts';
import type { Spot, Spots } from './spots.ts';
import { valueKey } from './value-key.ts';

/** A keyword that a value fails: `instance` points into the value, `schema` to the keyword. */
interface Failure {
  readonly instance: string;
  readonly schema: string;
}

/** What a successful schema says about one place of the value. */
interface Declaration {
  /** It lists members, so that others would be undeclared. */
  described: boolean;
  /** It accounts for every member. */
  all: boolean;
  /** The whole value stands in a `const` or `enum`, with all that is in it. */
  listed: boolean;
  readonly names: Set<string>;
}

export interface Evaluation {
  /** `undefined` where a part cannot be evaluated (an unsupported pattern, a reference to nowhere). */
  readonly valid: boolean | undefined;
  readonly failures: readonly Failure[];
  /** By instance pointer; only of schemas that succeeded. */
  readonly declarations: ReadonlyMap<string, Declaration>;
}

export interface EvaluatorOptions {
  readonly spots: Spots;
  readonly languages: Languages;
  readonly pattern: (source: string) => Lang | undefined;
  readonly formatMode: FormatMode;
}

/** What a schema evaluated at one place: needed by `unevaluated*` and by the declared content model. */
interface Result {
  valid: boolean | undefined;
  failures: Failure[];
  names: Set<string>;
  allNames: boolean;
  items: number;
  someItems: Set<number>;
  /** Successful schemas and where, for the declarations. */
  applied: Applied[];
}

interface Applied {
  readonly at: string;
  readonly spot: Spot;
  readonly names: ReadonlySet<string>;
  readonly all: boolean;
}

/** Evaluates the drafts' keywords one by one on a value, exactly; independent of the formulas of the search. */
export class Evaluator {
  readonly #options: EvaluatorOptions;
  readonly #active = new Set<string>();

  constructor(options: EvaluatorOptions) {
    this.#options = options;
  }

  evaluate(spot: Spot, value: JsonValue): Evaluation {
    this.#active.clear();
    const result = this.#schema(spot, value, '');
    return { valid: result.valid, failures: result.failures, declarations: declarationsOf(result.applied) };
  }

  #schema(spot: Spot, value: JsonValue, at: string): Result {
    const result: Result = {
      valid: true,
      failures: [],
      names: new Set(),
      allNames: false,
      items: 0,
      someItems: new Set(),
      applied: [],
    };
    const { schema } = spot.node;
    if (!isJsonObject(schema)) {
      if (schema === false) fail(result, at, spot.node.pointer);
      return result;
    }
    const key = `${spot.id}@${at}`;
    // A reference that leads to itself on the spot adds nothing.
    if (this.#active.has(key)) return result;
    this.#active.add(key);
    new Check({ evaluator: this, options: this.#options, spot, value, at, result }).run();
    this.#active.delete(key);
    if (result.valid === true) result.applied.push({ at, spot, names: new Set(result.names), all: result.allNames });
    else {
      result.applied = [];
      result.names.clear();
      result.someItems.clear();
      [result.allNames, result.items] = [false, 0];
    }
    return result;
  }

  inner(spot: Spot, value: JsonValue, at: string): Result {
    return this.#schema(spot, value, at);
  }
}

interface CheckInput {
  readonly evaluator: Evaluator;
  readonly options: EvaluatorOptions;
  readonly spot: Spot;
  readonly value: JsonValue;
  readonly at: string;
  readonly result: Result;
}

const token = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

function fail(result: Result, instance: string, schema: string): void {
  result.valid = false;
  result.failures.push({ instance, schema });
}

class Check {
  readonly #input: CheckInput;
  constructor(input: CheckInput) {
    this.#input = input;
  }

  run(): void {
    const { value } = this.#input;
    this.#references();
    this.#general();
    const type = typeBit(value);
    if (type === NUMBER) this.#numeric();
    if (type === STRING) this.#textual(value as string);
    this.#applicators();
    if (type === OBJECT) this.#members(value as JsonObject);
    if (type === ARRAY) this.#items(value as readonly JsonValue[]);
  }

  #fail(keyword: string, instance = this.#input.at): void {
    fail(this.#input.result, instance, `${this.#input.spot.node.pointer}/${keyword}`);
  }

  #require(answer: boolean | undefined, keyword: string): void {
    if (answer === false) this.#fail(keyword);
    else if (answer === undefined) this.#input.result.valid &&= undefined;
  }

  #child(tokens: readonly string[], value: JsonValue, at: string): Result {
    const { evaluator, options, spot } = this.#input;
    return evaluator.inner(options.spots.child(spot, ...tokens), value, at);
  }

  /** Takes over the verdict; of one that applies in place, also what it evaluated. */
  #merge(inner: Result, inPlace: boolean): void {
    const { result } = this.#input;
    if (inner.valid === false) {
      result.valid = false;
      result.failures.push(...inner.failures);
    } else if (inner.valid === undefined) result.valid &&= undefined;
    else this.#adopt(inner, inPlace);
  }

  #adopt(inner: Result, inPlace: boolean): void {
    const { result } = this.#input;
    result.applied.push(...inner.applied);
    if (!inPlace) return;
    for (const name of inner.names) result.names.add(name);
    for (const item of inner.someItems) result.someItems.add(item);
    result.allNames ||= inner.allNames;
    result.items = Math.max(result.items, inner.items);
  }

  #references(): void {
    const { evaluator, options, spot, value, at, result } = this.#input;
    for (const { target } of options.spots.references(spot))
      if (target) this.#merge(evaluator.inner(target, value, at), true);
      else result.valid &&= undefined;
  }

  #general(): void {
    const { spot, value } = this.#input;
    const type = keywordOf(spot.node, 'type');
    if (type !== undefined && !(isJsonArray(type) ? type : [type]).some((name) => isOfType(value, name)))
      this.#fail('type');
    const listed = keywordOf(spot.node, 'enum');
    if (isJsonArray(listed)) {
      const key = valueKey(value);
      if (!listed.some((item) => typeBit(item) === typeBit(value) && valueKey(item) === key)) this.#fail('enum');
    }
    const constant = keywordOf(spot.node, 'const');
    if (constant !== undefined && valueKey(constant) !== valueKey(value)) this.#fail('const');
  }

  #numeric(): void {
    const { node } = this.#input.spot;
    const exact = toRational(this.#input.value as number);
    const of = numberOf(node, 'multipleOf');
    if (of !== undefined && toRational(of).num > 0n && !isMultiple(exact, toRational(of))) this.#fail('multipleOf');
    for (const [bare, strict, sign] of [
      ['minimum', 'exclusiveMinimum', 1],
      ['maximum', 'exclusiveMaximum', -1],
    ] as const) {
      const bound = numberOf(node, bare);
      const old = node.resource.dialect === 'draft-04';
      if (bound !== undefined) {
        const order = compare(exact, toRational(bound)) * sign;
        if (order < 0 || (order === 0 && old && keywordOf(node, strict) === true)) this.#fail(bare);
      }
      const exclusive = numberOf(node, strict);
      if (exclusive !== undefined && compare(exact, toRational(exclusive)) * sign <= 0) this.#fail(strict);
    }
  }

  #textual(text: string): void {
    const { options, spot } = this.#input;
    const length = [...text].length;
    if (length < (countOf(spot.node, 'minLength') ?? 0)) this.#fail('minLength');
    if (length > (countOf(spot.node, 'maxLength') ?? Number.POSITIVE_INFINITY)) this.#fail('maxLength');
    const pattern = stringOf(spot.node, 'pattern');
    if (pattern !== undefined) this.#require(this.#matches(pattern, text), 'pattern');
    const format = stringOf(spot.node, 'format');
    if (format !== undefined && options.formatMode === 'assertion') this.#require(isFormat(format, text), 'format');
  }

  #matches(pattern: string, text: string): boolean | undefined {
    const lang = this.#input.options.pattern(pattern);
    return lang && this.#input.options.languages.has(lang, text);
  }

  #applicators(): void {
    const { spot, value, at, result } = this.#input;
    const { node } = spot;
    const results = (keyword: string): Result[] =>
      listOf(node, keyword).map((_, index) => this.#child([keyword, String(index)], value, at));
    for (const inner of results('allOf')) this.#merge(inner, true);
    if (isJsonArray(keywordOf(node, 'anyOf'))) this.#choose('anyOf', results('anyOf'), Number.POSITIVE_INFINITY);
    if (isJsonArray(keywordOf(node, 'oneOf'))) this.#choose('oneOf', results('oneOf'), 1);
    if (hasKeyword(node, 'not')) {
      const inner = this.#child(['not'], value, at);
      this.#require(inner.valid === undefined ? undefined : !inner.valid, 'not');
    }
    if (!hasKeyword(node, 'if')) return;
    const condition = this.#child(['if'], value, at);
    if (condition.valid === undefined) result.valid &&= undefined;
    if (condition.valid) {
      this.#adopt(condition, true);
      if (hasKeyword(node, 'then')) this.#merge(this.#child(['then'], value, at), true);
    } else if (condition.valid === false && hasKeyword(node, 'else'))
      this.#merge(this.#child(['else'], value, at), true);
  }

  #choose(keyword: string, branches: readonly Result[], most: number): void {
    const { result } = this.#input;
    const passing = branches.filter(({ valid }) => valid === true);
    const open = branches.filter(({ valid }) => valid === undefined).length;
    if (passing.length > most || passing.length + open === 0) {
      this.#fail(keyword);
      // The failures inside the branches say more than the keyword does.
      if (passing.length === 0) for (const { failures } of branches) result.failures.push(...failures);
    } else if (passing.length === 0 || (open > 0 && most === 1)) result.valid &&= undefined;
    for (const inner of passing) this.#adopt(inner, true);
  }

  #members(value: JsonObject): void {
    const { spot, at, result } = this.#input;
    const { node } = spot;
    const names = Object.keys(value);
    for (const name of stringsOf(keywordOf(node, 'required'))) if (!(name in value)) this.#fail('required');
    if (names.length < (countOf(node, 'minProperties') ?? 0)) this.#fail('minProperties');
    if (names.length > (countOf(node, 'maxProperties') ?? Number.POSITIVE_INFINITY)) this.#fail('maxProperties');
    this.#namedMembers(value, names);
    if (hasKeyword(node, 'propertyNames'))
      for (const name of names) {
        const inner = this.#child(['propertyNames'], name, `${at}/${token(name)}`);
        if (inner.valid === false) this.#fail('propertyNames');
        else if (inner.valid === undefined) result.valid &&= undefined;
      }
    this.#dependencies(value);
    if (!hasKeyword(node, 'unevaluatedProperties')) return;
    for (const name of names)
      if (!result.allNames && !result.names.has(name)) this.#member(value, name, ['unevaluatedProperties']);
    result.allNames = true;
  }

  #member(value: JsonObject, name: string, tokens: readonly string[]): void {
    const inner = this.#child(tokens, value[name] ?? null, `${this.#input.at}/${token(name)}`);
    this.#merge(inner, false);
  }

  #namedMembers(value: JsonObject, names: readonly string[]): void {
    const { spot, result } = this.#input;
    const { node } = spot;
    const own = keywordOf(node, 'properties');
    const patterns = namesOf(node, 'patternProperties');
    const rest = hasKeyword(node, 'additionalProperties');
    for (const name of names) {
      let covered: boolean | undefined = false;
      if (isJsonObject(own) && name in own) {
        covered = true;
        result.names.add(name);
        this.#member(value, name, ['properties', name]);
      }
      for (const pattern of patterns) {
        const match = this.#matches(pattern, name);
        if (match === undefined) {
          result.valid &&= undefined;
          covered ||= undefined;
        }
        if (!match) continue;
        covered = true;
        result.names.add(name);
        this.#member(value, name, ['patternProperties', pattern]);
      }
      if (rest && covered === false) this.#member(value, name, ['additionalProperties']);
    }
    if (rest) result.allNames = true;
  }

  #dependencies(value: JsonObject): void {
    const { spot, at } = this.#input;
    for (const keyword of ['dependencies', 'dependentRequired', 'dependentSchemas']) {
      const table = keywordOf(spot.node, keyword);
      if (!isJsonObject(table)) continue;
      for (const name of Object.keys(table)) {
        if (!(name in value)) continue;
        const needed = table[name];
        const others = typeof needed === 'string' ? [needed] : stringsOf(needed);
        if (isJsonArray(needed) || typeof needed === 'string') {
          if (others.some((other) => !(other in value))) this.#fail(keyword);
        } else this.#merge(this.#child([keyword, name], value, at), true);
      }
    }
  }

  #items(value: readonly JsonValue[]): void {
    const { spot, at, result } = this.#input;
    const { node } = spot;
    if (value.length < (countOf(node, 'minItems') ?? 0)) this.#fail('minItems');
    if (value.length > (countOf(node, 'maxItems') ?? Number.POSITIVE_INFINITY)) this.#fail('maxItems');
    if (keywordOf(node, 'uniqueItems') === true && new Set(value.map(valueKey)).size < value.length)
      this.#fail('uniqueItems');
    const { prefix, rest } = itemLayout(node);
    value.forEach((item, index) => {
      const tokens = prefix[index] ?? rest;
      if (tokens) this.#merge(this.#child(tokens, item, `${at}/${index}`), false);
    });
    result.items = Math.max(result.items, rest ? Number.POSITIVE_INFINITY : prefix.length);
    if (hasKeyword(node, 'contains')) this.#contains(value);
    if (!hasKeyword(node, 'unevaluatedItems')) return;
    value.forEach((item, index) => {
      if (index >= result.items && !result.someItems.has(index))
        this.#merge(this.#child(['unevaluatedItems'], item, `${at}/${index}`), false);
    });
    result.items = Number.POSITIVE_INFINITY;
  }

  #contains(value: readonly JsonValue[]): void {
    const { spot, at, result } = this.#input;
    let [sure, open] = [0, 0];
    value.forEach((item, index) => {
      const inner = this.#child(['contains'], item, `${at}/${index}`);
      if (inner.valid === undefined) open++;
      if (!inner.valid) return;
      sure++;
      this.#adopt(inner, false);
      if (spot.node.resource.dialect === '2020-12') result.someItems.add(index);
    });
    const min = countOf(spot.node, 'minContains') ?? 1;
    const max = countOf(spot.node, 'maxContains') ?? Number.POSITIVE_INFINITY;
    if (sure + open < min || sure > max) this.#fail('contains');
    else if (sure < min || sure + open > max) result.valid &&= undefined;
  }
}

function isOfType(value: JsonValue, name: JsonValue): boolean {
  switch (name) {
    case 'null':
      return value === null;
    case 'boolean':
      return typeof value === 'boolean';
    case 'string':
      return typeof value === 'string';
    case 'number':
      return typeBit(value) === NUMBER;
    case 'integer':
      return typeBit(value) === NUMBER && isInteger(toRational(value as number));
    case 'array':
      return isJsonArray(value);
    case 'object':
      return isJsonObject(value);
    default:
      return name === 'any';
  }
}

function declarationsOf(applied: readonly Applied[]): ReadonlyMap<string, Declaration> {
  const byPlace = new Map<string, Declaration>();
  for (const { at, spot, names, all } of applied) {
    let declaration = byPlace.get(at);
    if (!declaration) {
      declaration = { described: false, all: false, listed: false, names: new Set() };
      byPlace.set(at, declaration);
    }
    declaration.all ||= all;
    declaration.listed ||= isListed(spot);
    declaration.described ||= hasKeyword(spot.node, 'properties') || hasKeyword(spot.node, 'patternProperties');
    for (const name of [...names, ...namedBy(spot)]) declaration.names.add(name);
  }
  return byPlace;
}

const isListed = ({ node }: Spot): boolean => hasKeyword(node, 'const') || hasKeyword(node, 'enum');

/** The names that `required`, `dependentRequired` and a finite `propertyNames` declare. */
export function namedBy({ node }: Spot): readonly string[] {
  const names = [...stringsOf(keywordOf(node, 'required'))];
  for (const keyword of ['dependentRequired', 'dependencies']) {
    const table = keywordOf(node, keyword);
    if (isJsonObject(table))
      for (const name of Object.keys(table)) if (isJsonArray(table[name])) names.push(...stringsOf(table[name]));
  }
  const listed = keywordOf(node, 'propertyNames');
  if (isJsonObject(listed)) {
    if (typeof listed['const'] === 'string') names.push(listed['const']);
    names.push(...stringsOf(listed['enum']));
  }
  return names;
}

/** Whether every member at every described place is declared (see `Closure`), by the evaluation of the value itself. */
export function isDeclared(value: JsonValue, { declarations }: Evaluation): boolean {
  const open: { value: JsonValue; at: string }[] = [{ value, at: '' }];
  for (let place = open.pop(); place; place = open.pop()) {
    const { value: inner, at } = place;
    const declaration = declarations.get(at);
    if (declaration?.listed) continue;
    if (isJsonArray(inner))
      for (const [index, item] of inner.entries()) open.push({ value: item, at: `${at}/${index}` });
    if (!isJsonObject(inner)) continue;
    for (const name of Object.keys(inner)) {
      if (declaration?.described && !declaration.all && !declaration.names.has(name)) return false;
      open.push({ value: inner[name] ?? null, at: `${at}/${token(name)}` });
    }
  }
  return true;
}
