import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HISTORIES, readHistory } from '../../examples/history.ts';

// However a formatter lays out tables and records.
const compact = (markdown: string): string => markdown.replace(/-{3,}/g, '---').replace(/\s+/g, ' ');
const index = compact(readFileSync('examples/README.md', 'utf8'));

describe('the examples', () => {
  it('are at least three histories, each in the list of examples/README.md', () => {
    expect(HISTORIES.length).toBeGreaterThanOrEqual(3);
    expect(HISTORIES.filter((name) => !index.includes(`[report](${name}/report.md)`))).toEqual([]);
  });

  describe.each(HISTORIES)('%s', (name) => {
    it('names its source and a licence', () => {
      const readme = compact(readFileSync(join('examples', name, 'README.md'), 'utf8'));

      expect(readme).toMatch(/\| Source \| \[.+\]\(https:\/\/.+\)/);
      expect(readme).toMatch(/\| Licence \| (\[Apache-2\.0\]\(\.\.\/\.\.\/LICENSE\)|MIT, )/);
    });

    it('is a few versions of moderate size, in the order of their numbers', () => {
      const { folder, versions } = readHistory(name);
      const files = versions.map((version) => join(folder, `${version.name}.json`));

      expect(versions.length).toBeGreaterThan(1);
      expect(files.filter((file) => !existsSync(file) || statSync(file).size > 300_000)).toEqual([]);
      expect(index).toContain(` | ${versions.map((version) => version.name.slice(1)).join(', ')} | `);
    });
  });
});
