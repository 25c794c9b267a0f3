import { isJsonArray } from '../../schema/json.ts';
import { exactlyOne } from '../algebra/exactly-one.ts';
import type { Formula } from '../algebra/formula.ts';
import { outsideOf } from '../algebra/region.ts';
import { evaluates } from '../scope/in-place.ts';
import { countOf, hasKeyword, itemLayout, keywordOf } from '../scope/keywords.ts';
import { PARADOX } from '../scope/paradox.ts';
import type { Spot } from '../scope/spots.ts';
import { casesOf, type Passed } from './cases.ts';
import type { Compiler } from './compiler.ts';
import { evaluatedItems, evaluatedNames } from './evaluated.ts';

const INFINITY = Number.POSITIVE_INFINITY;

/** The keywords that speak of arrays. */
export function compileItems(compiler: Compiler, spot: Spot, parts: Formula[]): void {
  const { formulas } = compiler;
  const { node } = spot;
  const { prefix, rest } = itemLayout(node);
  parts.push(...prefix.map((tokens, at) => formulas.everyItem(at, at + 1, compiler.child(spot, ...tokens))));
  if (rest) parts.push(formulas.everyItem(prefix.length, INFINITY, compiler.child(spot, ...rest)));
  parts.push(
    formulas.size(
      'items',
      Math.ceil(countOf(node, 'minItems') ?? 0),
      Math.floor(countOf(node, 'maxItems') ?? INFINITY),
    ),
  );
  if (keywordOf(node, 'uniqueItems') === true) parts.push(formulas.unique());
  if (!hasKeyword(node, 'contains')) return;
  const least = Math.ceil(countOf(node, 'minContains') ?? 1);
  parts.push(
    formulas.count(compiler.child(spot, 'contains'), least, Math.floor(countOf(node, 'maxContains') ?? INFINITY)),
  );
}

/** The keywords that apply schemas to the value itself, but `allOf`. */
export function compileApplicators(compiler: Compiler, spot: Spot, parts: Formula[]): void {
  const { formulas } = compiler;
  const { node } = spot;
  const branches = (keyword: string): Formula[] =>
    compiler.spots.branches(spot, keyword).map((branch) => compiler.formulaOf(branch));
  if (isJsonArray(keywordOf(node, 'anyOf'))) parts.push(formulas.or(branches('anyOf')));
  if (isJsonArray(keywordOf(node, 'oneOf'))) parts.push(exactlyOne(branches('oneOf'), formulas));
  if (hasKeyword(node, 'not')) parts.push(formulas.not(compiler.child(spot, 'not')));
  if (!hasKeyword(node, 'if')) return;
  const condition = compiler.child(spot, 'if');
  const negation = formulas.not(condition);
  const yes = hasKeyword(node, 'then') ? compiler.child(spot, 'then') : formulas.true;
  const no = hasKeyword(node, 'else') ? compiler.child(spot, 'else') : formulas.true;
  if (yes === formulas.true) parts.push(formulas.or([condition, no]));
  else if (no === formulas.true) parts.push(formulas.or([negation, yes]));
  else parts.push(formulas.or([formulas.and([condition, yes]), formulas.and([negation, no])]));
}

/** `unevaluated*`, by every way in which the schemas beside it may pass. */
export function compileUnevaluated(
  compiler: Compiler,
  spot: Spot,
  keyword: 'unevaluatedProperties' | 'unevaluatedItems',
): Formula {
  const { formulas } = compiler;
  const inner = compiler.child(spot, keyword);
  if (inner === formulas.true) return inner;
  if (compiler.spots.paradoxes.areReached(spot))
    return compiler.unknown(spot, keyword, { reason: PARADOX, about: `paradox ${spot.id}` });
  // Splitting on what passes needs formulas of schemas around this one, so it waits until they are compiled.
  const matters = (inner: Spot): boolean => evaluates(inner, { spots: compiler.spots, keyword });
  const forEachCase = (make: (passed: Passed) => Formula, about: string): Formula =>
    compiler.guarded(
      spot,
      keyword,
      () =>
        formulas.or(
          casesOf([spot], [], { compiler, matters }).map(({ literals, passed }) =>
            formulas.and([...literals, ...passed.map(make)]),
          ),
        ),
      () => `${about} ${compiler.spots.identityOf(spot)}`,
    );
  const positive = (passed: Passed): Formula => {
    if (keyword === 'unevaluatedProperties')
      return formulas.everyMember(outsideOf(evaluatedNames(passed, compiler), compiler.languages), inner);
    const { from, contained } = evaluatedItems(passed, compiler);
    return formulas.everyItem(from, INFINITY, formulas.or([inner, ...contained]));
  };
  return formulas.lazy({
    key: `U${keyword}${spot.id}`,
    expand: () => forEachCase(positive, 'of'),
    expandNegation: () => forEachCase((passed) => formulas.not(positive(passed)), 'against'),
  });
}
