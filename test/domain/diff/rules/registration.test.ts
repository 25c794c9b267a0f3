import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explainRule, producerAdvice, renderRuleRow, titleOf } from '../../../../lib/domain/diff/explain-rule.ts';
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

// What a text may quote: keywords, and what a subscription says.
const KEYWORDS = /^(deprecated|const|x-sunset|x-semantics|handles: \[(null|new-values|wider-range)\])$/;

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
    for (const text of [rule.describe, rule.why, rule.harm, rule.forProducer, rule.forReader]) {
      expect(text).toMatch(/^\S.*\.$/);
      expect(text).not.toMatch(/^Say (in one|why|what the (producer of|owner))/);
    }
    expect(explainRule(id)).toContain(rule.harm);
  });

  it.each(RULES.map((rule) => [rule.id, rule] as const))('%s advises the producer and a reader apart', (id, rule) => {
    const { forProducer, forReader } = rule;
    const page = explainRule(id) ?? '';

    expect(forProducer).not.toBe(forReader);
    // What a reader declares is no way out for the producer, and what the producer declares none for a reader.
    expect(forProducer).not.toMatch(/`handles|retrain|the model\b(?! that)/);
    expect(forReader).not.toMatch(/`deprecated`|publish|announce/);
    expect(page).toContain(`For the producer: ${producerAdvice(id)}\n`);
    expect(page).toContain(`For a reader: ${forReader}`);
  });

  it.each(RULES.map(({ id, forProducer, forReader }) => [id, `${forProducer} ${forReader}`] as const))(
    '%s names no field in its advice but the one that changed',
    (_, text) => {
      const quoted = [...text.matchAll(/`([^`]*)`/g)].map(([, word]) => word);

      expect(quoted.filter((word) => !KEYWORDS.test(word ?? ''))).toEqual([]);
      expect(text.replaceAll('{field}', '').replaceAll(/`[^`]*`/g, '')).not.toMatch(/[{}_/]|\b[A-Z]\b|_v2/);
    },
  );
});

describe('what the producer is advised', () => {
  it('names the fields that are meant, whatever stands in them', () => {
    expect(producerAdvice('enum-value-added', '$& and {field}')).toBe(
      'Send only known values in $& and {field} until the readers are ready, or announce the new one with a date.',
    );
  });

  it.each(['enum-value-added', 'became-nullable', 'became-optional', 'range-widened'])(
    'does not ask for a second field where the values of the old one can wait: %s',
    (id) => {
      expect(producerAdvice(id, 'category')).toMatch(
        /^(Send|Keep) .*category.* until the readers are ready, or announce /,
      );
      expect(producerAdvice(id, 'category')).not.toMatch(/add|deprecate|of its own/);
    },
  );

  it('says what is true of any change where it does not know the rule', () => {
    expect(producerAdvice('grain-changed', 'day')).toMatch(/^Keep day as it is /);
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
