import type { Formula } from '../algebra/formula.ts';
import type { Region } from '../algebra/region.ts';
import { containedSchema, evaluatesContained, itemLayout } from '../scope/items.ts';
import { hasKeyword } from '../scope/keywords.ts';
import type { Passed } from './cases.ts';
import { namedRegions } from './compile-members.ts';
import type { Compiler } from './compiler.ts';

/** The names evaluated by a schema that passed, apart from its own `unevaluatedProperties`. Throws `UnsupportedRegex`. */
export function evaluatedNames(root: Passed, compiler: Compiler): readonly Region[] {
  const regions: Region[] = [];
  const everything: Region = { except: new Set(), lang: compiler.languages.all };
  for (const { scoped } of withInside(root)) {
    regions.push(...namedRegions(compiler, scoped));
    if (hasKeyword(scoped.node, 'additionalProperties')) regions.push(everything);
    if (scoped !== root.scoped && hasKeyword(scoped.node, 'unevaluatedProperties')) regions.push(everything);
  }
  return regions;
}

/** The first position that a schema which passed has not evaluated, and what an item beyond it may be to count as evaluated. */
export function evaluatedItems(root: Passed, compiler: Compiler): { from: number; contained: Formula[] } {
  let from = 0;
  const contained: Formula[] = [];
  for (const { scoped } of withInside(root)) {
    const { prefix, rest } = itemLayout(scoped.node);
    from = Math.max(from, prefix.length);
    if (rest || (scoped !== root.scoped && hasKeyword(scoped.node, 'unevaluatedItems')))
      from = Number.POSITIVE_INFINITY;
    const found = evaluatesContained(scoped) && containedSchema(scoped, compiler.graph);
    if (found) contained.push(compiler.formulaOf(found));
  }
  return { from, contained };
}

/** Schemas that passed with all inside them, each once: they share what is inside, and recursion leads in a circle. */
export function withInside(...roots: readonly Passed[]): ReadonlySet<Passed> {
  const found = new Set(roots);
  for (const { inside } of found) for (const inner of inside) found.add(inner);
  return found;
}
