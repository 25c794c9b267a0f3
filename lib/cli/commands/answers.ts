import type { Command } from 'commander';
import { defined } from '../../domain/defined.ts';
import type { AnswerName } from '../../domain/migration/answer.ts';
import { isClosed } from '../../domain/migration/state.ts';
import type { RegistryClient } from '../api/client.ts';
import type { AnswerOf } from '../api/operations.ts';
import { refusal } from '../api/problem.ts';
import { EXIT, usageError, worstExit } from '../exit.ts';
import { dateOf } from '../output/dates.ts';
import { visible } from '../output/escape.ts';
import { withWho } from '../output/principal.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';

interface AnswerFlags extends RegistryFlags {
  readonly consumer: readonly string[];
  readonly announcement?: string;
  readonly subject?: string;
  readonly until?: string;
  readonly reason?: string;
}
type Told = 'required' | 'optional';
interface AnswerVerb {
  readonly verb: string;
  readonly answer: AnswerName;
  readonly description: string;
  readonly until?: Told;
  readonly reason?: Told;
  readonly example: string;
}

const SAID: readonly AnswerVerb[] = [
  {
    verb: 'ack',
    answer: 'acknowledge',
    description: 'say that your team handles a change by its date',
    example: 'forewarn ack --consumer fraud --subject payments.transaction-authorized',
  },
  {
    verb: 'extend',
    answer: 'extend',
    description: 'ask for more time; within what the policy allows it is granted at once',
    until: 'required',
    reason: 'required',
    example:
      'forewarn extend --consumer fraud --subject payments.transaction-authorized --until 2026-12-15 --reason "release freeze"',
  },
  {
    verb: 'object',
    answer: 'object',
    description: 'object to a change: it is held until an administrator decides',
    reason: 'required',
    example:
      'forewarn object --consumer fraud --announcement 01JD8Q3M6T5Y0000000000ABCD --reason "category is our key feature"',
  },
  {
    verb: 'migrated',
    answer: 'migrated',
    description: 'say that a model has migrated; a recorded deployment proves it',
    example: 'forewarn migrated --consumer fraud --consumer churn --subject payments.transaction-authorized',
  },
  {
    verb: 'not-affected',
    answer: 'not-affected',
    description: 'say that a change does not affect a model, and why',
    reason: 'required',
    example:
      'forewarn not-affected --consumer fraud --subject payments.transaction-authorized --reason "the field is dropped before training"',
  },
  {
    verb: 'grant',
    answer: 'grant',
    description: 'as the producer, grant the time that a model asks for, or until another date',
    until: 'optional',
    example: 'forewarn grant --consumer fraud --announcement 01JD8Q3M6T5Y0000000000ABCD --until 2027-01-15',
  },
  {
    verb: 'deny',
    answer: 'deny',
    description: 'as the producer, deny the time that a model asks for',
    reason: 'optional',
    example:
      'forewarn deny --consumer fraud --announcement 01JD8Q3M6T5Y0000000000ABCD --reason "the old feed ends in December"',
  },
  {
    verb: 'waive',
    answer: 'waive',
    description: 'go without a migration: the model may break, and its team accepts it',
    reason: 'required',
    example:
      'forewarn waive --consumer fraud --subject payments.transaction-authorized --reason "the model is retired in December"',
  },
  {
    verb: 'pass-untold',
    answer: 'pass-untold',
    description:
      'as the producer, let a version pass over a model whose team was never told, once it has held it long enough',
    reason: 'required',
    example:
      'forewarn pass-untold --consumer fraud --announcement 01JD8Q3M6T5Y0000000000ABCD --reason "the team was dissolved; its model is off"',
  },
];

const HELP: Readonly<Record<'until' | 'reason', string>> = {
  until: 'the date, e.g. 2026-12-15',
  reason: 'why, in 3 to 500 characters; shown to everyone concerned',
};

