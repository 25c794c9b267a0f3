import type { JsonValue } from '../../schema/json.ts';
import type { Formula } from '../algebra/formula.ts';
import { holds } from '../algebra/holds.ts';
import { inRegion, isListed, type Region } from '../algebra/region.ts';
import { valueKey } from '../algebra/value-key.ts';
import type { Lang } from '../strings/lang.ts';
import { LanguageTooHard } from '../strings/word-search.ts';
import type { Branch } from './branch.ts';
import type { Members } from './members.ts';
import { type Doubt, EMPTY, found, type Outcome, unsure } from './outcome.ts';
import type { Solver } from './solver.ts';

type Found = Extract<Outcome, { kind: 'value' }>;
interface Member {
  readonly goal: readonly Formula[];
  readonly outcome: Found;
}
type Plan = Map<string, Member>;

const MAX_FILL = 2_000;

/** An object that satisfies the atoms of a branch. */
export function solveObject(branch: Branch, solver: Solver): Outcome {
  try {
    return new ObjectSearch(branch, solver).run();
  } catch (error) {
    if (error instanceof LanguageTooHard) return unsure('the member names form too large a language');
    throw error;
  }
}

class ObjectSearch {
  readonly #branch: Branch;
  readonly #solver: Solver;
  readonly #members: Members;
  readonly #names: ReadonlySet<string>;
  #doubt: Doubt | undefined;

  constructor(branch: Branch, solver: Solver) {
    this.#branch = branch;
    this.#solver = solver;
    this.#members = branch.members();
    this.#names = this.#members.names();
  }

  run(): Outcome {
    const { min, max } = this.#members;
    if (min > max) return EMPTY;
    const plan: Plan = new Map();
    const needed = this.#members.needed();
    if (needed.size > max) return EMPTY;
    for (const [name, inner] of needed) {
      const goal = [...this.#members.constraintsAt(name), ...inner];
      const outcome = this.#solve(goal);
      if (!outcome) return this.#nothing();
      plan.set(name, { goal, outcome });
    }
    const whole = this.#assign(plan, this.#members.demands(), 0);
    return whole ? this.#build(whole) : this.#nothing();
  }

  #nothing(): Outcome {
    return this.#doubt ? { kind: 'unknown', doubt: this.#doubt } : EMPTY;
  }

