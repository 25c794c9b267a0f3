import type { Severity } from '../verdict.ts';
import type { Rule } from './rule.ts';
import { RULES } from './rules/index.ts';

const SHOWN: Readonly<Record<Severity, string>> = {
  breaking: 'breaking (ERR)',
  dangerous: 'dangerous (WARN)',
  safe: 'safe (INFO)',
};

/** The page of one rule as plain text, for `forewarn rules explain ID`; `undefined` where no rule has the id. */
export function explainRule(id: string): string | undefined {
  const rule = RULES.find((candidate) => candidate.id === id);
  if (!rule) return undefined;
  const names = [
    ...(rule.tfdv ? [`TensorFlow Data Validation: ${rule.tfdv}`] : []),
    ...(rule.sageMaker ? [`SageMaker Model Monitor: ${rule.sageMaker}`] : []),
  ];
  return [
    rule.title ? `${rule.id} (${rule.title})` : rule.id,
    '',
    rule.describe,
    '',
    `serving   ${SHOWN[rule.severity.serving]}`,
    `training  ${SHOWN[rule.severity.training]}`,
    rule.why,
    '',
    `Risk: ${rule.harm}`,
    `Do: ${rule.advice}`,
    ...(names.length > 0 ? ['', 'Known elsewhere as:', ...names.map((name) => `  ${name}`)] : []),
  ].join('\n');
}

/** The rule's row of the table in docs/rules.md. */
export function renderRuleRow(rule: Rule): string {
  const cells = [
    rule.title ? `\`${rule.id}\` (${rule.title})` : `\`${rule.id}\``,
    rule.severity.serving,
    rule.severity.training,
    `${rule.describe} ${rule.why}`,
    rule.harm,
    [rule.tfdv && `TFDV: ${rule.tfdv}`, rule.sageMaker && `SageMaker: ${rule.sageMaker}`].filter(Boolean).join('; '),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** What a rule is called beside its id, where the id alone would mislead: `not-changed` is about `not`. */
export const titleOf = (id: string): string | undefined => RULES.find((rule) => rule.id === id)?.title;
