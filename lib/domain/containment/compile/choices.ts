import { isJsonArray, isJsonObject } from '../../schema/json.ts';
import { arePairwiseDisjoint } from '../algebra/disjoint.ts';
import { type Formula, OBJECT } from '../algebra/formula.ts';
import { oneName } from '../algebra/region.ts';
import { hasKeyword, keywordOf, namesOf } from '../scope/keywords.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';
import type { CaseOptions } from './cases.ts';

/** One alternative of a choice that a schema which passes leaves open. */
export interface Way {
  /** The condition that tells it from the other alternatives. */
  readonly literals: readonly Formula[];
  /** The schemas that pass then. */
  readonly passing: readonly SchemaInScope[];
  /** The schema that fails then, given that the whole passes. */
  readonly failing?: readonly Formula[];
  /** Given that the schema passes, one of these holds. */
  readonly otherwise?: readonly Formula[];
}

/** The choices that a schema leaves open and that matter. */
export function choicesOf(scoped: SchemaInScope, options: CaseOptions): readonly (readonly Way[])[] {
  const { compiler, matters } = options;
  const branches = (keyword: string): readonly SchemaInScope[] =>
    compiler.graph.branches(scoped, keyword).filter(matters);
  const choices = [...anyOf(scoped, branches('anyOf'), options)];
  if (branches('oneOf').length > 0) choices.push(oneOf(scoped, 'oneOf', options));
  if (hasKeyword(scoped.node, 'if')) choices.push(...conditional(scoped, options));
  for (const keyword of ['dependentSchemas', 'dependencies'])
    for (const name of namesOf(scoped.node, keyword)) choices.push(...dependent(scoped, { keyword, name }, options));
  return choices;
}

/** Branches that exclude each other pass one at a time; any others pass or fail each for itself. */
function anyOf(
  scoped: SchemaInScope,
  branches: readonly SchemaInScope[],
  options: CaseOptions,
): readonly (readonly Way[])[] {
  const { compiler } = options;
  const formulas = branches.map((branch) => compiler.formulaOf(branch));
  if (branches.length > 1 && arePairwiseDisjoint(formulas, compiler.formulas)) return [oneOf(scoped, 'anyOf', options)];
  const all = compiler.graph.branches(scoped, 'anyOf').map((branch) => compiler.formulaOf(branch));
  return branches.map((branch, at): readonly Way[] => {
    const formula = compiler.formulaOf(branch);
    const fails: Way = { literals: [compiler.formulas.not(formula)], passing: [] };
    // With the last one, all would have failed.
    const isLast = at === branches.length - 1;
    return [{ literals: [formula], passing: [branch] }, isLast ? { ...fails, otherwise: all } : fails];
  });
}

function oneOf(scoped: SchemaInScope, keyword: 'oneOf' | 'anyOf', { compiler, matters }: CaseOptions): readonly Way[] {
  const all = compiler.graph.branches(scoped, keyword);
  const branches = all.filter(matters);
  const formulas = branches.map((branch) => compiler.formulaOf(branch));
  const ways = branches.map((branch, at): Way => {
    const own = compiler.formulaOf(branch);
    return { literals: [own], passing: [branch], failing: formulas.filter((_, other) => other !== at) };
  });
  if (all.length === branches.length) return ways;
  return [...ways, { literals: formulas.map((formula) => compiler.formulas.not(formula)), passing: [] }];
}

function conditional(scoped: SchemaInScope, { compiler, matters }: CaseOptions): readonly (readonly Way[])[] {
  const at = (keyword: string): SchemaInScope => compiler.graph.child(scoped, keyword);
  const involved = ['if', 'then', 'else'].filter((keyword) => hasKeyword(scoped.node, keyword) && matters(at(keyword)));
  if (involved.length === 0) return [];
  const consequence = (keyword: string): readonly SchemaInScope[] => (involved.includes(keyword) ? [at(keyword)] : []);
  const condition = compiler.formulaOf(at('if'));
  return [
    [
      { literals: [condition], passing: [at('if'), ...consequence('then')] },
      { literals: [compiler.formulas.not(condition)], passing: consequence('else') },
    ],
  ];
}

function dependent(
  scoped: SchemaInScope,
  { keyword, name }: { keyword: string; name: string },
  { compiler, matters }: CaseOptions,
): readonly (readonly Way[])[] {
  const table = keywordOf(scoped.node, keyword);
  if (!isJsonObject(table) || isJsonArray(table[name])) return [];
  const inner = compiler.graph.child(scoped, keyword, name);
  if (!matters(inner)) return [];
  const { formulas } = compiler;
  const present = formulas.and([formulas.types(OBJECT), formulas.someMember(oneName(name), formulas.true)]);
  return [
    [
      { literals: [present], passing: [inner] },
      { literals: [formulas.not(present)], passing: [] },
    ],
  ];
}
