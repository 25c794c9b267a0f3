import type { Command } from 'commander';
import { limitOption, printList } from '../listing.ts';
import type { Schemas } from '../operations.ts';
import { type RegistryFlags, type Session, withRegistry } from '../session.ts';

interface DeliveriesFlags extends RegistryFlags {
  readonly announcement: string;
}

export function addDeliveries(program: Command, session: Session): void {
  const deliveries = program
    .command('deliveries')
    .description('messages about an announcement, and what became of them');
  const list = deliveries
    .command('list')
    .description('list which messages went where')
    .requiredOption('--announcement <id>', 'the announcement')
    .addOption(limitOption())
    .action((flags: DeliveriesFlags & { readonly limit: number }) => listDeliveries(session, flags));
  withRegistry(list, { example: 'forewarn deliveries list --announcement 01JD8Q3M6T5Y0000000000ABCD' });
  const redrive = deliveries
    .command('redrive')
    .description('send again what failed, once its cause is mended; it goes out within 15 minutes')
    .requiredOption('--announcement <id>', 'the announcement')
    .action((flags: DeliveriesFlags) => redriveDeliveries(session, flags));
  withRegistry(redrive, { example: 'forewarn deliveries redrive --announcement 01JD8Q3M6T5Y0000000000ABCD' });
}

async function listDeliveries(session: Session, flags: DeliveriesFlags & { readonly limit: number }): Promise<void> {
  const config = await session.configure(flags, 'deliveries list');
  const client = session.connect(flags, config);
  const page = await client.list(
    'GET /v1/announcements/{announcement}/deliveries',
    { path: { announcement: flags.announcement } },
    flags.limit,
  );
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
    case 'sns':
      return 'SNS';
  }
}

async function redriveDeliveries(session: Session, flags: DeliveriesFlags): Promise<void> {
  const config = await session.configure(flags, 'deliveries redrive');
  const result = await session.connect(flags, config).get('POST /v1/announcements/{announcement}/deliveries/redrive', {
    path: { announcement: flags.announcement },
    expect: ['redriven'],
  });
  const { redriven } = result;
  const text = redriven === 0 ? 'Nothing had failed.' : `✓ ${redriven} that had failed go out within 15 minutes.`;
  session.print(`${text}\n`, { result });
}
