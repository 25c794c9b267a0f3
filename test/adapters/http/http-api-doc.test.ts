import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ALL_ROUTES } from '../../../lib/adapters/http/all-routes.ts';
import { MAX_BODY_BYTES } from '../../../lib/adapters/http/body.ts';
import { STATUS } from '../../../lib/adapters/http/problem.ts';

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
  return [...own, ...Object.values(shape).flatMap(membersOf)];
}

describe('docs/http-api.md', () => {
  it('has a row for each route, as the routes say it', () => {
    const rows = ALL_ROUTES.map(
      ({ method, path, verb, summary }) => `| \`${method} ${path}\` | ${verb} | ${summary} |`,
    );

    expect(rowsUnder('Route').sort()).toEqual(rows.sort());
  });

  it('names each member that a body or a query may hold', () => {
    const members = ALL_ROUTES.flatMap(({ body, query }) => [...membersOf(body), ...membersOf(query)]);

    const isNamed = (name: string): boolean => page.includes(`\`${name}\``) || page.includes(`\`?${name}=\``);
    expect(members).toContain('migrationDocumentationUrl');
    expect([...new Set(members)].filter((name) => !isNamed(name))).toEqual([]);
  });

  it('has a row for each problem, with its status', () => {
    const known = Object.entries({ ...STATUS, internal: 500 }).map(([code, status]) => `| ${status} | \`${code}\` |`);
    const listed = rowsUnder('Status').map((row) => row.split('|').slice(0, 3).join('|').concat('|'));

    expect(listed.sort()).toEqual(known.sort());
  });

  it('says how large a body may be', () => {
    expect(page).toContain(MAX_BODY_BYTES.toLocaleString('en'));
  });
});
