import type { Command } from 'commander';
import { explainRule, producerAdvice } from '../../domain/diff/explain-rule.ts';
import { RULES } from '../../domain/diff/rules/index.ts';
import { usageError } from '../exit.ts';
import { hint } from '../hint.ts';
import { visible } from '../output/escape.ts';
import type { OutputFormat } from '../output/format.ts';
import { table } from '../output/text/table.ts';
import { formatOption, type Session, withExample } from '../run/session.ts';

interface RulesFlags {
  readonly format?: OutputFormat;
}

export function addRules(program: Command, session: Session): void {
  const rules = program.command('rules').description('what Forewarn looks for in a change; needs no registry');
  const list = rules
    .command('list')
    .description('list the rules and their severities for the two lenses')
    .addOption(formatOption(['text', 'json']))
    .action((flags: RulesFlags) => listRules(session, flags));
  withExample(list, 'forewarn rules list');
  const explain = rules
    .command('explain')
    .description('explain a rule: what it reports, why, what it does to a model, and what producer and reader do')
    .argument('<id>', "the rule's id, e.g. enum-value-added")
    .addOption(formatOption(['text', 'json']))
    .action((id: string, flags: RulesFlags) => explainOne(session, id, flags));
  withExample(explain, 'forewarn rules explain enum-value-added');
}

function listRules(session: Session, { format = 'text' }: RulesFlags): void {
  session.begin('rules list', format);
  const items = RULES.map(({ id, severity, describe, forReader }) => ({
    id,
    severity,
    describe,
    forProducer: producerAdvice(id),
    forReader,
  }));
  const rows = items.map(({ id, severity, describe }) => [id, severity.serving, severity.training, describe]);
  const rest = 'forewarn rules explain RULE says why, what it does to a model, and what producer and reader do.';
  session.print(`${table(['RULE', 'SERVING', 'TRAINING', 'REPORTS'], rows, session)}\n${rest}\n`, {
    items,
    more: false,
  });
}

function explainOne(session: Session, id: string, { format = 'text' }: RulesFlags): void {
  session.begin('rules explain', format);
  const rule = RULES.find((candidate) => candidate.id === id);
  const page = explainRule(id);
  if (!rule || page === undefined)
    throw usageError(
      `There is no rule ${JSON.stringify(visible(id))}; ${hint(
        id,
        RULES.map((known) => known.id),
      )}`,
    );
  const { find: _, ...result } = rule;
  session.print(`${page}\n`, { result: { ...result, forProducer: producerAdvice(id) } });
}
