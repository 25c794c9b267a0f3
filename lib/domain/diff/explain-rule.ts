import type { Severity } from '../verdict.ts';
import type { Rule } from './rule.ts';
import { RULES } from './rules/index.ts';

const SHOWN: Readonly<Record<Severity, string>> = {
  breaking: 'breaking (ERR)',
  dangerous: 'dangerous (WARN)',
  safe: 'safe (INFO)',
};

/** The page of one rule as plain text, for `forewarn rules explain ID`; `undefined` if no rule has the id. */
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
    `For the producer: ${about(rule.forProducer, 'the field')}`,
    `For a reader: ${rule.forReader}`,
    ...(names.length > 0 ? ['', 'Known elsewhere as:', ...names.map((name) => `  ${name}`)] : []),
  ].join('\n');
}

/**
 * What the producer can do instead of breaking readers of some fields, which are named as people call them; a rule that
 * this version does not know leaves little to say.
 */
export function producerAdvice(ruleId: string, fields = 'the field'): string {
  return about(RULES.find((rule) => rule.id === ruleId)?.forProducer ?? UNKNOWN_RULE, fields);
}

// A function, so that a `$` in a stranger's name stays one.
const about = (text: string, fields: string): string => text.replaceAll('{field}', () => fields);

const UNKNOWN_RULE = 'Keep {field} as it is until the readers are ready, or announce the change with a date.';

/** The rule's row of the table in docs/rules.md. */
export function renderRuleRow(rule: Rule): string {
  const cells = [
    rule.title ? `\`${rule.id}\` (${rule.title})` : `\`${rule.id}\``,
    rule.severity.serving,
    rule.severity.training,
    `${rule.describe} ${rule.why}`,
    rule.harm,
    about(rule.forProducer, 'the field'),
    rule.forReader,
    [rule.tfdv && `TFDV: ${rule.tfdv}`, rule.sageMaker && `SageMaker: ${rule.sageMaker}`].filter(Boolean).join('; '),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** The name of a rule beside its id if the id alone would mislead: `not-changed` is about `not`. */
export const titleOf = (id: string): string | undefined => RULES.find((rule) => rule.id === id)?.title;
