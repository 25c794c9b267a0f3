import { refuteBeside } from '../algebra/exactly-one.ts';
import { type Formula, OBJECT } from '../algebra/formula.ts';
import { holds } from '../algebra/holds.ts';
import { compare } from '../algebra/rational.ts';
import { Members } from './members.ts';
import type { Doubt } from './outcome.ts';
import type { Solver } from './solver.ts';

/** References looked through before an alternative is taken to be possible. */
const MAX_LOOK = 4;

type Values = Extract<Formula, { kind: 'values' }>;

/** One branch of the search for a value of one type: the atoms asserted so far and the choices still open. */
export class Branch {
  readonly type: number;
  readonly #solver: Solver;
  readonly #known: Set<number>;
  #atoms: Formula[];
  #choices: Formula[];
  #oneOf: readonly (readonly Formula[])[];
  #doubt: Doubt | undefined;
  #members: Members | undefined;

  constructor(solver: Solver, type: number, from?: Branch) {
    this.#solver = solver;
    this.type = type;
    this.#known = new Set(from?.known);
    this.#atoms = from ? [...from.atoms] : [];
    this.#choices = from ? [...from.choices] : [];
    this.#oneOf = from?.oneOf ?? [];
    this.#doubt = from?.doubt;
    this.#members = from?.membersIfBuilt?.copy();
  }

  get known(): ReadonlySet<number> {
    return this.#known;
  }
  get atoms(): readonly Formula[] {
    return this.#atoms;
  }
  get choices(): readonly Formula[] {
    return this.#choices;
  }
  /** The lists of which exactly one is known to hold. */
  get oneOf(): readonly (readonly Formula[])[] {
    return this.#oneOf;
  }
  get doubt(): Doubt | undefined {
    return this.#doubt;
  }
  get membersIfBuilt(): Members | undefined {
    return this.#members;
  }

  /** The conditions of the atoms on the members of an object. */
  members(): Members {
    this.#members ??= new Members(this.#atoms, this.#solver);
    return this.#members;
  }

