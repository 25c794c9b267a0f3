import { pointerTokens } from '../../schema/pointer.ts';
import { ARRAY, type Formula, OBJECT } from './formula.ts';
import type { Formulas } from './formulas.ts';

/** The records that have something at the place. */
export function presence(pointer: string, { formulas }: { readonly formulas: Formulas }): Formula {
  return [...pointerTokens(pointer)]
    .reverse()
    .reduce<Formula>(
      (inner, token) =>
        token === '*'
          ? formulas.and([formulas.types(ARRAY), formulas.someItem(0, Number.POSITIVE_INFINITY, inner)])
          : formulas.and([formulas.types(OBJECT), formulas.someMember({ only: new Set([token]) }, inner)]),
      formulas.true,
    );
}
