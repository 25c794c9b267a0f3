import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explainRule, renderRuleRow, titleOf } from '../../../../lib/domain/diff/explain-rule.ts';
import { RULES } from '../../../../lib/domain/diff/rules/index.ts';

const idsOfFiles = (folder: URL, ending: string): readonly string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort();

const FOLDER = new URL('../../../../lib/domain/diff/rules/', import.meta.url);
const files = idsOfFiles(FOLDER, '.ts').filter((id) => id !== 'index');
const tests = idsOfFiles(new URL('.', import.meta.url), '.test.ts').filter((id) => id !== 'registration');
const rows = readFileSync(new URL('../../../../docs/rules.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'));

describe('every rule', () => {
  it('is registered under the name of its file, in order', () => {
    expect(RULES.map(({ id }) => id)).toEqual(files);
  });

  it('has a test of its own', () => {
    expect(tests).toEqual(files);
  });

  it('has its row in docs/rules.md, in its own words', () => {
    expect(rows).toEqual(RULES.map(renderRuleRow));
  });

  it.each(RULES.map((rule) => [rule.id, rule] as const))('%s has its texts filled in, as sentences', (id, rule) => {
    for (const text of [rule.describe, rule.why, rule.harm, rule.advice]) {
      expect(text).toMatch(/^\S.*\.$/);
      expect(text).not.toMatch(/^Say (in one|why|what the)/);
    }
    expect(explainRule(id)).toContain(rule.harm);
  });
});

describe('explainRule', () => {
  it('says what a rule is called where its id would mislead', () => {
    expect(explainRule('not-changed')).toMatch(/^not-changed \(exclusion changed\)\n/);
    expect(titleOf('not-changed')).toBe('exclusion changed');
    expect(titleOf('type-changed')).toBeUndefined();
  });

  it("gives a rule's page with its severities, its risk and its names elsewhere", () => {
    const page = explainRule('enum-value-added');
    expect(page).toContain('serving   breaking (ERR)');
    expect(page).toContain('training  safe (INFO)');
    expect(page).toContain('ENUM_TYPE_UNEXPECTED_STRING_VALUES');
    expect(page).toContain('categorical_values_check');
  });

  it('knows no rule that does not exist', () => {
    expect(explainRule('enum-value-added ')).toBeUndefined();
    expect(explainRule('constructor')).toBeUndefined();
  });
});
