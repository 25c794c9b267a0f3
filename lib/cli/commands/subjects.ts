import type { Command } from 'commander';
import { TIERS } from '../../domain/policy/settings/policy.ts';
import { fromPlain } from '../../domain/schema/json.ts';
import type { Subject } from '../../domain/subject.ts';
import type { RegistryClient } from '../api/client.ts';
import { limitOption, printList } from '../api/listing.ts';
import { usageError } from '../exit.ts';
import { dateOf } from '../output/dates.ts';
import { jsonText } from '../output/escape.ts';
import { facts } from '../output/text/table.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';

interface SubjectsFlags extends RegistryFlags {
  readonly limit: number;
  /** A day, or `false` for `--no-observe`. */
  readonly observe?: string | false;
}

export function addSubjects(program: Command, session: Session): void {
  const command = program
    .command('subjects')
    .description('list the subjects, or show one')
    .argument('[name]', 'the subject to show')
    .option('--observe <date>', 'only observe it until that day: its readers are told nothing, its owner once a week')
    .option('--no-observe', 'observe it no more: readers are told from now on')
    .addOption(limitOption())
    .action((name: string | undefined, flags: SubjectsFlags) => subjects(session, name, flags));
  withRegistry(command, {
    example: [
      'forewarn subjects payments.transaction-authorized',
      'forewarn subjects payments.transaction-authorized --no-observe',
    ].join('\n'),
  });
}

async function subjects(session: Session, name: string | undefined, flags: SubjectsFlags): Promise<void> {
  const config = await session.configure(flags, 'subjects');
  if (name !== undefined) checkName(name, 'subject');
  const client = session.connect(flags, config);
  if (flags.observe !== undefined) {
    if (name === undefined)
      throw usageError('Name the subject that is observed: forewarn subjects NAME --observe DATE.');
    await observe(session, client, { name, until: flags.observe });
    return;
  }
  if (name === undefined) {
    const page = await client.list('GET /v1/subjects', {}, flags.limit);
    printList(session, page, {
      headings: ['SUBJECT', 'HEAD', 'STATUS', 'OWNER', 'READERS'],
      row: (subject) => [subject.name, headText(subject), subject.status, subject.ownerTeam, readersText(subject)],
      empty: 'No subjects yet: forewarn publish registers the first.',
    });
    return;
  }
  const subject = await client.get('GET /v1/subjects/{subject}', {
    path: { subject: name },
    expect: ['name', 'latest'],
  });
  session.print(
    facts([
      ['subject', subject.name],
      ['status', subject.status],
      ['owner', subject.ownerTeam],
      ['head', headText(subject)],
      ['latest', `v${subject.latest}`],
      ['readers', readersText(subject)],
      ['observed until', subject.observeUntil === undefined ? undefined : dateOf(subject.observeUntil)],
      ['channel', subject.channel],
      [
        'policy',
        Object.keys(subject.policy ?? {}).length === 0 ? 'as the organisation' : jsonText(fromPlain(subject.policy)),
      ],
    ]),
    { result: subject },
  );
}

async function observe(
  session: Session,
  client: RegistryClient,
  { name, until }: { readonly name: string; readonly until: string | false },
): Promise<void> {
  const of = { path: { subject: name }, expect: ['name'] as const };
  const result =
    until === false
      ? await client.get('DELETE /v1/subjects/{subject}/observation', of)
      : await client.get('PUT /v1/subjects/{subject}/observation', { ...of, body: { until } });
  const said =
    result.observeUntil === undefined
      ? `${name} is observed no more: its readers are told from now on.`
      : `${name} is only observed until ${dateOf(result.observeUntil)}: its readers are told nothing, its owner once a week.`;
  session.print(`${said}\n`, { result });
}

const headText = ({ head }: Subject): string => (head === undefined ? 'none' : `v${head}`);

const readersText = ({ tiers }: Subject): string =>
  TIERS.flatMap((tier) => (tiers?.[tier] ? [`${tiers[tier]} ${tier}`] : [])).join(', ') || 'none';
