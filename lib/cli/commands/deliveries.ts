import { type Command, Option } from 'commander';
import { limitOption, printList } from '../api/listing.ts';
import type { Schemas } from '../api/operations.ts';
import { usageError } from '../exit.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';

interface DeliveriesFlags extends RegistryFlags {
  readonly announcement?: string;
  readonly team?: string;
}

export function addDeliveries(program: Command, session: Session): void {
  const deliveries = program.command('deliveries').description('what was told where, and what became of it');
  const of = (command: Command): Command =>
    command
      .addOption(new Option('--announcement <id>', 'of an announcement').conflicts('team'))
      .option('--team <name>', "a team's digests, a day's reminders and tests, which belong to no single announcement");
  const list = of(deliveries.command('list').description('list which messages went where'))
    .addOption(limitOption())
    .action((flags: DeliveriesFlags & { readonly limit: number }) => listDeliveries(session, flags));
  withRegistry(list, { example: 'forewarn deliveries list --announcement 01JD8Q3M6T5Y0000000000ABCD' });
  const redrive = of(
    deliveries
      .command('redrive')
      .description('send again what failed, once its cause is mended; it goes out within 15 minutes'),
  ).action((flags: DeliveriesFlags) => redriveDeliveries(session, flags));
  withRegistry(redrive, { example: 'forewarn deliveries redrive --announcement 01JD8Q3M6T5Y0000000000ABCD' });
}

type Scope = { readonly announcement: string } | { readonly team: string };

function scopeOf({ announcement, team }: DeliveriesFlags): Scope {
  if (announcement !== undefined) return { announcement };
  if (team === undefined) throw usageError('Of what? Name --announcement or --team.');
  checkName(team, 'team');
  return { team };
}

async function listDeliveries(session: Session, flags: DeliveriesFlags & { readonly limit: number }): Promise<void> {
  const config = await session.configure(flags, 'deliveries list');
  const scope = scopeOf(flags);
  const client = session.connect(flags, config);
  const page =
    'team' in scope
      ? await client.list('GET /v1/teams/{team}/deliveries', { path: scope }, flags.limit)
      : await client.list('GET /v1/announcements/{announcement}/deliveries', { path: scope }, flags.limit);
  printList(session, page, {
    headings: ['TOLD', 'TEAM', 'KIND', 'STATUS', 'ATTEMPTS', 'ERROR'],
    row: ({ channel, team, kind, status, attempts, error }) => [
      placeOf(channel),
      team,
      kind,
      status,
      String(attempts),
      error ?? '',
    ],
    empty: 'Nothing was sent.',
  });
}

/** A channel as people call it. */
export function placeOf(channel: Schemas['Delivery']['channel']): string {
  switch (channel.kind) {
    case 'slack':
      return `Slack ${channel.channel}`;
    case 'github':
      return `GitHub ${channel.repository}`;
    case 'msteams':
      return `Microsoft Teams ${channel.channel}`;
    case 'webhook':
      return `webhook ${channel.name}`;
    case 'sns':
      return 'SNS';
  }
}

async function redriveDeliveries(session: Session, flags: DeliveriesFlags): Promise<void> {
  const config = await session.configure(flags, 'deliveries redrive');
  const scope = scopeOf(flags);
  const client = session.connect(flags, config);
  const expect = ['redriven'] as const;
  const result =
    'team' in scope
      ? await client.get('POST /v1/teams/{team}/deliveries/redrive', { path: scope, expect })
      : await client.get('POST /v1/announcements/{announcement}/deliveries/redrive', { path: scope, expect });
  const { redriven } = result;
  const text = redriven === 0 ? 'Nothing had failed.' : `✓ ${redriven} that had failed go out within 15 minutes.`;
  session.print(`${text}\n`, { result });
}
