import type { Formula } from '../algebra/formula.ts';
import { valueKey } from '../algebra/value-key.ts';
import type { Doubt, Outcome } from './outcome.ts';
import type { Solver } from './solver.ts';

type Found = Extract<Outcome, { kind: 'value' }>;

/**
 * Distinct values for the goals, one each, or `undefined` if there are none. A goal with as many values as there
 * are goals can always be served last; for the others a bipartite matching decides (Hall 1935, Kuhn's algorithm).
 */
export function matchDistinct(
  goals: readonly Formula[],
  solver: Solver,
  report: (doubt: Doubt) => void,
): Found[] | undefined {
  const found = new Map<Formula, readonly Found[]>();
  for (const goal of new Set(goals)) found.set(goal, enumerate(goal, goals.length, { solver, report }));
  const candidates = goals.map((goal) => found.get(goal));
  const holders = new Map<string, number>();
  const values: (Found | undefined)[] = goals.map(() => undefined);
  const place = (position: number, tried: Set<string>): boolean => {
    for (const candidate of candidates[position] ?? []) {
      const key = valueKey(candidate.value);
      if (tried.has(key)) continue;
      tried.add(key);
      solver.budget.spend(1);
      const holder = holders.get(key);
      if (holder !== undefined && !place(holder, tried)) continue;
      holders.set(key, position);
      values[position] = candidate;
      return true;
    }
    return false;
  };
  for (const position of goals.keys()) if (!place(position, new Set())) return undefined;
  return values.filter((value) => value !== undefined);
}

/** Up to `count` different values of a goal; fewer only if there are no more. */
function enumerate(
  goal: Formula,
  count: number,
  { solver, report }: { solver: Solver; report: (doubt: Doubt) => void },
): readonly Found[] {
  const values: Found[] = [];
  const { formulas } = solver;
  while (values.length < count) {
    solver.budget.spend(values.length);
    const others = formulas.values(
      values.map(({ value }) => value),
      false,
    );
    const outcome = solver.solve(formulas.and([goal, others]));
    if (outcome.kind === 'unknown') report(outcome.doubt);
    if (outcome.kind !== 'value') return values;
    if (outcome.doubt) report(outcome.doubt);
    values.push(outcome);
  }
  return values;
}