  #solve(goal: readonly Formula[]): Found | undefined {
    const outcome = this.#solver.solve(this.#solver.formulas.and(goal));
    if (outcome.kind === 'value') return outcome;
    if (outcome.kind === 'unknown') this.#doubt ??= outcome.doubt;
    return undefined;
  }

  /** Gives each demand a member, then fills up to the least count. Tries every way before it gives up. */
  #assign(plan: Plan, demands: readonly { region: Region; inner: Formula }[], at: number): Plan | undefined {
    const demand = demands[at];
    if (!demand) return this.#fill(plan);
    this.#solver.budget.spend(1);
    for (const next of this.#ways(plan, demand)) {
      const whole = this.#assign(next, demands, at + 1);
      if (whole) return whole;
    }
    return undefined;
  }

  *#ways(plan: Plan, { region, inner }: { region: Region; inner: Formula }): Generator<Plan> {
    const { languages, algebra } = this.#solver;
    const inside = [...plan.keys()].filter((name) => inRegion(region, name, languages));
    for (const name of inside) {
      const value = plan.get(name)?.outcome;
      if (value && !value.doubt && holds(inner, value.value, algebra) === true) yield plan;
    }
    if (plan.size < this.#members.max) {
      const listed = isListed(region)
        ? [...region.only]
        : [...this.#names].filter((name) => inRegion(region, name, languages));
      for (const name of listed) {
        if (plan.has(name)) continue;
        const next = this.#with(plan, name, [...this.#members.constraintsAt(name), inner]);
        if (next) yield next;
      }
      if (!isListed(region))
        for (const { goal, lang } of this.#fresh(region, [inner])) {
          const outcome = this.#solve(goal);
          const name = outcome && languages.findWord(lang, { avoid: new Set([...this.#names, ...plan.keys()]) });
          if (outcome && name !== undefined) yield new Map([...plan, [name, { goal, outcome }]]);
        }
    }
    for (const name of inside) {
      const next = this.#with(plan, name, [...(plan.get(name)?.goal ?? []), inner]);
      if (next) yield next;
    }
  }

  #with(plan: Plan, name: string, goal: readonly Formula[]): Plan | undefined {
    const outcome = this.#solve(goal);
    return outcome && new Map([...plan, [name, { goal, outcome }]]);
  }

  /** Kinds of names that nothing mentions: for each way to lie inside or outside the patterns, its language and conditions. */
  *#fresh(region: Region | undefined, inner: readonly Formula[]): Generator<{ goal: readonly Formula[]; lang: Lang }> {
    const { languages } = this.#solver;
    const byLang = new Map<Lang, Formula[]>();
    const always: Formula[] = [...inner];
    for (const { region: other, inner: condition } of this.#members.open()) {
      if (isListed(other)) continue;
      if (other.lang === languages.all) always.push(condition);
      else byLang.set(other.lang, [...(byLang.get(other.lang) ?? []), condition]);
    }
    // With a maximum, one member may have to meet several demands: their regions divide the names too.
    if (this.#members.max < Number.POSITIVE_INFINITY)
      for (const { region: other } of this.#members.demands())
        if (!isListed(other) && other.lang !== languages.all && !byLang.has(other.lang)) byLang.set(other.lang, []);
    const start = region && !isListed(region) ? region.lang : languages.all;
    yield* this.#minterms([...byLang], { lang: start, goal: always });
  }

  *#minterms(
    patterns: readonly (readonly [Lang, readonly Formula[]])[],
    { lang, goal }: { lang: Lang; goal: readonly Formula[] },
  ): Generator<{ goal: readonly Formula[]; lang: Lang }> {
    const { languages, budget } = this.#solver;
    budget.spend(1);
    if (languages.findWord(lang, { avoid: this.#names }) === undefined) return;
    const [first, ...rest] = patterns;
    if (!first) {
      yield { goal, lang };
      return;
    }
    yield* this.#minterms(rest, { lang: languages.and(lang, languages.not(first[0])), goal });
    yield* this.#minterms(rest, { lang: languages.and(lang, first[0]), goal: [...goal, ...first[1]] });
  }

  #fill(plan: Plan): Plan | undefined {
    const { min } = this.#members;
    if (plan.size >= min) return plan;
    if (min > MAX_FILL) {
      this.#doubt ??= { reason: `minProperties ${min} is more than is tried` };
      return undefined;
    }
    const { languages } = this.#solver;
    const full: Plan = new Map(plan);
    for (const name of this.#names) {
      if (full.size >= min) return full;
      if (full.has(name)) continue;
      const goal = this.#members.constraintsAt(name);
      const outcome = this.#solve(goal);
      if (outcome) full.set(name, { goal, outcome });
    }
    for (const { goal, lang } of this.#fresh(undefined, [])) {
      if (full.size >= min) return full;
      const outcome = this.#solve(goal);
      if (!outcome) continue;
      const avoid = new Set([...this.#names, ...full.keys()]);
      while (full.size < min) {
        this.#solver.budget.spend(avoid.size);
        const name = languages.findWord(lang, { avoid });
        if (name === undefined) break;
        avoid.add(name);
        full.set(name, { goal, outcome });
      }
    }
    return full.size >= min ? full : undefined;
  }

  #build(plan: Plan): Outcome {
    const value: Record<string, JsonValue> = Object.create(null);
    let size = 1;
    let doubt: Doubt | undefined;
    for (const [name, { outcome }] of plan) {
      value[name] = outcome.value;
      size += outcome.size;
      doubt ??= outcome.doubt;
    }
    const excluded = this.#branch.atoms.find(
      (atom) => atom.kind === 'values' && !atom.positive && atom.values.has(valueKey(value)),
    );
    return excluded ? { kind: 'refine', condition: this.#differs(value) } : found(value, size, doubt);
  }

  /** The ways in which an object differs from this one. */
  #differs(value: Readonly<Record<string, JsonValue>>): Formula {
    const { formulas, languages } = this.#solver;
    const names = Object.keys(value);
    return formulas.or([
      formulas.someMember({ except: new Set(names), lang: languages.all }, formulas.true),
      ...names.flatMap((name) => [
        formulas.everyMember({ only: new Set([name]) }, formulas.false),
        formulas.someMember({ only: new Set([name]) }, formulas.values([value[name] ?? null], false)),
      ]),
    ]);
  }
}
