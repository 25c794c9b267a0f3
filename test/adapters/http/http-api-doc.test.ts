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

describe('docs/http-api.md', () => {
  it('has a row for each route, as the routes say it', () => {
    const rows = ALL_ROUTES.map(
      ({ method, path, verb, summary }) => `| \`${method} ${path}\` | ${verb} | ${summary} |`,
    );

    expect(rowsUnder('Route').sort()).toEqual(rows.sort());
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
