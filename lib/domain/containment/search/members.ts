import { assertNever } from '../../assert-never.ts';
import { type Formula, OBJECT } from '../algebra/formula.ts';
import { inRegion, isListed, type Region } from '../algebra/region.ts';
import { isAtomOf } from '../algebra/restriction.ts';
import type { Solver } from './solver.ts';

type Quantified = Extract<Formula, { region: Region }>;

const NONE: readonly Formula[] = [];

/** The conditions of a branch on an object's members, by name. Copies share what they were copied from. */
export class Members {
  readonly #solver: Solver;
  readonly #base: Members | undefined;
  readonly #every = new Map<string, Formula[]>();
  readonly #open: { region: Region; inner: Formula }[] = [];
  readonly #needed = new Map<string, Formula[]>();
  readonly #demands: Quantified[] = [];
  #min = 0;
  #max = Number.POSITIVE_INFINITY;

  constructor(atoms: readonly Formula[], solver: Solver, base?: Members) {
    this.#solver = solver;
    this.#base = base;
    if (base) [this.#min, this.#max] = [base.min, base.max];
    for (const atom of atoms) this.add(atom);
  }

  copy(): Members {
    return new Members([], this.#solver, this);
  }

  get min(): number {
    return this.#min;
  }
  get max(): number {
    return this.#max;
  }

  add(atom: Formula): void {
    if (!isAtomOf(atom, OBJECT)) return;
    switch (atom.kind) {
      case 'members':
        [this.#min, this.#max] = [Math.max(this.#min, atom.min), Math.min(this.#max, atom.max)];
        break;
      case 'every-member':
        this.#addEvery(atom);
        break;
      case 'some-member': {
        const name = singleName(atom.region);
        if (name === undefined) this.#demands.push(atom);
        else push(this.#needed, name, atom.inner);
        break;
      }
      default:
        assertNever(atom);
    }
  }

  #addEvery({ region, inner }: Quantified): void {
    if (isListed(region)) for (const name of region.only) push(this.#every, name, inner);
    else this.#open.push({ region, inner });
  }

  /** Names that must be there, and the conditions on each beyond `constraintsAt`. */
  needed(): ReadonlyMap<string, readonly Formula[]> {
    if (!this.#base) return this.#needed;
    const merged = new Map<string, readonly Formula[]>(this.#base.needed());
    for (const [name, inner] of this.#needed) merged.set(name, [...(merged.get(name) ?? NONE), ...inner]);
    return merged;
  }

  isNeeded(name: string): boolean {
    return this.#needed.has(name) || (this.#base?.isNeeded(name) ?? false);
  }

  neededAt(name: string): readonly Formula[] {
    const own = this.#needed.get(name) ?? NONE;
    return this.#base ? [...this.#base.neededAt(name), ...own] : own;
  }

  demands(): readonly Quantified[] {
    return this.#base ? [...this.#base.demands(), ...this.#demands] : this.#demands;
  }

  open(): readonly { readonly region: Region; readonly inner: Formula }[] {
    return this.#base ? [...this.#base.open(), ...this.#open] : this.#open;
  }

  /** The names that some condition mentions. */
  names(): ReadonlySet<string> {
    const names = new Set(this.#base?.names());
    for (const name of this.#every.keys()) names.add(name);
    for (const name of this.#needed.keys()) names.add(name);
    for (const { region } of [...this.#open, ...this.#demands])
      for (const name of isListed(region) ? region.only : region.except) names.add(name);
    return names;
  }

  /** The conditions on the member of this name, if it is there. */
  constraintsAt(name: string): readonly Formula[] {
    const found: Formula[] = [];
    for (let layer: Members | undefined = this; layer; layer = layer.#base) {
      const listed = layer.#every.get(name);
      if (listed) found.push(...listed);
      for (const { region, inner } of layer.#open)
        if (inRegion(region, name, this.#solver.languages)) found.push(inner);
    }
    return found;
  }

  /** One-sided, see `Branch.isImpossible`. */
  isImpossible(formula: Formula): boolean {
    const parts = formula.kind === 'and' ? formula.parts : [formula];
    const conditions = new Map<string, Formula[]>();
    const present = new Set<string>();
    for (const part of parts) {
      if (part.kind === 'members' && (part.min > this.#max || part.max < this.#min)) return true;
      if (part.kind !== 'some-member' && part.kind !== 'every-member') continue;
      const name = singleName(part.region);
      if (name !== undefined) {
        push(conditions, name, part.inner);
        if (part.kind === 'some-member') present.add(name);
      } else if (part.kind === 'every-member' && this.#excludesNeeded(part)) return true;
    }
    for (const [name, inner] of conditions) {
      if (!present.has(name) && !this.isNeeded(name)) continue;
      if (this.#solver.isPlainlyEmpty([...this.constraintsAt(name), ...this.neededAt(name), ...inner])) return true;
    }
    return false;
  }

  #excludesNeeded({ region, inner }: Quantified): boolean {
    if (inner.kind !== 'false') return false;
    for (const name of this.needed().keys()) if (inRegion(region, name, this.#solver.languages)) return true;
    return false;
  }

  /** One-sided, see `Branch.isMet`. */
  isMet(formula: Formula): boolean {
    if (formula.kind === 'members')
      return formula.max === Number.POSITIVE_INFINITY && this.needed().size >= formula.min;
    if (formula.kind !== 'some-member' && formula.kind !== 'every-member') return false;
    const name = singleName(formula.region);
    if (name === undefined) return false;
    const needed = this.isNeeded(name);
    const conditions = [...this.constraintsAt(name), ...(needed ? this.neededAt(name) : NONE)];
    if (formula.kind === 'some-member') return needed && this.#implies(conditions, formula.inner);
    return this.#implies(conditions, formula.inner);
  }

  #implies(conditions: readonly Formula[], inner: Formula): boolean {
    if (inner.kind === 'true' || conditions.includes(inner)) return true;
    return conditions.length > 0 && this.#solver.isPlainlyEmpty([...conditions, this.#solver.formulas.not(inner)]);
  }
}

function singleName(region: Region): string | undefined {
  if (!isListed(region) || region.only.size !== 1) return undefined;
  for (const name of region.only) return name;
  return undefined;
}

function push(table: Map<string, Formula[]>, name: string, inner: Formula): void {
  const known = table.get(name);
  if (known) known.push(inner);
  else table.set(name, [inner]);
}