  split(): Branch {
    this.#solver.budget.spend(1 + this.#known.size / 16);
    return new Branch(this.#solver, this.type, this);
  }

  listed(): Values | undefined {
    return this.#atoms.find((atom): atom is Values => atom.kind === 'values' && atom.positive);
  }

  /** Adds formulas, restricted to this branch's type before; false if they contradict what is known. */
  assert(formulas: readonly Formula[]): boolean {
    const { formulas: algebra } = this.#solver;
    const open = [...formulas];
    // A negated "exactly one of" is easier to say beside its counterpart, so it waits for everything else.
    const refused: (Formula & { readonly kind: 'lazy' })[] = [];
    for (let formula = open.pop(); formula; formula = open.pop() ?? this.#refute(refused.pop())) {
      if (formula.kind === 'true' || this.#known.has(formula.id)) continue;
      if (formula.kind === 'false' || this.#isDenied(formula)) return false;
      this.#known.add(formula.id);
      if (formula.kind === 'and') open.push(...formula.parts);
      else if (formula.kind === 'or') this.#choices.push(formula);
      else if (formula.kind === 'lazy') {
        const { exactlyOneOf } = formula.definition;
        if (exactlyOneOf && formula.positive) this.#oneOf = [...this.#oneOf, exactlyOneOf.branches];
        // Branches that are apart anyway are refuted one by one.
        const isRefused = exactlyOneOf ? !exactlyOneOf.areApart() : formula.definition.impliedBy !== undefined;
        if (!formula.positive && isRefused) {
          refused.push(formula);
          continue;
        }
        if (formula.positive)
          for (const implied of formula.definition.implies?.() ?? []) {
            if (this.#isDenied(implied)) return false;
            const restricted = this.#solver.restrict(implied, this.type);
            if (restricted !== implied) this.#known.add(implied.id);
            open.push(restricted);
          }
        open.push(this.#solver.restrict(algebra.expand(formula), this.type));
      } else if (formula.kind === 'unknown') this.#doubt ??= { reason: formula.reason, pointer: formula.pointer };
      else this.#add(formula);
    }
    return true;
  }

  #refute(refused: (Formula & { readonly kind: 'lazy' }) | undefined): Formula | undefined {
    if (!refused) return undefined;
    const { formulas } = this.#solver;
    const { impliedBy } = refused.definition;
    if (impliedBy && this.#isAsserted(impliedBy)) return formulas.false;
    const wanted = refused.definition.exactlyOneOf?.branches ?? [];
    for (const given of this.#oneOf) {
      const rest = refuteBeside(wanted, given, formulas);
      if (rest) return this.#solver.restrict(rest, this.type);
    }
    return this.#solver.restrict(formulas.expand(refused), this.type);
  }

  /** Whether a formula, or each of its parts, is among the conditions already. */
  #isAsserted(formula: Formula): boolean {
    const restricted = this.#solver.restrict(formula, this.type);
    const parts = restricted.kind === 'and' ? restricted.parts : [restricted];
    return parts.every(({ kind, id }) => kind === 'true' || this.#known.has(id));
  }

  #add(atom: Formula): void {
    this.#atoms.push(atom);
    this.#members?.add(atom);
  }

  #isDenied(formula: Formula): boolean {
    const opposite = this.#solver.formulas.opposite(formula, this.type);
    return opposite !== undefined && this.#known.has(opposite.id);
  }

  /** Drops choices that are met and alternatives that are impossible until nothing changes; false if a choice is lost. */
  simplify(): boolean {
    for (let changed = true; changed; ) {
      changed = false;
      const choices = this.#choices;
      this.#choices = [];
      for (const choice of choices) {
        if (choice.kind !== 'or') continue;
        this.#solver.budget.spend(1);
        // Mostly an option that met a choice beside one branch of a `oneOf` meets it beside the next one.
        const usual = this.#solver.metBy.get(choice.id);
        if (usual && this.isMet(usual)) continue;
        this.#solver.budget.spend(choice.parts.length);
        const left = choice.parts.filter((part) => !this.isImpossible(part));
        const met = left.find((part) => this.isMet(part));
        if (met) {
          this.#solver.metBy.set(choice.id, met);
          continue;
        }
        if (left.length === 0) return false;
        if (left.length === 1) {
          if (!this.assert(left)) return false;
          changed = true;
        } else this.#choices.push(left.length === choice.parts.length ? choice : this.#solver.formulas.or(left));
      }
    }
    return true;
  }

  /**
   * The alternatives of one choice, which is taken off the list. Choices between whole schemas come first: each tells
   * much about the value and settles many of the others; then the smallest.
   */
  choose(): readonly Formula[] | undefined {
    let best: Extract<Formula, { parts: readonly Formula[] }> | undefined;
    let bestCost = Number.POSITIVE_INFINITY;
    for (const choice of this.#choices) {
      if (choice.kind !== 'or') continue;
      const whole = choice.parts.every(({ kind }) => kind === 'and' || kind === 'lazy' || kind === 'values');
      const cost = choice.parts.length + (whole ? 0 : 1_000_000);
      if (cost < bestCost) [best, bestCost] = [choice, cost];
    }
    if (!best) return undefined;
    this.#choices = this.#choices.filter((choice) => choice !== best);
    return best.parts;
  }

  /** Cheap and one-sided: true only if the formula follows from the branch. */
  isMet(formula: Formula): boolean {
    if (formula.kind === 'true' || this.#known.has(formula.id)) return true;
    if (formula.kind === 'and') return formula.parts.every((part) => this.isMet(part));
    if (formula.kind === 'or') return formula.parts.some((part) => this.isMet(part));
    if (formula.kind === 'min' || formula.kind === 'max') return this.#isBoundMet(formula);
    if (formula.kind === 'values' && !formula.positive) {
      const listed = this.listed();
      return listed !== undefined && [...listed.values.keys()].every((key) => !formula.values.has(key));
    }
    if (this.type !== OBJECT) return false;
    return this.members().isMet(formula);
  }

  #isBoundMet(formula: Extract<Formula, { kind: 'min' | 'max' }>): boolean {
    return this.#atoms.some((atom) => {
      if (atom.kind !== formula.kind) return false;
      const order = compare(atom.bound, formula.bound) * (atom.kind === 'min' ? 1 : -1);
      return order > 0 || (order === 0 && (atom.exclusive || !formula.exclusive));
    });
  }

  /** Cheap and one-sided: true only if the formula contradicts the branch. */
  isImpossible(formula: Formula, depth = 0): boolean {
    if (formula.kind === 'false' || this.#isDenied(formula)) return true;
    if (formula.kind === 'lazy') {
      // Before the first atom nothing is to be met inside; asserting it will say.
      if (depth > MAX_LOOK || this.#atoms.length === 0) return false;
      return this.isImpossible(this.#solver.restrict(this.#solver.formulas.expand(formula), this.type), depth + 1);
    }
    if (formula.kind === 'or') return formula.parts.every((part) => this.isImpossible(part, depth));
    if (formula.kind === 'min' || formula.kind === 'max') return this.#isBoundImpossible(formula);
    if (formula.kind === 'values' && formula.positive) return this.#areImpossible(formula);
    if (this.type === OBJECT && this.#atoms.length > 0 && this.members().isImpossible(formula)) return true;
    return formula.kind === 'and' && formula.parts.some((part) => this.isImpossible(part, depth));
  }

  #isBoundImpossible(formula: Extract<Formula, { kind: 'min' | 'max' }>): boolean {
    return this.#atoms.some((atom) => {
      if ((atom.kind !== 'min' && atom.kind !== 'max') || atom.kind === formula.kind) return false;
      const [low, high] = formula.kind === 'min' ? [formula, atom] : [atom, formula];
      const order = compare(low.bound, high.bound);
      return order > 0 || (order === 0 && (low.exclusive || high.exclusive));
    });
  }

  #areImpossible(formula: Values): boolean {
    if (formula.values.size > 64) return false;
    return [...formula.values.values()].every((value) =>
      this.#atoms.some((atom) => holds(atom, value, this.#solver.algebra) === false),
    );
  }
}
