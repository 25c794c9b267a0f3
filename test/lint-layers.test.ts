import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const FORBIDDEN = [
  ['lib/domain/policy/a.ts', '../../application/ports/store.ts'],
  ['lib/domain/policy/b.ts', '@aws-sdk/client-sns'],
  ['lib/domain/policy/c.ts', 'node:fs'],
  ['lib/domain/containment/strings/a.ts', '../algebra/formula.ts'],
  ['lib/domain/containment/strings/b.ts', 'node:fs'],
  ['lib/domain/containment/algebra/a.ts', '../scope/keywords.ts'],
  ['lib/domain/containment/scope/a.ts', '../compile/compiler.ts'],
  ['lib/domain/containment/compile/a.ts', '../emit/closure.ts'],
  ['lib/domain/containment/emit/a.ts', '../search/solver.ts'],
  ['lib/domain/containment/search/a.ts', '../scope/keywords.ts'],
  ['lib/domain/containment/search/b.ts', '../engine.ts'],
  ['lib/domain/containment/search/c.ts', '../../../application/ports/store.ts'],
  ['lib/domain/containment/evaluate/a.ts', '../search/solver.ts'],
  ['lib/domain/containment/witness/a.ts', '../search/solver.ts'],
  ['lib/application/d.ts', '../adapters/dynamodb/table.ts'],
  ['lib/adapters/slack/e.ts', '../../infra/service-stack.ts'],
  ['lib/infra/f.ts', '../domain/errors.ts'],
  ['lambdas/g.ts', '../lib/infra/service-stack.ts'],
] as const;
const ALLOWED = [
  ['lib/adapters/slack/h.ts', '../../application/ports/store.ts'],
  ['lib/domain/containment/algebra/h.ts', '../strings/languages.ts'],
  ['lib/domain/containment/search/h.ts', '../algebra/formula.ts'],
  ['lib/domain/containment/emit/h.ts', '../../schema/json.ts'],
] as const;

/** The real linter with the real configuration over files made to break it. */
describe('the layer rules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'forewarn-lint-'));
  let report = '';

  beforeAll(() => {
    const { vcs: _, $schema: __, ...configuration } = JSON.parse(readFileSync('.biome.json', 'utf8'));
    writeFileSync(join(folder, '.biome.json'), JSON.stringify(configuration));
    for (const [path, specifier] of [...FORBIDDEN, ...ALLOWED]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), `import { x } from '${specifier}';\n\nexport const y = x;\n`);
    }
    const run = spawnSync(join(process.cwd(), 'node_modules/.bin/biome'), ['lint', '.'], {
      cwd: folder,
      encoding: 'utf8',
    });
    report = `${run.stdout}${run.stderr}`;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(FORBIDDEN)('%s may not import %s', (path) => {
    expect(report).toContain(`${path}:1:19 lint/style/noRestrictedImports`);
  });

  it.each(ALLOWED)('%s may import %s', (path) => {
    expect(report).not.toContain(path);
  });
});
