import { ARRAY, EVERY_TYPE, type Formula, NULL, OBJECT } from '../../containment/algebra/formula.ts';
import type { Engine } from '../../containment/engine.ts';
import type { Branch } from '../../containment/search/branch.ts';
import { asksForMore, type ReadTree } from '../reads.ts';
import { knownNames } from './known-names.ts';
import { loosen } from './loosen.ts';
import { projectArray } from './project-array.ts';
import { projectObject } from './project-object.ts';

/** One satisfiable clause of a place, and what is read there. */
export interface Projecting {
  readonly engine: Engine;
  readonly projection: Projection;
  readonly clause: Branch;
  readonly tree: ReadTree;
}

/** Whether nothing is left out and nothing tolerated at a place and below it. */
const keepsAll = ({ whole, strict, children, handles }: ReadTree): boolean =>
  whole && strict && children.size === 0 && handles.size === 0;

/** Clauses of one place before its projection is given up as inexact. */
const MAX_CLAUSES = 200;

/**
 * `{ d : keep(d) ∈ keep(formula) }`, where `keep` deletes the members that are not read: what a consumer of the formula
 * can take. Projects satisfiable clauses of the normal form, since cutting a schema's text is wrong under `oneOf`.
 */
export class Projection {
  readonly #engine: Engine;
  /** Whether something of the place that is being projected stayed open. */
  #isInexact = false;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  of(formula: Formula, tree: ReadTree): Formula {
    const { formulas, solver } = this.#engine;
    if (keepsAll(tree)) return formula;
    if (formula.kind === 'false' || (formula.kind === 'true' && !asksForMore(tree))) return formula;
    const projected = this.isUntouched(formula)
      ? formula
      : formulas.lazy({
          key: `P${formula.id}/${tree.id}`,
          // Written out in the midst of a search, and kept for all others.
          expand: () => solver.apart(() => this.#project(formula, tree)),
          // A record that is emitted can be taken, unless more is asked for.
          ...(asksForMore(tree) ? {} : { impliedBy: formula }),
        });
    if (tree.handles.size === 0) return projected;
    const loosened = loosen(projected, tree.handles, formulas);
    return tree.handles.has('null') ? formulas.or([formulas.types(NULL), loosened]) : loosened;
  }

  /** Scalars keep as they are. */
  isUntouched(formula: Formula): boolean {
    return (this.#engine.solver.masks.of(formula) & (OBJECT | ARRAY)) === 0;
  }

  /** The parts of a place that cannot be projected exactly. */
  leaveOpen(reason: string, pointer = ''): Formula {
    this.#isInexact = true;
    return this.#engine.formulas.unknown(reason, pointer);
  }

  #project(formula: Formula, tree: ReadTree): Formula {
    const outer = this.#isInexact;
    this.#isInexact = false;
    const projected = this.#projectTypes(formula, tree);
    const isInexact = this.#isInexact;
    this.#isInexact = outer;
    // However inexact: what the version emits itself is certainly taken, unless the consumer asks for more.
    return isInexact && !asksForMore(tree) ? this.#engine.formulas.or([projected, formula]) : projected;
  }

  #projectTypes(formula: Formula, tree: ReadTree): Formula {
    const { formulas, solver } = this.#engine;
    const mask = solver.masks.of(formula);
    const scalars = formulas.and([formulas.types(mask & EVERY_TYPE & ~(OBJECT | ARRAY)), formula]);
    const parts = [scalars];
    for (const type of [ARRAY, OBJECT])
      if (mask & type) {
        const clauses = solver.clauses(formula, type, MAX_CLAUSES);
        if (!clauses) return this.leaveOpen('the contract of one place has too many alternatives');
        const known = type === OBJECT ? knownNames(formula, formulas) : [];
        for (const clause of clauses) {
          const input = { engine: this.#engine, projection: this, clause, tree };
          const projected = type === ARRAY ? projectArray(input) : projectObject({ ...input, known });
          parts.push(formulas.and([formulas.types(type), projected]));
        }
      }
    return formulas.or(parts);
  }
}
