import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HISTORIES, readHistory } from '../../examples/history.ts';
import { FUNCTION_NAMES } from '../../lib/infra/functions.ts';

const page = readFileSync('docs/performance.md', 'utf8');
const tableOf = (name: string): string =>
  page.split(`<!-- bench:${name} -->`)[1]?.split(`<!-- /bench:${name} -->`)[0] ?? '';
/** The first cell of each row beneath the heading and its rule. */
const firstCells = (table: string): string[] =>
  table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => (line.split('|')[1] ?? '').trim());

describe('docs/performance.md', () => {
  it.each(['publish', 'check', 'many', 'diff', 'engines', 'growth', 'histories', 'undecided', 'worst', 'bundles'])(
    'keeps the table %s beneath the command that prints it',
    (name) => {
      const [before = ''] = page.split(`<!-- bench:${name} -->`);

      expect(before.trimEnd().endsWith(`\`npm run bench -- --only ${name}\``)).toBe(true);
      expect(firstCells(tableOf(name)).length).toBeGreaterThan(2);
    },
  );

  it('has the size and the load time of each function (npm run bench -- --only bundles --write)', () => {
    expect(FUNCTION_NAMES.filter((name) => !firstCells(tableOf('bundles')).includes(name))).toEqual([]);
  });

  it('has each step of the examples (npm run bench -- --only diff --write)', () => {
    const steps = HISTORIES.flatMap((name) =>
      readHistory(name)
        .versions.slice(1)
        .map((next) => `${name} ${next.name}`),
    );

    expect(steps.filter((step) => !firstCells(tableOf('diff')).includes(step))).toEqual([]);
  });

  it('shows that capacity grows neither with the history nor with the readers', () => {
    const rows = tableOf('publish')
      .split('\n')
      .filter((line) => line.startsWith('| a '));
    const units = rows
      .map((row) => row.split('|').map((cell) => cell.trim()))
      .map((cells) => [cells[1], ...cells.slice(7, 9)]);

    expect(new Set(units.map((unit) => unit.join(' '))).size).toBe(new Set(units.map(([what]) => what)).size);
  });
});
