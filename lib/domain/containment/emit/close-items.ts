import type { Formula } from '../algebra/formula.ts';
import type { Conditional, Passed } from '../compile/cases.ts';
import { evaluatedItems } from '../compile/evaluated.ts';
import { containedSchema, itemLayout } from '../scope/items.ts';
import { hasKeyword } from '../scope/keywords.ts';
import type { Spot } from '../scope/spot.ts';
import { NO_NAMES } from './declarations.ts';
import type { Closing } from './place.ts';

const INFINITY = Number.POSITIVE_INFINITY;

/** The conditions on the items of an array. */
export function closeItems(closing: Closing, passed: readonly Passed[], spots: readonly Spot[]): readonly Formula[] {
  const { compiler, declarations } = closing;
  const { formulas } = compiler;
  const layouts = spots.map((spot) => ({ spot, ...itemLayout(spot.node) }));
  const length = layouts.reduce((longest, { prefix }) => Math.max(longest, prefix.length), 0);
  const child = (spot: Spot, ...tokens: readonly string[]): Spot => compiler.spots.child(spot, ...tokens);
  const contained = spots
    .flatMap((spot) => containedSchema(spot, compiler.spots) ?? [])
    .map((spot): Conditional => ({ spot, condition: compiler.formulaOf(spot) }));
  // An item that others have evaluated is none of theirs.
  const rests = passed
    .filter(({ spot }) => hasKeyword(spot.node, 'unevaluatedItems'))
    .map((one) => ({ one, ...evaluatedItems(one, compiler) }))
    .map(({ one, from, contained: others }) => {
      const condition = formulas.and(others.map((other) => formulas.not(other)));
      return { from, spot: child(one.spot, 'unevaluatedItems'), condition };
    });
  const at = (index: number): Formula => {
    const must = layouts.flatMap(({ spot, prefix, rest }) => {
      const tokens = prefix[index] ?? rest;
      return tokens ? [child(spot, ...tokens)] : [];
    });
    const asked = rests.filter(({ from }) => from <= index);
    must.push(...asked.filter(({ condition }) => condition === formulas.true).map(({ spot }) => spot));
    const may = [...contained, ...asked.filter(({ condition }) => condition !== formulas.true)];
    return closing.at({ must, may: may.filter(({ spot }) => declarations.matters(spot, NO_NAMES)) });
  };
  const parts = [...Array(length).keys()].map((index) => formulas.everyItem(index, index + 1, at(index)));
  return [...parts, formulas.everyItem(length, INFINITY, at(length))];
}
