import type { Command } from 'commander';
import { limitOption, printList } from '../api/listing.ts';
import { peopleOf } from '../api/people.ts';
import { dayOf } from '../output/dates.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';

interface EnvironmentsFlags extends RegistryFlags {
  readonly limit: number;
}

export function addEnvironments(program: Command, session: Session): void {
  const command = program
    .command('environments')
    .description('list the environments in which a deployment was ever recorded')
    .addOption(limitOption())
    .action((flags: EnvironmentsFlags) => environments(session, flags));
  withRegistry(command, { example: 'forewarn environments' });
}

async function environments(session: Session, flags: EnvironmentsFlags): Promise<void> {
  const config = await session.configure(flags, 'environments');
  const client = session.connect(flags, config);
  const page = await client.list('GET /v1/environments', {}, flags.limit);
  const who = await peopleOf(
    client,
    page.items.map(({ by }) => by),
  );
  printList(session, page, {
    headings: ['ENVIRONMENT', 'SINCE', 'FIRST RECORDED BY'],
    row: ({ name, since, by }) => [name, dayOf(since), who(by)],
    empty: 'No deployment is recorded: forewarn record-deployment records one.',
  });
}
