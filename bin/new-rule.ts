import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderRuleRow } from '../lib/domain/diff/explain-rule.ts';
import { BOTH_DANGEROUS, type Rule } from '../lib/domain/diff/rule.ts';

export type ScaffoldOutcome =
  | { readonly outcome: 'written'; readonly files: readonly string[] }
  | { readonly outcome: 'refused'; readonly reason: string };

const INDEX = 'lib/domain/diff/rules/index.ts';
const DOCS = 'docs/rules.md';

/** Writes a rule's file, registration, test and row of docs/rules.md under `root`; the test fails until the rule is written. */
export function scaffoldRule(root: string, id: string): ScaffoldOutcome {
  if (!/^[a-z]+(-[a-z]+)+$/.test(id))
    return refused(`"${id}" is not a rule id: it is element and past participle in kebab-case, e.g. unit-changed`);
  const ruleFile = `lib/domain/diff/rules/${id}.ts`;
  const testFile = `test/domain/diff/rules/${id}.test.ts`;
  const taken = [ruleFile, testFile].find((file) => existsSync(join(root, file)));
  if (taken) return refused(`${taken} exists already: rule ids are public and never reused`);
  const rule = templateOf(id);
  writeFileSync(join(root, ruleFile), ruleSource(rule));
  writeFileSync(join(root, testFile), testSource(id));
  rewrite(join(root, INDEX), (text) => withRegistration(text, id));
  rewrite(join(root, DOCS), (text) => withLine(text, { line: renderRuleRow(rule), among: /^\| `/ }));
  return { outcome: 'written', files: [ruleFile, testFile, INDEX, DOCS] };
}

const refused = (reason: string): ScaffoldOutcome => ({ outcome: 'refused', reason });

const templateOf = (id: string): Rule => ({
  id,
  describe: 'Say in one sentence what this rule reports.',
  why: 'Say why the severities are what they are.',
  kind: 'structural',
  severity: BOTH_DANGEROUS,
  harm: 'Say in one hedged sentence what this may do to a model.',
  forProducer: 'Say what the producer of {field} can do instead.',
  forReader: 'Say what the owner of a model can do about it.',
  find: () => [],
});

const camelCase = (id: string): string => id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

const ruleSource = ({ id, describe, why, kind, harm, forProducer, forReader }: Rule): string => `\
import { BOTH_DANGEROUS, defineRule } from '../rule.ts';

export const ${camelCase(id)} = defineRule({
  id: '${id}',
  describe: '${describe}',
  why: '${why}',
  kind: '${kind}',
  severity: BOTH_DANGEROUS,
  harm: '${harm}',
  forProducer: '${forProducer}',
  forReader: '${forReader}',
  find() {
    return [];
  },
});
`;

const testSource = (id: string): string => `\
import { BOTH_DANGEROUS, describeRule } from './rule-table.ts';

describeRule('${id}', {
  reports: [
    ['what it is for', { type: 'string' }, { type: 'string' }, { pointer: '', severity: BOTH_DANGEROUS }],
  ],
  leaves: [
    ['its accepted neighbour', { type: 'string' }, { type: 'string' }],
  ],
});
`;

const withRegistration = (text: string, id: string): string => {
  const name = camelCase(id);
  const imported = withLine(text, { line: `import { ${name} } from './${id}.ts';`, among: /^import \{ .* from '\.\// });
  return withLine(imported, { line: `  ${name},`, among: /^ {2}\w+,$/ });
};

/** Puts a line in its alphabetical place among those that match; they are known to stand together. */
function withLine(text: string, { line, among }: { readonly line: string; readonly among: RegExp }): string {
  const lines = text.split('\n');
  const matching = lines.flatMap((candidate, at) => (among.test(candidate) ? [{ candidate, at }] : []));
  const after = matching.filter(({ candidate }) => sortKey(candidate) < sortKey(line)).at(-1);
  const at = after ? after.at + 1 : (matching[0]?.at ?? lines.length);
  return [...lines.slice(0, at), line, ...lines.slice(at)].join('\n');
}

// An import is ordered by its path, as the linter orders it; anything else by its first word.
const sortKey = (line: string): string => /from '(.*)\.ts'/.exec(line)?.[1] ?? /[\w-]+/.exec(line)?.[0] ?? line;

const rewrite = (path: string, change: (text: string) => string): void =>
  writeFileSync(path, change(readFileSync(path, 'utf8')));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [id] = process.argv.slice(2);
  const result = id
    ? scaffoldRule(process.cwd(), id)
    : refused('name the rule: npm run new:rule -- element-past-participle');
  if (result.outcome === 'written') {
    console.log(`wrote ${result.files.join(', ')}\nNext: fill in the texts and the test's table, then npm test`);
  } else {
    console.error(result.reason);
    process.exitCode = 2;
  }
}
