import type { JsonValue } from '../../schema/json.ts';
import type { Formula } from '../algebra/formula.ts';
import { type Algebra, holds } from '../algebra/holds.ts';
import { sizeOf } from '../algebra/value-size.ts';
import type { Branch } from './branch.ts';
import { doubtOf } from './doubt.ts';
import { EMPTY, found, type Outcome } from './outcome.ts';

type Values = Extract<Formula, { kind: 'values' }>;

/** With a finite set among the conditions of a goal, trying its members is exact; `undefined` without one. */
export function tryListed(goal: Formula, algebra: Algebra): Outcome | undefined {
  const parts = goal.kind === 'and' ? goal.parts : [goal];
  let smallest: Values | undefined;
  for (const part of parts)
    if (part.kind === 'values' && part.positive && (!smallest || part.values.size < smallest.values.size))
      smallest = part;
  if (!smallest) return undefined;
  let tainted: Outcome | undefined;
  for (const value of smallest.values.values()) {
    algebra.budget.spend(1);
    const answer = holds(goal, value, algebra);
    if (answer) return found(value, sizeOf(value));
    if (answer === undefined) tainted ??= found(value, sizeOf(value), doubtOf(goal));
  }
  return tainted ?? EMPTY;
}

/** The same for the atoms of a branch, one of which lists values. */
export function tryListedAtoms(branch: Branch, listed: Values, algebra: Algebra): Outcome {
  let open: JsonValue | undefined;
  for (const value of listed.values.values()) {
    const answers = branch.atoms.map((atom) => holds(atom, value, algebra));
    if (answers.every((answer) => answer === true)) return found(value, sizeOf(value));
    if (answers.every((answer) => answer !== false)) open ??= value;
  }
  if (open === undefined) return EMPTY;
  return found(open, sizeOf(open), branch.doubt ?? doubtOf(algebra.formulas.and(branch.atoms)));
}
