import { isJsonObject } from '../../schema/json.ts';
import type { Formula } from '../algebra/formula.ts';
import { certainlyInPlace } from '../scope/in-place.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';
import { choicesOf, type Way } from './choices.ts';
import type { Compiler } from './compiler.ts';

/** A schema that applies successfully, with those inside it that apply to the same value; see `withInside`. */
export interface Passed {
  readonly scoped: SchemaInScope;
  readonly inside: readonly Passed[];
}

/** One way for schemas to succeed: which branches pass. The literals of all cases exclude each other and leave no gap. */
export interface Case {
  readonly literals: readonly Formula[];
  /** Of the schemas asked about, those that apply. */
  readonly passed: readonly Passed[];
}

/** A schema that applies to a place, with success, if the condition holds. */
export interface Conditional {
  readonly scoped: SchemaInScope;
  readonly condition: Formula;
}

export interface CaseOptions {
  readonly compiler: Compiler;
  /** Whether it matters that a schema passes. */
  readonly matters: (scoped: SchemaInScope) => boolean;
}

/** Too many cases to list. */
export class TooManyCases extends Error {}
const MAX_CASES = 1_500;
/** Alternatives that are looked into. */
const MAX_TRIED = 20_000;

/**
 * All ways for schemas at one place to succeed that differ in what matters (JSON Schema 2020-12, section 11). However
 * many references lead to a schema, it passes or fails as one. Throws `TooManyCases`.
 */
export function casesOf(
  must: readonly SchemaInScope[],
  may: readonly Conditional[],
  options: CaseOptions,
): readonly Case[] {
  const start = new State(options);
  for (const scoped of must) start.root(scoped);
  for (const { scoped, condition } of may) start.choose(undefined, whether(scoped, condition, options.compiler));
  const found: Case[] = [];
  const open = start.enter() ? [start] : [];
  let tried = 0;
  for (let state = open.pop(); state; state = open.pop()) {
    const choice = state.next();
    if (!choice) {
      found.push(state.toCase());
      if (found.length > MAX_CASES) throw new TooManyCases();
      continue;
    }
    const ways = choice.ways.filter((way) => !state.contradicts(way));
    tried += ways.length;
    if (tried > MAX_TRIED) throw new TooManyCases();
    // The last takes over the state itself, so that what leaves no choice copies nothing.
    const states = ways.map((_, at) => (at === ways.length - 1 ? state : state.copy()));
    for (const [at, way] of [...ways.entries()].reverse()) {
      const next = states[at];
      if (next?.take(choice.of, way)) open.push(next);
    }
  }
  return found;
}

const whether = (scoped: SchemaInScope, condition: Formula, { formulas }: Compiler): readonly Way[] => [
  { literals: [condition], passing: [scoped] },
  { literals: [formulas.not(condition)], passing: [] },
];

interface Choice {
  /** The schema that chooses; none if it is whether a root applies. */
  readonly of: SchemaInScope | undefined;
  readonly ways: readonly Way[];
}

/** The decisions so far on one way to succeed. */
class State {
  readonly #options: CaseOptions;
  readonly #literals: Formula[];
  /** Formulas that hold in this case. */
  readonly #known: Set<number>;
  readonly #inside: Map<SchemaInScope, readonly SchemaInScope[]>;
  readonly #roots: SchemaInScope[];
  #choices: readonly Choice[];
  #entering: SchemaInScope[] = [];

  constructor(options: CaseOptions, from?: State) {
    this.#options = options;
    this.#literals = [...(from?.literals ?? [])];
    this.#known = new Set(from?.known);
    this.#inside = new Map(from?.inside);
    this.#roots = [...(from?.roots ?? [])];
    this.#choices = from?.choices ?? [];
  }

  get literals(): readonly Formula[] {
    return this.#literals;
  }
  get known(): ReadonlySet<number> {
    return this.#known;
  }
  get inside(): ReadonlyMap<SchemaInScope, readonly SchemaInScope[]> {
    return this.#inside;
  }
  get roots(): readonly SchemaInScope[] {
    return this.#roots;
  }
  get choices(): readonly Choice[] {
    return this.#choices;
  }

  copy(): State {
    return new State(this.#options, this);
  }

  root(scoped: SchemaInScope): void {
    this.#roots.push(scoped);
    this.#entering.push(scoped);
  }

  choose(of: SchemaInScope | undefined, ways: readonly Way[]): void {
    this.#choices = [...this.#choices, { of, ways }];
  }

  next(): Choice | undefined {
    const [first, ...rest] = this.#choices;
    this.#choices = rest;
    return first;
  }

  contradicts({ literals, failing = [], otherwise }: Way): boolean {
    const { formulas } = this.#options.compiler;
    if (otherwise?.every((formula) => this.#isFalse(formula))) return true;
    return (
      literals.some((formula) => this.#isFalse(formula)) ||
      failing.some((formula) => this.#isTrue(formula, formulas.true))
    );
  }

  #isTrue(formula: Formula, always: Formula): boolean {
    return formula === always || this.#known.has(formula.id);
  }

  #isFalse(formula: Formula): boolean {
    const { formulas } = this.#options.compiler;
    return this.#isTrue(formulas.not(formula), formulas.true);
  }

  /** Goes one way; false if that turns out to contradict what is known. */
  take(of: SchemaInScope | undefined, { literals, passing, failing = [] }: Way): boolean {
    const { formulas } = this.#options.compiler;
    for (const literal of literals) {
      if (literal !== formulas.true && !this.#known.has(literal.id)) this.#literals.push(literal);
      if (!this.#assume(literal)) return false;
    }
    for (const formula of failing) if (!this.#assume(formulas.not(formula))) return false;
    if (of) this.#inside.set(of, [...(this.#inside.get(of) ?? []), ...passing]);
    for (const scoped of passing) {
      if (of) this.#entering.push(scoped);
      else this.root(scoped);
    }
    return this.enter();
  }

  #assume(formula: Formula): boolean {
    if (this.#isFalse(formula)) return false;
    this.#known.add(formula.id);
    return formula.kind !== 'and' || formula.parts.every((part) => this.#assume(part));
  }

  /** Takes in the schemas that pass, and those that with them have to; false if one of them cannot. */
  enter(): boolean {
    const { compiler } = this.#options;
    for (let scoped = this.#entering.pop(); scoped; scoped = this.#entering.pop()) {
      if (this.#inside.has(scoped)) continue;
      if (!this.#roots.includes(scoped) && !this.#assume(compiler.formulaOf(scoped))) return false;
      if (!isJsonObject(scoped.node.schema)) {
        this.#inside.set(scoped, []);
        continue;
      }
      const certain = certainlyInPlace(scoped, compiler);
      this.#inside.set(scoped, certain);
      this.#entering.push(...certain);
      for (const ways of choicesOf(scoped, this.#options)) this.choose(scoped, ways);
    }
    return true;
  }

  toCase(): Case {
    const made = new Map<SchemaInScope, { readonly scoped: SchemaInScope; readonly inside: Passed[] }>();
    for (const scoped of this.#inside.keys()) made.set(scoped, { scoped, inside: [] });
    for (const [scoped, inside] of this.#inside)
      for (const inner of inside) {
        const passed = made.get(inner);
        if (passed) made.get(scoped)?.inside.push(passed);
      }
    const passed = this.#roots.flatMap((scoped) => made.get(scoped) ?? []);
    return { literals: this.#literals, passed };
  }
}