/** One verb for each answer to an announcement. */
export function addAnswers(program: Command, session: Session): void {
  for (const said of SAID) {
    const command = program
      .command(said.verb)
      .description(said.description)
      .requiredOption('--consumer <name>', 'the model; may be given again', (name: string, all: string[] = []) => [
        ...all,
        name,
      ])
      .option('--announcement <id>', 'the announcement')
      .option('--subject <name>', 'the subject, where one open announcement of it concerns the model')
      .action((flags: AnswerFlags) => answer(session, said, flags));
    for (const name of ['until', 'reason'] as const) {
      const flag = `--${name} <${name === 'until' ? 'date' : 'text'}>`;
      if (said[name] === 'required') command.requiredOption(flag, HELP[name]);
      if (said[name] === 'optional') command.option(flag, HELP[name]);
    }
    withRegistry(command, { example: said.example });
  }
}

type Answered = AnswerOf<'PUT /v1/announcements/{announcement}/migrations/{consumer}'>;

async function answer(session: Session, said: AnswerVerb, flags: AnswerFlags): Promise<void> {
  const config = await session.configure(flags, said.verb);
  const { announcement, subject, until, reason } = flags;
  const consumers = [...new Set(flags.consumer)];
  for (const name of consumers) checkName(name, 'consumer');
  if ((announcement === undefined) === (subject === undefined))
    throw usageError('Which change? Name --announcement, or --subject where only one is open, and not both.');
  if (subject !== undefined) checkName(subject, 'subject');
  const client = session.connect(flags, config);
  const body = {
    answer: said.answer,
    ...defined({ until, reason }),
  };
  // All are found before the first is answered for: a wrong name leaves nothing half-said.
  const asked: { readonly consumer: string; readonly id: string }[] = [];
  for (const consumer of consumers)
    asked.push({ consumer, id: announcement ?? (await findOpen(client, consumer, subject ?? '')) });
  const lines: string[] = [];
  const results: object[] = [];
  for (const { consumer, id } of asked) {
    const outcome = await client.call('PUT /v1/announcements/{announcement}/migrations/{consumer}', {
      path: { announcement: id, consumer },
      body,
      expect: ['outcome', 'migration'],
    });
    if (outcome.ok) {
      lines.push(lineOf(outcome.answer));
      results.push({ consumer, ...outcome.answer });
      continue;
    }
    // A refusal for another model is reported beside what was accepted; anything but a refusal ends the command.
    const refused = refusal(outcome.problem);
    if (refused.exit !== EXIT.policy || asked.length === 1) throw refused;
    session.exit = worstExit([session.exit, refused.exit]);
    lines.push(`✗ ${refused.message}`);
    results.push({ consumer, outcome: 'refused', because: refused.message });
  }
  session.print(`${lines.join('\n')}\n`, { items: results });
}

function lineOf({ outcome, because, migration }: Answered): string {
  const { consumer, subject, version, state, deadline } = migration;
  const by = isClosed(migration) ? '' : `, by ${dateOf(deadline)}`;
  const what = `${consumer}: ${subject} v${version} ${state.name.replaceAll('-', ' ')}${by}`;
  return visible(outcome === 'moved' ? `✓ ${what}` : `= ${what} (${withWho(because ?? 'unchanged')})`);
}

/** The one open announcement of a subject that concerns a model. */
async function findOpen(client: RegistryClient, consumer: string, subject: string): Promise<string> {
  const { items } = await client.list('GET /v1/consumers/{consumer}/migrations', { path: { consumer } }, 1_000);
  const open = items.filter((migration) => migration.subject === subject && !isClosed(migration));
  const [only, ...more] = open;
  if (!only)
    throw usageError(
      `No open announcement of ${subject} concerns ${consumer}: forewarn migrations --consumer ${consumer} lists all; name one with --announcement.`,
    );
  if (more.length > 0)
    throw usageError(
      `${open.length} open announcements of ${subject} concern ${consumer}: name one with --announcement: ${open.map(({ announcementId, version }) => `${announcementId} (v${version})`).join(', ')}.`,
    );
  return only.announcementId;
}
