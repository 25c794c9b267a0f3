import { type Command, Option } from 'commander';
import { limitOption, printList } from '../api/listing.ts';
import { usageError } from '../exit.ts';
import { dateOf } from '../output/dates.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';

interface MigrationsFlags extends RegistryFlags {
  readonly limit: number;
  readonly consumer?: string;
  readonly announcement?: string;
}

export function addMigrations(program: Command, session: Session): void {
  const command = program
    .command('migrations')
    .description("list what a model has to migrate, or an announcement's models and how far they are")
    .addOption(new Option('--consumer <name>', 'the model').conflicts('announcement'))
    .option('--announcement <id>', 'the announcement')
    .addOption(limitOption())
    .action((flags: MigrationsFlags) => migrations(session, flags));
  withRegistry(command, { example: 'forewarn migrations --consumer fraud' });
}

async function migrations(session: Session, flags: MigrationsFlags): Promise<void> {
  const config = await session.configure(flags, 'migrations');
  const { consumer, announcement, limit } = flags;
  if (consumer !== undefined) checkName(consumer, 'consumer');
  if (consumer === undefined && announcement === undefined)
    throw usageError('Whose migrations? Name --consumer or --announcement.');
  const client = session.connect(flags, config);
  const page =
    consumer === undefined
      ? await client.list(
          'GET /v1/announcements/{announcement}/migrations',
          { path: { announcement: announcement ?? '' } },
          limit,
        )
      : await client.list('GET /v1/consumers/{consumer}/migrations', { path: { consumer } }, limit);
  printList(session, page, {
    headings: ['MODEL', 'TEAM', 'TIER', 'SUBJECT', 'STATE', 'BY', 'ANNOUNCEMENT'],
    row: (migration) => [
      migration.consumer,
      migration.team,
      migration.tier,
      `${migration.subject} v${migration.version}`,
      // A date of which nobody was notified is not shown.
      migration.observed ? 'observed' : migration.state.name,
      migration.observed ? '' : dateOf(migration.deadline),
      migration.announcementId,
    ],
    empty: consumer === undefined ? 'Nobody has to migrate.' : `${consumer} has nothing to migrate.`,
  });
}
