import { type Command, Option } from 'commander';
import { limitOption } from '../api/listing.ts';
import type { ItemOf } from '../api/operations.ts';
import { usageError } from '../exit.ts';
import { dayOf } from '../output/dates.ts';
import { table } from '../output/text/table.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';

interface DeploymentsFlags extends RegistryFlags {
  readonly limit: number;
  readonly consumer?: string;
  readonly environment?: string;
}

export function addDeployments(program: Command, session: Session): void {
  const command = program
    .command('deployments')
    .description('list what runs in an environment, or where a model runs')
    .addOption(new Option('--environment <name>', 'the environment').conflicts('consumer'))
    .option('--consumer <name>', 'the model')
    .addOption(limitOption())
    .action((flags: DeploymentsFlags) => deployments(session, flags));
  withRegistry(command, { example: 'forewarn deployments --environment production' });
}

async function deployments(session: Session, flags: DeploymentsFlags): Promise<void> {
  const config = await session.configure(flags, 'deployments');
  const { consumer, environment, limit } = flags;
  const client = session.connect(flags, config);
  if (consumer !== undefined) {
    checkName(consumer, 'consumer');
    const page = await client.list('GET /v1/consumers/{consumer}/deployments', { path: { consumer } }, limit);
    return print(session, { models: page.items, subjects: [] }, page.nextCursor !== undefined);
  }
  if (environment === undefined) throw usageError('Which deployments? Name --environment or --consumer.');
  const there = { path: { environment } };
  const models = await client.list('GET /v1/environments/{environment}/deployments/consumers', there, limit);
  const subjects = await client.list('GET /v1/environments/{environment}/deployments/subjects', there, limit);
  const isMore = models.nextCursor !== undefined || subjects.nextCursor !== undefined;
  print(session, { models: models.items, subjects: subjects.items }, isMore);
}

function print(
  session: Session,
  {
    models,
    subjects,
  }: {
    readonly models: readonly ItemOf<'GET /v1/environments/{environment}/deployments/consumers'>[];
    readonly subjects: readonly ItemOf<'GET /v1/environments/{environment}/deployments/subjects'>[];
  },
  isMore: boolean,
): void {
  const running = models.flatMap(({ consumer, environment, releases }) =>
    releases.map(({ release, reads, at }) => [
      consumer,
      release,
      environment,
      reads.map(({ subject, version }) => `${subject}@${version}`).join(' '),
      dayOf(at),
    ]),
  );
  const emitted = subjects.map(({ subject, version, environment, at }) => [
    subject,
    `v${version}`,
    environment,
    dayOf(at),
  ]);
  const tables = [
    ...(running.length > 0 ? [table(['MODEL', 'RELEASE', 'ENVIRONMENT', 'READS', 'SINCE'], running, session)] : []),
    ...(emitted.length > 0 ? [table(['SUBJECT', 'VERSION', 'ENVIRONMENT', 'SINCE'], emitted, session)] : []),
  ];
  const text =
    tables.length > 0 ? tables.join('\n') : 'No deployment is recorded: forewarn record-deployment records one.\n';
  session.print(text + (isMore ? 'There are more: --limit shows them.\n' : ''), { models, subjects, more: isMore });
}
