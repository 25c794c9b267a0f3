import { describe, expect, it } from 'vitest';
import { paintFor } from '../../../../lib/cli/output/text/paint.ts';
import { table } from '../../../../lib/cli/output/text/table.ts';
import { widthOf } from '../../../../lib/cli/output/text/width.ts';

const paint = paintFor({ stdout: { write: () => undefined, isTerminal: false }, env: {} });
const ROWS = [
  ['fraud', 'x'.repeat(200), '2026-12-08'],
  ['取引モデル', '#fraud-ml', '2026-12-24'],
];
const HEADINGS = ['MODEL', 'CONTACT', 'BY'];

describe('a table', () => {
  it.each([80, 120])('stays within %i columns, and cuts the widest cells only', (width) => {
    const lines = table(HEADINGS, ROWS, { paint, width }).trimEnd().split('\n');

    expect(lines.filter((line) => widthOf(line) > width)).toEqual([]);
    expect(lines[1]).toMatch(/^fraud {7}x+…x+ {2}2026-12-08$/);
    expect(lines[2]).toMatch(/^取引モデル {2}#fraud-ml +2026-12-24$/);
  });

  it('is whole where nobody said where lines end', () => {
    expect(table(HEADINGS, ROWS, { paint })).toContain('x'.repeat(200));
  });
});
