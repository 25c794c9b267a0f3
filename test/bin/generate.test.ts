import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { beforeAll, describe, expect, it } from 'vitest';
import { fillCliPage } from '../../bin/generate/cli-page.ts';
import { fillMigrationsPage } from '../../bin/generate/migrations-page.ts';
import { fillRulesPage } from '../../bin/generate/rules-page.ts';
import { generateFiles } from '../../bin/generate.ts';

const read = (file: string): string => readFileSync(file, 'utf8');

/** The files that say of themselves, in a mark or in their first lines, that `npm run generate` makes them. */
const CLAIMS = /<!-- .*npm run generate -->|(Written|Made) (by|from) .*`npm run generate`/;
const claiming = globSync(['docs/**/*.md', 'examples/*/*.md', 'lib/**/generated/**/*.ts']).filter((file) =>
  CLAIMS.test(read(file)),
);

describe('npm run generate', { timeout: 120_000 }, () => {
  let files: ReadonlyMap<string, string>;
  beforeAll(async () => {
    files = await generateFiles();
  }, 120_000);

  it('finds nothing to write: every generated file is what the code makes now', () => {
    const stale = [...files].filter(([file, text]) => read(file) !== text).map(([file]) => file);

    expect(stale, 'run `npm run generate`, and read the difference').toEqual([]);
  });

  it('knows every file that says it is generated', () => {
    expect(claiming.length).toBeGreaterThan(5);
    expect(claiming.filter((file) => !files.has(file))).toEqual([]);
  });

  it('mends a page that was edited by hand', () => {
    const [rules, cli, migrations] = ['docs/rules.md', 'docs/cli.md', 'docs/migrations.md'].map(read);

    expect(fillRulesPage(rules?.replace('| `type-changed` | breaking', '| `type-changed` | safe') ?? '')).toBe(rules);
    expect(fillCliPage(cli?.replace('### forewarn publish', '### forewarn push') ?? '')).toBe(cli);
    expect(fillMigrationsPage(migrations?.replace('| **notified** |', '| **told** |') ?? '')).toBe(migrations);
  });

  it.each([
    ['fillRulesPage', fillRulesPage],
    ['fillCliPage', fillCliPage],
    ['fillMigrationsPage', fillMigrationsPage],
  ])('does not write a page without the place for its table (%s)', (_, fill) => {
    expect(() => fill('# Nothing')).toThrow(/lacks .*: put/);
  });
});
