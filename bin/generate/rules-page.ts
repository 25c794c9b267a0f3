import { renderRuleRow } from '../../lib/domain/diff/explain-rule.ts';
import { RULES } from '../../lib/domain/diff/rules/index.ts';

/** The page of the rules with a row for each rule, in the rule's own words. */
export function fillRulesPage(page: string): string {
  const lines = page.split('\n');
  const first = lines.findIndex((line) => line.startsWith('| `'));
  if (first < 0) throw new Error('docs/rules.md lacks the table of the rules: put its heading and one row back');
  const others = lines.filter((line) => !line.startsWith('| `'));
  return others.toSpliced(first, 0, ...RULES.map(renderRuleRow)).join('\n');
}
