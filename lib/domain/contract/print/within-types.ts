import { ARRAY, type Formula, OBJECT } from '../../containment/algebra/formula.ts';
import type { Formulas } from '../../containment/algebra/formulas.ts';
import { ATOM_TYPES } from '../../containment/algebra/restriction.ts';

const MAX_DEPTH = 20;

/** The formula as it reads among values of some types: atoms of other types hold there, and types of others do not. */
export function withinTypes(formula: Formula, mask: number, formulas: Formulas, depth = 0): Formula {
  switch (formula.kind) {
    case 'and':
      return formulas.and(formula.parts.map((part) => withinTypes(part, mask, formulas, depth)));
    case 'or':
      return formulas.or(formula.parts.map((part) => withinTypes(part, mask, formulas, depth)));
    case 'types':
      return (formula.mask & mask) === mask ? formulas.true : formulas.types(formula.mask & mask);
    case 'lazy':
      // Scalars have no recursion; one that leads to itself on the spot is left alone.
      return mask & (OBJECT | ARRAY) || depth > MAX_DEPTH
        ? formula
        : withinTypes(formulas.expand(formula), mask, formulas, depth + 1);
    case 'true':
    case 'false':
    case 'values':
    case 'unknown':
      return formula;
    default:
      return ATOM_TYPES[formula.kind] & mask ? formula : formulas.true;
  }
}
