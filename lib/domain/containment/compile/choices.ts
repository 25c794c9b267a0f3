import { isJsonArray, isJsonObject } from '../../schema/json.ts';
import { discriminate } from '../algebra/disjoint.ts';
import { type Formula, OBJECT } from '../algebra/formula.ts';
import { oneName } from '../algebra/region.ts';
import { hasKeyword, keywordOf, namesOf } from '../scope/keywords.ts';
import type { Spot } from '../scope/spot.ts';
import type { CaseOptions } from './cases.ts';

/** One alternative of a choice that a schema which passes leaves open. */
export interface Way {
  /** What tells it from the other alternatives. */
  readonly literals: readonly Formula[];
  /** The schemas that pass then. */
  readonly passing: readonly Spot[];
  /** What fails then, given that the schema passes. */
  readonly failing?: readonly Formula[];
  /** Given that the schema passes, one of these holds. */
  readonly otherwise?: readonly Formula[];
}

/** The choices that a schema leaves open and that matter. */
export function choicesOf(spot: Spot, options: CaseOptions): readonly (readonly Way[])[] {
  const { compiler, matters } = options;
  const branches = (keyword: string): readonly Spot[] => compiler.spots.branches(spot, keyword).filter(matters);
  const choices = [...anyOf(spot, branches('anyOf'), options)];
  if (branches('oneOf').length > 0) choices.push(oneOf(spot, 'oneOf', options));
  if (hasKeyword(spot.node, 'if')) choices.push(...conditional(spot, options));
  for (const keyword of ['dependentSchemas', 'dependencies'])
    for (const name of namesOf(spot.node, keyword)) choices.push(...dependent(spot, { keyword, name }, options));
  return choices;
}

/** Branches that exclude each other pass one at a time; any others pass or fail each for itself. */
function anyOf(spot: Spot, branches: readonly Spot[], options: CaseOptions): readonly (readonly Way[])[] {
  const { compiler } = options;
  const formulas = branches.map((branch) => compiler.formulaOf(branch));
  if (branches.length > 1 && discriminate(formulas, compiler.formulas)) return [oneOf(spot, 'anyOf', options)];
  const all = compiler.spots.branches(spot, 'anyOf').map((branch) => compiler.formulaOf(branch));
  return branches.map((branch, at): readonly Way[] => {
    const formula = compiler.formulaOf(branch);
    const fails: Way = { literals: [compiler.formulas.not(formula)], passing: [] };
    // With the last one, all would have failed.
    const isLast = at === branches.length - 1;
    return [{ literals: [formula], passing: [branch] }, isLast ? { ...fails, otherwise: all } : fails];
  });
}

function oneOf(spot: Spot, keyword: 'oneOf' | 'anyOf', { compiler, matters }: CaseOptions): readonly Way[] {
  const all = compiler.spots.branches(spot, keyword);
  const branches = all.filter(matters);
  const formulas = branches.map((branch) => compiler.formulaOf(branch));
  const ways = branches.map((branch, at): Way => {
    const own = compiler.formulaOf(branch);
    return { literals: [own], passing: [branch], failing: formulas.filter((_, other) => other !== at) };
  });
  if (all.length === branches.length) return ways;
  return [...ways, { literals: formulas.map((formula) => compiler.formulas.not(formula)), passing: [] }];
}

function conditional(spot: Spot, { compiler, matters }: CaseOptions): readonly (readonly Way[])[] {
  const at = (keyword: string): Spot => compiler.spots.child(spot, keyword);
  const involved = ['if', 'then', 'else'].filter((keyword) => hasKeyword(spot.node, keyword) && matters(at(keyword)));
  if (involved.length === 0) return [];
  const consequence = (keyword: string): readonly Spot[] => (involved.includes(keyword) ? [at(keyword)] : []);
  const condition = compiler.formulaOf(at('if'));
  return [
    [
      { literals: [condition], passing: [at('if'), ...consequence('then')] },
      { literals: [compiler.formulas.not(condition)], passing: consequence('else') },
    ],
  ];
}

function dependent(
  spot: Spot,
  { keyword, name }: { keyword: string; name: string },
  { compiler, matters }: CaseOptions,
): readonly (readonly Way[])[] {
  const table = keywordOf(spot.node, keyword);
  if (!isJsonObject(table) || isJsonArray(table[name])) return [];
  const inner = compiler.spots.child(spot, keyword, name);
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
