import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { PAGES, type PageLine, writtenOf } from './pages.ts';

/** Longest line of a page. A table's row may be longer, since Markdown cannot break it, but its cells may not. */
const LINE = 120;
/** Longest cell of a table that a person writes. */
const CELL = 150;

/** Words of the house that the field says otherwise, with the word of the field. */
const DIALECT: readonly (readonly [RegExp, string])[] = [
  [/(?<!\b[Tt]here )\b(is|are|was|were) no (?!longer|more|less|other|one\b|matter|such|use\b)\w+/, '"is not a"'],
  [/\b(stands|stood)\b(?! for)/, '"is", "are", "stays"'],
  [/\b(wakes?|woken|woke)\b/, '"alerts", "notifies"'],
  [/\b(beneath)\b/, '"below"'],
  [/\b(is|are|was|were|be|been) told\b/, '"is notified", "is reported"'],
  [/\bmend(s|ed|ing)?\b/, '"fix", "repair"'],
];

const isRow = ({ line }: PageLine): boolean => line.startsWith('|');
/** Without what cannot be broken: the targets of links, the texts of images, and commands as long as a line. */
const withoutLinks = (line: string): string =>
  line
    .replace(/!\[[^\]]*\]/g, '')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/https?:\/\/\S+/g, '')
    .replace(/`[^`]{90,}`/g, '``');
const withoutCode = (line: string): string => line.replace(/`[^`]*`/g, '');

function dialectIn(text: string): readonly string[] {
  return DIALECT.flatMap(([word, better]) => {
    const found = word.exec(withoutCode(text));
    return found ? [`"${found[0]}": ${better}`] : [];
  });
}

/** The tables that code makes have the words of the code. */
const isGenerated = (page: string): boolean => /npm run generate|<!-- (api|bench):/.test(readFileSync(page, 'utf8'));

describe.each(PAGES.filter((page) => !/\/report\.md$/.test(page)))('%s', (page) => {
  const prose = writtenOf(page);

  it(`has no line of more than ${LINE} characters`, () => {
    const long = prose.filter((at) => !isRow(at) && withoutLinks(at.line).length > LINE);

    expect(long.map(({ line, number }) => `${number}: ${line}`)).toEqual([]);
  });

  it.skipIf(isGenerated(page))(`has no cell of more than ${CELL} characters`, () => {
    const cells = prose.filter(isRow).flatMap(({ line, number }) =>
      withoutLinks(line)
        .split(' | ')
        .map((cell) => `${number}: ${cell.trim()}`),
    );

    expect(cells.filter((cell) => cell.length > CELL)).toEqual([]);
  });

  it('says it in the words of the field', () => {
    const found = prose
      .filter((at) => !(isRow(at) && isGenerated(page)))
      .flatMap(({ line, number }) => dialectIn(line).map((word) => `${number}: ${word}`));

    expect(found).toEqual([]);
  });
});

/** The comments of a file, each with its line. */
function commentsOf(file: string): readonly PageLine[] {
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const seen = new Map<number, PageLine>();
  const visit = (node: ts.Node): void => {
    for (const { pos, end } of ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [])
      seen.set(pos, { line: text.slice(pos, end), number: source.getLineAndCharacterOfPosition(pos).line + 1 });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...seen.values()];
}

/** The rooms whose comments have had their language pass; the others follow. */
const ROOMS = [
  ...['schema', 'containment', 'contract', 'diff', 'migration', 'privacy'].map((room) => `lib/domain/${room}`),
  ...['dynamodb', 'confluent', 'judge', 'validation', 'http', 'schema-source'].map((room) => `lib/adapters/${room}`),
  ...['lib/cli', 'lib/infra', 'bench', 'bin'],
];

describe('the comments of the code', () => {
  const files = globSync(
    ROOMS.map((room) => `${room}/**/*.ts`),
    { ignore: ['**/generated/**'] },
  );

  it('say it in the words of the field', () => {
    const found = files.flatMap((file) =>
      commentsOf(file).flatMap(({ line, number }) => dialectIn(line).map((word) => `${file}:${number} ${word}`)),
    );

    expect(files.length).toBeGreaterThan(300);
    expect(found).toEqual([]);
  });
});

describe('the words of the house', () => {
  it.each([
    ['a file that is no schema', 1],
    ['nobody is woken, and nobody is told', 2],
    ['it stands beneath the table', 2],
    ['`*` stands for any item; it is no longer there, and of `is no schema` only code', 0],
  ])('are found in "%s"', (text, times) => {
    expect(dialectIn(text)).toHaveLength(times);
  });
});
