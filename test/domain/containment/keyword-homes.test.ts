import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** The files of the engine that name one of the keywords: as a string, a member or a property, not in a comment. */
function homesOf(...keywords: readonly string[]): readonly string[] {
  const names = (node: ts.Node): boolean =>
    ((ts.isStringLiteralLike(node) || ts.isIdentifier(node)) && keywords.includes(node.text)) ||
    ts.forEachChild(node, (inner) => names(inner) || undefined) === true;
  return globSync('lib/domain/containment/**/*.ts')
    .filter((file) => names(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)))
    .map((file) => file.replace('lib/domain/containment/', ''))
    .sort();
}

describe('a keyword has few homes in the engine', () => {
  it('contains', () => {
    expect(homesOf('contains', 'minContains', 'maxContains')).toEqual([
      'compare/change-proof.ts',
      'compile/compile-items.ts',
      'evaluate/evaluate-items.ts',
      'scope/items.ts',
    ]);
  });
});
