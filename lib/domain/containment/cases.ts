import { isJsonArray, isJsonObject } from '../schema/json.ts';
import { namedRegions } from './compile-members.ts';
import type { Compiler } from './compiler.ts';
import { discriminate } from './disjoint.ts';
import type { Formula } from './formula.ts';
import { hasKeyword, itemLayout, keywordOf, listOf, namesOf } from './keywords.ts';
import { oneName, type Region } from './region.ts';
import type { Spot } from './spots.ts';

/** A schema that applies successfully, with those inside it that apply to the same value. */
export interface Passed {
  readonly spot: Spot;
  readonly inside: readonly Passed[];
  /** It does not apply after all: it stands for a branch that fails. */
  readonly failed?: true;
}

/** One way for a schema to succeed: which branches pass. The literals of all cases exclude each other and leave no gap. */
export interface Case {
  readonly literals: readonly Formula[];
  readonly passed: Passed;
}

export class TooManyCases extends Error {}
export const MAX_CASES = 1_500;
/** Combinations that are not even tried out for contradictions. */
const MAX_COMBINATIONS = 20_000;

export interface CaseOptions {
  readonly compiler: Compiler;
  readonly keyword?: 'unevaluatedProperties' | 'unevaluatedItems';
  /** Whether it matters that a schema passes; unless told, whether it evaluates names or items in place. */
  readonly matters?: (spot: Spot) => boolean;
}

interface Partial {
  readonly literals: readonly Formula[];
  readonly inside: readonly Passed[];
}

/** All ways for a schema to succeed that differ in what is evaluated (JSON Schema 2020-12, section 11). */
export function casesOf(spot: Spot, options: CaseOptions): readonly Case[] {
  const matters = options.matters ?? ((inner: Spot) => evaluates(inner, options));
  return expand(spot, { compiler: options.compiler, matters, path: new Set() });
}

interface Walk {
  readonly compiler: Compiler;
  readonly matters: (spot: Spot) => boolean;
  readonly path: ReadonlySet<Spot>;
}

function expand(spot: Spot, walk: Walk): readonly Case[] {
  if (walk.path.has(spot)) return [{ literals: [], passed: { spot, inside: [] } }];
  const inner: Walk = { ...walk, path: new Set([...walk.path, spot]) };
  const choices: (readonly Partial[])[] = [];
  const { node } = spot;
  if (isJsonObject(node.schema)) {
    for (const { target } of walk.compiler.spots.references(spot)) if (target) choices.push(must(target, inner));
    const all = (keyword: string): readonly Spot[] => walk.compiler.spots.branches(spot, keyword);
    const branches = (keyword: string): readonly Spot[] => all(keyword).filter(walk.matters);
    for (const branch of all('allOf')) choices.push(must(branch, inner));
    choices.push(...anyOf(spot, branches('anyOf'), inner));
    if (branches('oneOf').length > 0)
      choices.push(oneOf({ spot, keyword: 'oneOf', branches: branches('oneOf') }, inner));
    if (hasKeyword(node, 'if')) choices.push(conditional(spot, inner));
    for (const keyword of ['dependentSchemas', 'dependencies'])
      for (const name of namesOf(node, keyword)) choices.push(dependent(spot, { keyword, name }, inner));
  }
  if (choices.reduce((product, choice) => product * Math.max(1, choice.length), 1) > MAX_COMBINATIONS)
    throw new TooManyCases();
  let partials: readonly Partial[] = [{ literals: [], inside: [] }];
  for (const choice of choices) {
    if (partials.length * choice.length > MAX_CASES) throw new TooManyCases();
    partials = partials.flatMap((before) =>
      choice.map((next) => ({
        literals: [...before.literals, ...next.literals],
        inside: [...before.inside, ...next.inside],
      })),
    );
    partials = partials.filter(({ literals }) => isConsistent(literals, walk.compiler));
  }
  return partials.map(({ literals, inside }) => ({ literals, passed: { spot, inside } }));
}

/** Drops cases that contradict themselves on the face of it. */
const isConsistent = (literals: readonly Formula[], { formulas }: Compiler): boolean =>
  literals.length < 2 || formulas.and(literals) !== formulas.false;

const must = (spot: Spot, walk: Walk): readonly Partial[] =>
  expand(spot, walk).map(({ literals, passed }) => ({ literals, inside: [passed] }));

function may(spot: Spot, walk: Walk): readonly Partial[] {
  const { formulas } = walk.compiler;
  const formula = walk.compiler.formulaOf(spot);
  if (formula === formulas.false) return [{ literals: [], inside: [] }];
  const passing = expand(spot, walk).map(({ literals, passed }) => ({
    literals: [formula, ...literals],
    inside: [passed],
  }));
  return formula === formulas.true ? passing : [...passing, { literals: [formulas.not(formula)], inside: [] }];
}

/** Branches that exclude each other pass one at a time; any others pass or fail each for itself. */
function anyOf(spot: Spot, branches: readonly Spot[], walk: Walk): readonly (readonly Partial[])[] {
  if (branches.length === 0) return [];
  const { compiler } = walk;
  const formulas = branches.map((branch) => compiler.formulaOf(branch));
  if (branches.length > 1 && discriminate(formulas, compiler.formulas))
    return [oneOf({ spot, keyword: 'anyOf', branches }, walk)];
  return branches.map((branch) => may(branch, walk));
}

interface Choice {
  readonly spot: Spot;
  readonly keyword: 'oneOf' | 'anyOf';
  readonly branches: readonly Spot[];
}

