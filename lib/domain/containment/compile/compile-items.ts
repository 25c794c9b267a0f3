import type { Formula } from '../algebra/formula.ts';
import { itemLayout } from '../scope/items.ts';
import { countOf, hasKeyword, keywordOf } from '../scope/keywords.ts';
import type { Spot } from '../scope/spot.ts';
import type { Compiler } from './compiler.ts';

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
