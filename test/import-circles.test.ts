import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { globSync } from 'tinyglobby';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Whether an import is gone once types are stripped. */
function isOfTypes({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause || importClause.name) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { namedBindings } = importClause;
  return (
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.every(({ isTypeOnly }) => isTypeOnly)
  );
}

/** What each file imports by a relative path. */
function graphOf(files: readonly string[], isCounted: (statement: ts.ImportDeclaration) => boolean): Graph {
  const edges = files.map((file): [string, ReadonlySet<string>] => {
    const { statements } = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
    const targets = statements
      .filter((statement) => ts.isImportDeclaration(statement))
      .filter(isCounted)
      .map(({ moduleSpecifier }) => (ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : ''))
      .filter((specifier) => specifier.startsWith('.'));
    return [file, new Set(targets.map((specifier) => join(dirname(file), specifier)))];
  });
  return new Map(edges);
}

function reachable(graph: Graph, from: string): ReadonlySet<string> {
  const found = new Set(graph.get(from));
  for (const file of found) for (const next of graph.get(file) ?? []) found.add(next);
  return found;
}

/** Files that lead back to themselves, each circle as one list. */
function circlesOf(graph: Graph): readonly (readonly string[])[] {
  const reached = new Map([...graph.keys()].map((file) => [file, reachable(graph, file)]));
  const circles = new Set<string>();
  for (const [file, there] of reached) {
    if (!there.has(file)) continue;
    const circle = [...there].filter((other) => reached.get(other)?.has(file));
    circles.add(circle.sort().join(' '));
  }
  return [...circles].map((circle) => circle.split(' '));
}

describe('imports', () => {
  const files = globSync('lib/**/*.ts', { ignore: ['**/*.d.ts', 'lib/cli/generated/**'] });

  it('make no circle of values', () => {
    expect(circlesOf(graphOf(files, (statement) => !isOfTypes(statement)))).toEqual([]);
  });

  it('make circles of types inside one folder only', () => {
    const circles = circlesOf(graphOf(files, () => true));

    expect(circles.filter((circle) => new Set(circle.map(dirname)).size > 1)).toEqual([]);
  });
});