function oneOf({ spot, keyword, branches }: Choice, walk: Walk): readonly Partial[] {
  const { compiler } = walk;
  const formulas = branches.map((branch) => compiler.formulaOf(branch));
  const all = listOf(spot.node, keyword).length;
  const none: Partial[] =
    all > branches.length ? [{ literals: formulas.map((branch) => compiler.formulas.not(branch)), inside: [] }] : [];
  return [
    ...branches.flatMap((branch, at) =>
      expand(branch, walk).map(({ literals, passed }) => ({
        literals: [formulas[at] as Formula, ...literals],
        inside: [passed],
      })),
    ),
    ...none,
  ];
}

function conditional(spot: Spot, walk: Walk): readonly Partial[] {
  const { compiler, matters } = walk;
  const at = (keyword: string): Spot => compiler.spots.child(spot, keyword);
  const consequence = (keyword: string): readonly Partial[] =>
    hasKeyword(spot.node, keyword) && matters(at(keyword)) ? must(at(keyword), walk) : [{ literals: [], inside: [] }];
  const involved = ['if', 'then', 'else'].filter((keyword) => hasKeyword(spot.node, keyword) && matters(at(keyword)));
  if (involved.length === 0) return [{ literals: [], inside: [] }];
  const condition = compiler.formulaOf(at('if'));
  const passing = expand(at('if'), walk).flatMap(({ literals, passed }) =>
    consequence('then').map((then) => ({
      literals: [condition, ...literals, ...then.literals],
      inside: [passed, ...then.inside],
    })),
  );
  const failing = consequence('else').map((no) => ({
    literals: [compiler.formulas.not(condition), ...no.literals],
    inside: no.inside,
  }));
  return [...passing, ...failing].filter(({ literals }) => !literals.includes(compiler.formulas.false));
}

function dependent(spot: Spot, { keyword, name }: { keyword: string; name: string }, walk: Walk): readonly Partial[] {
  const { compiler } = walk;
  const table = keywordOf(spot.node, keyword);
  if (!isJsonObject(table) || isJsonArray(table[name])) return [{ literals: [], inside: [] }];
  const inner = compiler.spots.child(spot, keyword, name);
  if (!walk.matters(inner)) return [{ literals: [], inside: [] }];
  const { formulas } = compiler;
  const present = formulas.and([formulas.types(64), formulas.someMember(oneName(name), formulas.true)]);
  return [
    ...must(inner, walk).map(({ literals, inside }) => ({ literals: [present, ...literals], inside })),
    { literals: [formulas.not(present)], inside: [] },
  ];
}

/** The subschemas that may apply to the same value. */
export function inPlace(spot: Spot, { spots }: Pick<Compiler, 'spots'>): readonly Spot[] {
  const { node } = spot;
  if (!isJsonObject(node.schema)) return [];
  const found: Spot[] = [];
  for (const { target } of spots.references(spot)) if (target) found.push(target);
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) found.push(...spots.branches(spot, keyword));
  for (const keyword of ['if', 'then', 'else']) if (hasKeyword(node, keyword)) found.push(spots.child(spot, keyword));
  for (const keyword of ['dependentSchemas', 'dependencies']) {
    const table = keywordOf(node, keyword);
    if (isJsonObject(table))
      for (const name of Object.keys(table))
        if (!isJsonArray(table[name])) found.push(spots.child(spot, keyword, name));
  }
  return found;
}

const NAMING = ['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties'];
const PLACING = ['items', 'prefixItems', 'additionalItems', 'unevaluatedItems', 'contains'];

/** Whether a schema, or one that applies in place within it, evaluates names or items. */
export function evaluates(spot: Spot, options: CaseOptions, seen = new Set<Spot>()): boolean {
  if (seen.has(spot)) return false;
  seen.add(spot);
  const own = options.keyword === 'unevaluatedItems' ? PLACING : NAMING;
  return (
    own.some((keyword) => hasKeyword(spot.node, keyword)) ||
    inPlace(spot, options.compiler).some((inner) => evaluates(inner, options, seen))
  );
}

/** The names evaluated in a case; `viewer` is the schema whose `unevaluatedProperties` asks. Throws `UnsupportedRegex`. */
export function evaluatedNames(found: Case, viewer: Spot, compiler: Compiler): readonly Region[] {
  const regions: Region[] = [];
  const everything: Region = { except: new Set(), lang: compiler.languages.all };
  visit(found.passed, ({ spot }) => {
    regions.push(...namedRegions(compiler, spot));
    if (hasKeyword(spot.node, 'additionalProperties')) regions.push(everything);
    if (spot !== viewer && hasKeyword(spot.node, 'unevaluatedProperties')) regions.push(everything);
  });
  return regions;
}

/** The first position that is not evaluated in a case, and what an item beyond it may be to count as evaluated. */
export function evaluatedItems(found: Case, viewer: Spot, compiler: Compiler): { from: number; contained: Formula[] } {
  let from = 0;
  const contained: Formula[] = [];
  visit(found.passed, ({ spot }) => {
    const { prefix, rest } = itemLayout(spot.node);
    from = Math.max(from, prefix.length);
    if (rest || (spot !== viewer && hasKeyword(spot.node, 'unevaluatedItems'))) from = Number.POSITIVE_INFINITY;
    if (hasKeyword(spot.node, 'contains') && spot.node.resource.dialect === '2020-12')
      contained.push(compiler.formulaOf(compiler.spots.child(spot, 'contains')));
  });
  return { from, contained };
}

export function visit(passed: Passed, look: (passed: Passed) => void): void {
  look(passed);
  for (const inner of passed.inside) visit(inner, look);
}
