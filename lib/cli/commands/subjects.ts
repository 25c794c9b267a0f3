import type { Command } from 'commander';
import { TIERS } from '../../domain/policy/policy.ts';
import { fromPlain } from '../../domain/schema/json.ts';
import type { Subject } from '../../domain/subject.ts';
import { limitOption, printList } from '../listing.ts';
import { jsonText } from '../output/escape.ts';
import { facts } from '../output/table.ts';
import { type RegistryFlags, type Session, withRegistry } from '../session.ts';
import { checkName } from '../targets.ts';

interface SubjectsFlags extends RegistryFlags {
  readonly limit: number;
}

export function addSubjects(program: Command, session: Session): void {
  const command = program
    .command('subjects')
    .description('list the subjects, or show one')
    .argument('[name]', 'the subject to show')
    .addOption(limitOption())
    .action((name: string | undefined, flags: SubjectsFlags) => subjects(session, name, flags));
  withRegistry(command, { example: 'forewarn subjects payments.transaction-authorized' });
}

async function subjects(session: Session, name: string | undefined, flags: SubjectsFlags): Promise<void> {
  const config = await session.configure(flags, 'subjects');
  if (name !== undefined) checkName(name, 'subject');
  const client = session.connect(flags, config);
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
      ['observed until', subject.observeUntil],
      ['channel', subject.channel],
      [
        'policy',
        Object.keys(subject.policy ?? {}).length === 0 ? 'as the organisation' : jsonText(fromPlain(subject.policy)),
      ],
    ]),
    { result: subject },
  );
}

const headText = ({ head }: Subject): string => (head === undefined ? 'none' : `v${head}`);

const readersText = ({ tiers }: Subject): string =>
  TIERS.flatMap((tier) => (tiers?.[tier] ? [`${tiers[tier]} ${tier}`] : [])).join(', ') || 'none';
