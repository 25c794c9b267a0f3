import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scaffoldRule } from '../../bin/new-rule.ts';

const project = fileURLToPath(new URL('../..', import.meta.url));
let root: string;
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'new-rule-'));
  for (const file of ['lib/domain', 'test/domain/diff/rules', 'docs/rules.md', 'bin/new-rule.ts', 'package.json']) {
    mkdirSync(join(root, file, '..'), { recursive: true });
    cpSync(join(project, file), join(root, file), { recursive: true });
  }
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'));
});
afterAll(() => rmSync(root, { recursive: true }));

describe('npm run new:rule', () => {
  it('writes the rule, its registration, its test and its row, each in its place', () => {
    const result = scaffoldRule(root, 'grain-changed');

    expect(result).toMatchObject({ outcome: 'written' });
    expect(read('lib/domain/diff/rules/grain-changed.ts')).toContain('export const grainChanged = defineRule({');
    expect(read('test/domain/diff/rules/grain-changed.test.ts')).toContain("describeRule('grain-changed'");
    const index = read('lib/domain/diff/rules/index.ts');
    expect(index).toMatch(
      /format-changed\.ts';\nimport \{ grainChanged \} from '\.\/grain-changed\.ts';\nimport \{ ignored/,
    );
    expect(index).toMatch(/ {2}formatChanged,\n {2}grainChanged,\n {2}ignoredKeywordChanged,/);
    expect(read('docs/rules.md')).toMatch(/\| `format-changed`.*\n\| `grain-changed`.*\n\| `ignored-keyword-changed`/);
  });

  it('leaves a registry that loads with the new rule in it', () => {
    const script =
      "import('./lib/domain/diff/rules/index.ts').then(({ RULES }) => console.log(RULES.map(({ id }) => id).join()))";
    const output = execFileSync(process.execPath, ['--import', 'tsx', '--eval', script], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(output.split(',')).toContain('grain-changed');
  });

  it('refuses an id that is taken, and leaves everything as it was', () => {
    const before = read('lib/domain/diff/rules/index.ts');
    expect(scaffoldRule(root, 'type-changed')).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('type-changed.ts exists already'),
    });
    expect(read('lib/domain/diff/rules/index.ts')).toBe(before);
  });

  it.each(['', 'changed', 'Unit-Changed', 'unit_changed', '-changed', 'unit-changed-', '../unit-changed', 'unit-2'])(
    'refuses the malformed id "%s"',
    (id) => {
      expect(scaffoldRule(root, id)).toMatchObject({ outcome: 'refused' });
    },
  );

  it('exits with 2 and says how to call it when no id is given', () => {
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', join(root, 'bin/new-rule.ts')], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toContain('npm run new:rule -- element-past-participle');
  });
});
