import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** What one source file measures, each finding as `path:line`. */
interface Measured {
  readonly file: string;
  readonly lines: number;
  /** Each function with its length in lines. */
  readonly functions: readonly { readonly at: string; readonly lines: number }[];
  /** `as` that is not `as const`. */
  readonly casts: readonly string[];
  /** `any` as a type, and `!` behind a value. */
  readonly unchecked: readonly string[];
}

function measure(file: string, text: string): Measured {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line + 1;
  const found: Record<'casts' | 'unchecked', string[]> = { casts: [], unchecked: [] };
  const functions: { at: string; lines: number }[] = [];
  const visit = (node: ts.Node): void => {
    const at = `${file}:${lineOf(node.getStart())}`;
    if (ts.isAsExpression(node) && !ts.isConstTypeReference(node.type)) found.casts.push(at);
    if (ts.isNonNullExpression(node) || node.kind === ts.SyntaxKind.AnyKeyword) found.unchecked.push(at);
    if (ts.isFunctionLike(node) && 'body' in node && node.body)
      functions.push({ at, lines: lineOf(node.end) - lineOf(node.getStart()) + 1 });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { file, lines: text.trimEnd().split('\n').length, functions, ...found };
}

const files = globSync(['lib/**/*.ts', 'bin/**/*.ts', 'lambdas/**/*.ts'], { ignore: 'lib/cli/generated/**' })
  .sort()
  .map((file) => measure(file, readFileSync(file, 'utf8')));
const functionsOver = (lines: number): readonly string[] =>
  files.flatMap(({ functions }) => functions.filter((one) => one.lines > lines).map(({ at }) => at));

describe('the source code', () => {
  it('has no file over 300 lines, and at most ten over 250', () => {
    expect(files.filter(({ lines }) => lines > 300).map(({ file }) => file)).toEqual([]);
    expect(files.filter(({ lines }) => lines > 250).length).toBeLessThanOrEqual(10);
  });

  it('has no function over 60 lines, and at most fifteen over 50', () => {
    expect(functionsOver(60)).toEqual([]);
    expect(functionsOver(50).length).toBeLessThanOrEqual(15);
  });

  it('has no `any` and no `!`', () => {
    expect(files.flatMap(({ unchecked }) => unchecked)).toEqual([]);
  });

  it('has fewer than 100 casts', () => {
    expect(files.flatMap(({ casts }) => casts).length).toBeLessThan(100);
  });
});

describe('what measures it', () => {
  const text = [
    'const a = read() as Thing;',
    'const b = [1] as const;',
    'const c = maybe!;',
    'function long(d: any) {',
    '  return d;',
    '}',
  ].join('\n');

  it('finds each of them where it is', () => {
    expect(measure('x.ts', text)).toEqual({
      file: 'x.ts',
      lines: 6,
      functions: [{ at: 'x.ts:4', lines: 3 }],
      casts: ['x.ts:1'],
      unchecked: ['x.ts:3', 'x.ts:4'],
    });
  });
});
