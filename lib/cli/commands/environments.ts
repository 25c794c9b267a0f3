import type { Command } from 'commander';
import { limitOption, printList } from '../api/listing.ts';
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
  const page = await session.connect(flags, config).list('GET /v1/environments', {}, flags.limit);
  printList(session, page, {
    headings: ['ENVIRONMENT', 'SINCE', 'FIRST RECORDED BY'],
    row: ({ name, since, by }) => [name, dayOf(since), by],
    empty: 'No deployment is recorded: forewarn record-deployment records one.',
  });
}
