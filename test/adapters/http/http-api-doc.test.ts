import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ALL_ROUTES } from '../../../lib/adapters/http/all-routes.ts';
import { MAX_BODY_BYTES } from '../../../lib/adapters/http/body.ts';
import { problemShape } from '../../../lib/adapters/http/entities/problem.ts';
import { PROBLEMS, type ProblemCode } from '../../../lib/adapters/http/problem.ts';

const page = readFileSync('docs/http-api.md', 'utf8');

/** The rows of the table whose first column has this heading. */
function rowsUnder(heading: string): string[] {
  const [, table = ''] = page.split(`| ${heading} |`);
  return (table.split('\n\n')[0] ?? '').split('\n').filter((line) => /^\| (`|\d)/.test(line));
}

/** The names of members anywhere in a shape, however nested. */
function membersOf(shape: unknown): string[] {
  if (typeof shape !== 'object' || shape === null) return [];
  const own = 'properties' in shape ? Object.keys(shape.properties ?? {}) : [];
  const below = Object.entries(shape).filter(([keyword]) => keyword !== 'examples');
  return [...own, ...below.flatMap(([, value]) => membersOf(value))];
}

describe('docs/http-api.md', () => {
  it('has a row for each route, as the routes say it', () => {
    const rows = ALL_ROUTES.map(
      ({ method, path, verb, summary }) => `| \`${method} ${path}\` | ${verb} | ${summary} |`,
    );

    expect(rowsUnder('Route').sort()).toEqual(rows.sort());
  });

  const unnamed = (members: readonly string[]): string[] =>
    [...new Set(members)].filter((name) => !page.includes(`\`${name}\``) && !page.includes(`\`?${name}=\``));

  it('names each member that a body or a query may hold', () => {
    const members = ALL_ROUTES.flatMap(({ body, query }) => [...membersOf(body), ...membersOf(query)]);

    expect(members).toContain('migrationDocumentationUrl');
    expect(unnamed(members).join(' ')).toBe('');
  });

  it('names each member of an answer', () => {
    const members = ALL_ROUTES.flatMap(({ reply }) => membersOf(reply));

    expect(members).toContain('effectivePolicy');
    expect(unnamed(members).join(' ')).toBe('');
  });

  it('names each member of a problem', () => {
    const codes = Object.keys(PROBLEMS).filter((code): code is ProblemCode => code in PROBLEMS);
    const members = codes.flatMap((code) => membersOf(problemShape(code)));

    expect(members).toContain('missingVerb');
    expect(unnamed(members).join(' ')).toBe('');
  });

  it('has a row for each problem, as the table of problems says it', () => {
    const rows = Object.entries(PROBLEMS).map(([code, { status, when }]) => `| ${status} | \`${code}\` | ${when} |`);

    expect(rowsUnder('Status').sort()).toEqual(rows.sort());
  });

  it('says how large a body may be', () => {
    expect(page).toContain(MAX_BODY_BYTES.toLocaleString('en'));
  });
});
