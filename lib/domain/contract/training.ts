import type { Formula } from '../containment/algebra/formula.ts';
import { holds } from '../containment/algebra/holds.ts';
import { Engine } from '../containment/engine.ts';
import { confirm, emitsNothing } from '../containment/inclusion.ts';
import type { ContainmentOptions } from '../containment/options.ts';
import type { SchemaInScope } from '../containment/scope/schema-in-scope.ts';
import type { JsonValue } from '../schema/json.ts';
import type { ParsedSchema } from '../schema/parse-schema.ts';
import type { ReadField, Verdict } from '../verdict.ts';
import { blame } from './blame.ts';
import { Projection } from './project/projection.ts';
import { readTree } from './reads.ts';

export interface TrainingInput {
  readonly old: ParsedSchema;
  readonly next: ParsedSchema;
  readonly reads: readonly ReadField[];
  readonly options: ContainmentOptions;
}

/** Can history be read with the new version, seen through the fields read: contract(old, F) ⊆ contract(next, F)? */
export function decideTraining({ old, next, reads, options }: TrainingInput): Verdict {
  const engine = new Engine(options);
  return engine.guard<Verdict>(
    () => {
      const [from, to] = engine.load(old, next);
      if (!from || !to) throw new TypeError('two schemas were loaded');
      const projection = new Projection(engine);
      const tree = readTree(reads, false);
      const [left, right] = [from, to].map((scoped) =>
        projection.of(engine.emitted(scoped, options.contentModel), tree),
      );
      if (!left || !right) throw new TypeError('two contracts were made');
      return decideFormulas(engine, { left, right, from });
    },
    (reason) => ({ verdict: 'undecided', reason }),
  );
}

function decideFormulas(
  engine: Engine,
  { left, right, from }: { left: Formula; right: Formula; from: SchemaInScope },
): Verdict {
  const { formulas, solver } = engine;
  const outcome = engine.find([left, formulas.not(right)]);
  if (outcome.kind === 'empty') return emitsNothing(engine, from) ?? { verdict: 'compatible' };
  const isWitness = (value: JsonValue): boolean =>
    holds(left, value, solver.algebra) === true && holds(right, value, solver.algebra) === false;
  const confirmed = confirm(engine, outcome, { isWitness, from });
  if (!confirmed.ok) return { verdict: 'undecided', ...confirmed.doubt };
  const witness = confirmed.value;
  return { verdict: 'breaking', witness, pointers: blame(right, witness, solver.algebra) };
}
