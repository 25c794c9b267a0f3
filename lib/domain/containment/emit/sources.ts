import { isJsonArray, isJsonObject } from '../../schema/json.ts';
import { type Formula, OBJECT } from '../algebra/formula.ts';
import { oneName } from '../algebra/region.ts';
import { TooManyCases } from '../compile/cases.ts';
import type { Compiler } from '../compile/compiler.ts';
import { hasKeyword, keywordOf } from '../scope/keywords.ts';
import type { Spot } from '../scope/spot.ts';

/** A schema that applies to a place, and under which condition on the value it does so with success. */
export interface Source {
  readonly spot: Spot;
  readonly condition: Formula;
}

/** Schemas and conditions; where branches lead to the same schemas in many ways, the conditions multiply. */
const MAX_SOURCES = 5_000;

/**
 * All schemas that may apply to the same value, provided that `root` succeeds. Where the combinations of branches are
 * too many to list, what is declared can still be said name by name from these. Throws `TooManyCases`.
 */
export function sourcesOf(root: Spot, compiler: Compiler): readonly Source[] {
  const { formulas, spots } = compiler;
  const found: Source[] = [];
  const seen = new Set<string>();
  const open: Source[] = [{ spot: root, condition: formulas.true }];
  for (let source = open.pop(); source; source = open.pop()) {
    const { spot, condition } = source;
    const key = `${spot.id},${condition.id}`;
    if (seen.has(key) || !isJsonObject(spot.node.schema)) continue;
    seen.add(key);
    found.push(source);
    if (found.length > MAX_SOURCES) throw new TooManyCases();
    const add = (inner: Spot, more: Formula): void => {
      open.push({ spot: inner, condition: formulas.and([condition, more]) });
    };
    for (const { target } of spots.references(spot)) add(target, formulas.true);
    const branches = (keyword: string): readonly Spot[] => spots.branches(spot, keyword);
    for (const branch of branches('allOf')) add(branch, formulas.true);
    for (const keyword of ['anyOf', 'oneOf'])
      for (const branch of branches(keyword)) add(branch, compiler.formulaOf(branch));
    if (hasKeyword(spot.node, 'if')) {
      const test = compiler.formulaOf(spots.child(spot, 'if'));
      add(spots.child(spot, 'if'), test);
      if (hasKeyword(spot.node, 'then')) add(spots.child(spot, 'then'), test);
      if (hasKeyword(spot.node, 'else')) add(spots.child(spot, 'else'), formulas.not(test));
    }
    for (const keyword of ['dependentSchemas', 'dependencies']) {
      const table = keywordOf(spot.node, keyword);
      if (!isJsonObject(table)) continue;
      for (const name of Object.keys(table))
        if (!isJsonArray(table[name]))
          add(
            spots.child(spot, keyword, name),
            formulas.and([formulas.types(OBJECT), formulas.someMember(oneName(name), formulas.true)]),
          );
    }
  }
  return found;
}
