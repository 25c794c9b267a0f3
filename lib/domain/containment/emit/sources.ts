import { isJsonArray, isJsonObject } from '../../schema/json.ts';
import { type Formula, OBJECT } from '../algebra/formula.ts';
import { oneName } from '../algebra/region.ts';
import { TooManyCases } from '../compile/cases.ts';
import type { Compiler } from '../compile/compiler.ts';
import { hasKeyword, keywordOf } from '../scope/keywords.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';

/** A schema that applies to a place, and under which condition on the value it does so with success. */
export interface Source {
  readonly scoped: SchemaInScope;
  readonly condition: Formula;
}

/** Schemas and conditions; if branches lead to the same schemas in many ways, the conditions multiply. */
const MAX_SOURCES = 5_000;

/**
 * All schemas that may apply to the same value, provided that `root` succeeds. Where the combinations of branches are
 * too many to list, what is declared can still be said name by name from these. Throws `TooManyCases`.
 */
export function sourcesOf(root: SchemaInScope, compiler: Compiler): readonly Source[] {
  const { formulas, graph } = compiler;
  const found: Source[] = [];
  const seen = new Set<string>();
  const open: Source[] = [{ scoped: root, condition: formulas.true }];
  for (let source = open.pop(); source; source = open.pop()) {
    const { scoped, condition } = source;
    const key = `${scoped.id},${condition.id}`;
    if (seen.has(key) || !isJsonObject(scoped.node.schema)) continue;
    seen.add(key);
    found.push(source);
    if (found.length > MAX_SOURCES) throw new TooManyCases();
    const add = (inner: SchemaInScope, more: Formula): void => {
      open.push({ scoped: inner, condition: formulas.and([condition, more]) });
    };
    for (const { target } of graph.references(scoped)) add(target, formulas.true);
    const branches = (keyword: string): readonly SchemaInScope[] => graph.branches(scoped, keyword);
    for (const branch of branches('allOf')) add(branch, formulas.true);
    for (const keyword of ['anyOf', 'oneOf'])
      for (const branch of branches(keyword)) add(branch, compiler.formulaOf(branch));
    if (hasKeyword(scoped.node, 'if')) {
      const test = compiler.formulaOf(graph.child(scoped, 'if'));
      add(graph.child(scoped, 'if'), test);
      if (hasKeyword(scoped.node, 'then')) add(graph.child(scoped, 'then'), test);
      if (hasKeyword(scoped.node, 'else')) add(graph.child(scoped, 'else'), formulas.not(test));
    }
    for (const keyword of ['dependentSchemas', 'dependencies']) {
      const table = keywordOf(scoped.node, keyword);
      if (!isJsonObject(table)) continue;
      for (const name of Object.keys(table))
        if (!isJsonArray(table[name]))
          add(
            graph.child(scoped, keyword, name),
            formulas.and([formulas.types(OBJECT), formulas.someMember(oneName(name), formulas.true)]),
          );
    }
  }
  return found;
}
