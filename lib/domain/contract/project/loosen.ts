import { assertNever } from '../../assert-never.ts';
import { typeBit } from '../../containment/algebra/disjoint.ts';
import type { Formula } from '../../containment/algebra/formula.ts';
import type { Formulas } from '../../containment/algebra/formulas.ts';
import type { Tolerance } from '../../verdict.ts';

/**
 * The formula without what a consumer says it handles at this very place: listed values become their types, bounds
 * and lengths are dropped. Formulas are in negation normal form, so weaker atoms make a weaker formula.
 */
export function loosen(formula: Formula, handles: ReadonlySet<Tolerance>, formulas: Formulas): Formula {
  const values = handles.has('new-values');
  const range = handles.has('wider-range');
  if (!values && !range) return formula;
  const visit = (part: Formula, depth: number): Formula => {
    switch (part.kind) {
      case 'and':
        return formulas.and(part.parts.map((inner) => visit(inner, depth)));
      case 'or':
        return formulas.or(part.parts.map((inner) => visit(inner, depth)));
      case 'lazy':
        return depth > 50 ? part : visit(formulas.expand(part), depth + 1);
      case 'values':
        if (!values || !part.positive) return part;
        return formulas.types([...part.values.values()].reduce<number>((mask, value) => mask | typeBit(value), 0));
      case 'min':
      case 'max':
      case 'length':
      case 'items':
      case 'members':
        return range ? formulas.true : part;
      case 'true':
      case 'false':
      case 'types':
      case 'unknown':
      case 'multiple':
      case 'lang':
      case 'format':
      case 'pattern':
      case 'every-member':
      case 'some-member':
      case 'every-item':
      case 'some-item':
      case 'count':
      case 'unique':
        return part;
      default:
        return assertNever(part);
    }
  };
  return visit(formula, 0);
}
