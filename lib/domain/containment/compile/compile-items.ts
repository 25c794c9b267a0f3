import type { Formula } from '../algebra/formula.ts';
import { itemLayout } from '../scope/items.ts';
import { countOf, hasKeyword, keywordOf } from '../scope/keywords.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';
import type { Compiler } from './compiler.ts';

const INFINITY = Number.POSITIVE_INFINITY;

/** The keywords that speak of arrays. */
export function compileItems(compiler: Compiler, scoped: SchemaInScope, parts: Formula[]): void {
  const { formulas } = compiler;
  const { node } = scoped;
  const { prefix, rest } = itemLayout(node);
  parts.push(...prefix.map((tokens, at) => formulas.everyItem(at, at + 1, compiler.child(scoped, ...tokens))));
  if (rest) parts.push(formulas.everyItem(prefix.length, INFINITY, compiler.child(scoped, ...rest)));
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
    formulas.count(compiler.child(scoped, 'contains'), least, Math.floor(countOf(node, 'maxContains') ?? INFINITY)),
  );
}
