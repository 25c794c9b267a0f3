import { readFileSync, writeFileSync } from 'node:fs';
import { renderRuleRow } from '../lib/domain/diff/explain-rule.ts';
import { RULES } from '../lib/domain/diff/rules/index.ts';

/** Writes the table of docs/rules.md in the rules' own words. */
const PAGE = new URL('../docs/rules.md', import.meta.url);
const lines = readFileSync(PAGE, 'utf8').split('\n');
const first = lines.findIndex((line) => line.startsWith('| `'));
const others = lines.filter((line) => !line.startsWith('| `'));
writeFileSync(PAGE, others.toSpliced(first, 0, ...RULES.map(renderRuleRow)).join('\n'));
