import type { Formula } from '../algebra/formula.ts';
import type { Conditional, Passed } from '../compile/cases.ts';
import { evaluatedItems } from '../compile/evaluated.ts';
import { containedSchema, itemLayout } from '../scope/items.ts';
import { hasKeyword } from '../scope/keywords.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';
import { NO_NAMES } from './declarations.ts';
import type { Closing } from './place.ts';

const INFINITY = Number.POSITIVE_INFINITY;

/** The conditions on the items of an array. */
export function closeItems(
  closing: Closing,
  passed: readonly Passed[],
  schemas: readonly SchemaInScope[],
): readonly Formula[] {
  const { compiler, declarations } = closing;
  const { formulas } = compiler;
  const layouts = schemas.map((scoped) => ({ scoped, ...itemLayout(scoped.node) }));
  const length = layouts.reduce((longest, { prefix }) => Math.max(longest, prefix.length), 0);
  const child = (scoped: SchemaInScope, ...tokens: readonly string[]): SchemaInScope =>
    compiler.graph.child(scoped, ...tokens);
  const contained = schemas
    .flatMap((scoped) => containedSchema(scoped, compiler.graph) ?? [])
    .map((scoped): Conditional => ({ scoped, condition: compiler.formulaOf(scoped) }));
  // An item that others have evaluated is none of theirs.
  const rests = passed
    .filter(({ scoped }) => hasKeyword(scoped.node, 'unevaluatedItems'))
    .map((one) => ({ one, ...evaluatedItems(one, compiler) }))
    .map(({ one, from, contained: others }) => {
      const condition = formulas.and(others.map((other) => formulas.not(other)));
      return { from, scoped: child(one.scoped, 'unevaluatedItems'), condition };
    });
  const at = (index: number): Formula => {
    const must = layouts.flatMap(({ scoped, prefix, rest }) => {
      const tokens = prefix[index] ?? rest;
      return tokens ? [child(scoped, ...tokens)] : [];
    });
    const asked = rests.filter(({ from }) => from <= index);
    must.push(...asked.filter(({ condition }) => condition === formulas.true).map(({ scoped }) => scoped));
    const may = [...contained, ...asked.filter(({ condition }) => condition !== formulas.true)];
    return closing.at({ must, may: may.filter(({ scoped }) => declarations.matters(scoped, NO_NAMES)) });
  };
  const parts = [...Array(length).keys()].map((index) => formulas.everyItem(index, index + 1, at(index)));
  return [...parts, formulas.everyItem(length, INFINITY, at(length))];
}
