import { type Command, Option } from 'commander';
import type { AnswerOf } from '../api/operations.ts';
import { usageError } from '../exit.ts';
import { visible } from '../output/escape.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';
import { checkNumber, doneText } from './activate.ts';

interface RecordFlags extends RegistryFlags {
  readonly environment: string;
  readonly consumer?: string;
  readonly consumerVersion?: string;
  readonly reads?: readonly string[];
  readonly alongside?: boolean;
  readonly removed?: boolean;
  readonly subject?: string;
  readonly version?: string;
}

export function addRecordDeployment(program: Command, session: Session): void {
  const command = program
    .command('record-deployment')
    .description("tell what runs where: a model's release and what it reads, or a producer's version")
    .requiredOption('--environment <name>', 'where, e.g. production')
    .addOption(new Option('--consumer <name>', 'the model').conflicts(['subject', 'version']))
    .option('--consumer-version <release>', 'its release, e.g. v8')
    .option('--reads <subject@version...>', 'what it reads of a subject; once for each')
    .option('--alongside', 'beside the releases that run there, as a canary does; else it replaces them')
    .option('--removed', 'this release runs there no more')
    .option('--subject <name>', 'the subject that a producer emits')
    .option('--version <number>', 'its version')
    .action((flags: RecordFlags) => record(session, flags));
  withRegistry(command, {
    example: [
      'forewarn record-deployment --consumer fraud --consumer-version v8 --reads payments.transaction@13 --environment production',
      'forewarn record-deployment --subject payments.transaction --version 13 --environment production',
    ].join('\n'),
  });
}

async function record(session: Session, flags: RecordFlags): Promise<void> {
  if (flags.consumer !== undefined) return await recordModel(session, flags, flags.consumer);
  if (flags.subject !== undefined) return await recordVersion(session, flags, flags.subject);
  await session.configure(flags, 'record-deployment');
  throw usageError('Whose deployment? Name --consumer with --consumer-version, or --subject with --version.');
}

async function recordModel(session: Session, flags: RecordFlags, consumer: string): Promise<void> {
  const config = await session.configure(flags, 'record-deployment');
  const { environment, consumerVersion: release, reads = [], alongside, removed } = flags;
  checkName(consumer, 'consumer');
  if (!release) throw usageError('Which release? Name it with --consumer-version, e.g. --consumer-version v8.');
  if (removed && (reads.length > 0 || alongside))
    throw usageError('--removed says that a release is gone: leave --reads and --alongside out.');
  const asked = {
    path: { environment, consumer },
    expect: ['outcome', 'deployment', 'migrations'],
  } as const;
  const body = { release, reads: reads.map(readVersion), alongside: alongside === true };
  const client = session.connect(flags, config);
  const answer = removed
    ? await client.get('DELETE /v1/environments/{environment}/deployments/consumers/{consumer}', {
        ...asked,
        query: { release },
      })
    : await client.get('PUT /v1/environments/{environment}/deployments/consumers/{consumer}', { ...asked, body });
  for (const note of answer.notes) session.note(`warning: ${visible(note)}`);
  const what = removed ? 'runs no more' : 'runs';
  const lines = [
    `✓ ${consumer} ${release} ${what} in ${environment}${answer.outcome === 'unchanged' ? ', as recorded before' : ''}.`,
    ...answer.migrations.map(({ outcome, because, migration }) => {
      const change = `${migration.subject} v${migration.version}`;
      if (outcome === 'proven') return `  proven       ${change}: ${because}`;
      if (outcome === 'reopened') return `  open again   ${change}: ${because}`;
      return `  ${migration.state.name.padEnd(11)}  ${change}: ${because}`;
    }),
    ...answer.followed.map(({ subject, trainedOn, former }) => `  follows      ${subject} v${former} -> v${trainedOn}`),
  ];
  session.print(`${lines.map(visible).join('\n')}\n`, { result: answer });
}

/** `payments.transaction@13` */
function readVersion(text: string): { readonly subject: string; readonly version: number } {
  const [, subject = '', version = ''] = /^(.*)@(.*)$/s.exec(text) ?? [];
  if (!subject)
    throw usageError(`--reads ${JSON.stringify(text)} is no subject and version: write payments.transaction@13.`);
  checkName(subject, 'subject');
  checkNumber(version);
  return { subject, version: Number(version) };
}

type VersionAnswer = AnswerOf<'PUT /v1/environments/{environment}/deployments/subjects/{subject}'>;

const EFFECTS: Readonly<Record<VersionAnswer['effects'][number], string>> = {
  activated: 'it is the head now',
  live: 'its readers are told that it is live',
  emergency: 'its gate was not open: everyone affected is told at once, as an emergency',
  'rolled-back': 'the newer version is live no more, and its readers are told so',
};

async function recordVersion(session: Session, flags: RecordFlags, subject: string): Promise<void> {
  const config = await session.configure(flags, 'record-deployment');
  const { environment, version = '', consumerVersion, reads, alongside, removed } = flags;
  checkName(subject, 'subject');
  checkNumber(version);
  if (consumerVersion || reads || alongside || removed)
    throw usageError(
      '--consumer-version, --reads, --alongside and --removed tell of a model: name --consumer with them.',
    );
  const answer = await session
    .connect(flags, config)
    .get('PUT /v1/environments/{environment}/deployments/subjects/{subject}', {
      path: { environment, subject },
      body: { version: Number(version) },
      expect: ['outcome', 'effects', 'willBreak', 'mayBreak'],
    });
  for (const note of answer.notes) session.note(`warning: ${visible(note)}`);
  if (answer.effects.includes('emergency'))
    session.note(
      `warning: ${answer.blockers.map(({ consumer }) => visible(consumer)).join(', ') || 'its readers'} had not come through.`,
    );
  const effects = answer.effects.map((effect) => `  ${EFFECTS[effect]}\n`).join('');
  const again = answer.outcome === 'unchanged' ? ', as recorded before' : '';
  const done = doneText(`${subject} v${version} is deployed to ${environment}${again}`, answer);
  session.print(`${done}${effects}`, { result: answer });
}
