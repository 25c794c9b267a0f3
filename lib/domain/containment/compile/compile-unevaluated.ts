import type { Formula } from '../algebra/formula.ts';
import { outsideOf } from '../algebra/region.ts';
import { evaluates } from '../scope/in-place.ts';
import { PARADOX } from '../scope/paradox.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';
import { casesOf, type Passed } from './cases.ts';
import type { Compiler } from './compiler.ts';
import { evaluatedItems, evaluatedNames } from './evaluated.ts';

const INFINITY = Number.POSITIVE_INFINITY;

/** `unevaluated*`, by every way in which the schemas beside it may pass. */
export function compileUnevaluated(
  compiler: Compiler,
  scoped: SchemaInScope,
  keyword: 'unevaluatedProperties' | 'unevaluatedItems',
): Formula {
  const { formulas } = compiler;
  const inner = compiler.child(scoped, keyword);
  if (inner === formulas.true) return inner;
  if (compiler.graph.paradoxes.areReached(scoped))
    return compiler.unknown(scoped, keyword, { reason: PARADOX, about: `paradox ${scoped.id}` });
  // Splitting on what passes needs formulas of schemas around this one, so it waits until they are compiled.
  const matters = (inner: SchemaInScope): boolean => evaluates(inner, { graph: compiler.graph, keyword });
  const forEachCase = (make: (passed: Passed) => Formula, about: string): Formula =>
    compiler.guarded(
      scoped,
      keyword,
      () =>
        formulas.or(
          casesOf([scoped], [], { compiler, matters }).map(({ literals, passed }) =>
            formulas.and([...literals, ...passed.map(make)]),
          ),
        ),
      () => `${about} ${compiler.graph.identities.identityOf(scoped)}`,
    );
  const positive = (passed: Passed): Formula => {
    if (keyword === 'unevaluatedProperties')
      return formulas.everyMember(outsideOf(evaluatedNames(passed, compiler), compiler.languages), inner);
    const { from, contained } = evaluatedItems(passed, compiler);
    return formulas.everyItem(from, INFINITY, formulas.or([inner, ...contained]));
  };
  return formulas.lazy({
    key: `U${keyword}${scoped.id}`,
    expand: () => forEachCase(positive, 'of'),
    expandNegation: () => forEachCase((passed) => formulas.not(positive(passed)), 'against'),
  });
}
