import type { Command } from 'commander';
import { limitOption, printList } from '../api/listing.ts';
import type { Schemas } from '../api/operations.ts';
import { facts, table } from '../output/text/table.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';

interface ConsumersFlags extends RegistryFlags {
  readonly limit: number;
}

export function addConsumers(program: Command, session: Session): void {
  const command = program
    .command('consumers')
    .description('list the models and pipelines, or show one and what it reads')
    .argument('[name]', 'the consumer to show')
    .addOption(limitOption())
    .action((name: string | undefined, flags: ConsumersFlags) => consumers(session, name, flags));
  withRegistry(command, { example: 'forewarn consumers fraud' });
}

async function consumers(session: Session, name: string | undefined, flags: ConsumersFlags): Promise<void> {
  const config = await session.configure(flags, 'consumers');
  if (name !== undefined) checkName(name, 'consumer');
  const client = session.connect(flags, config);
  if (name === undefined) {
    const page = await client.list('GET /v1/consumers', {}, flags.limit);
    printList(session, page, {
      headings: ['CONSUMER', 'TEAM', 'TIER', 'RELEASES', 'SLACK'],
      row: (consumer) => [
        consumer.name,
        consumer.team,
        tierText(consumer),
        releasesText(consumer),
        consumer.slack?.channel ?? '',
      ],
      empty: 'No consumers yet: forewarn subscribe or forewarn apply registers the first.',
    });
    return;
  }
  const consumer = await client.get('GET /v1/consumers/{consumer}', {
    path: { consumer: name },
    expect: ['name', 'team'],
  });
  const { items } = await client.list(
    'GET /v1/consumers/{consumer}/subscriptions',
    { path: { consumer: name } },
    flags.limit,
  );
  const rows = items.map(({ subject, trainedOn, reads, alreadyBroken }) => [
    subject,
    `v${trainedOn}`,
    reads.length === 0 ? 'everything' : reads.map(({ pointer }) => pointer).join(' '),
    alreadyBroken ? 'already broken' : '',
  ]);
  const described = facts([
    ['consumer', consumer.name],
    ['team', consumer.team],
    ['tier', tierText(consumer)],
    ['releases', releasesText(consumer)],
    ['slack', [consumer.slack?.channel, consumer.slack?.mention].filter(Boolean).join(' ')],
    ['github', consumer.github?.repository],
    ['msteams', consumer.msteams?.channel],
    ['webhook', consumer.webhook?.name],
    ['description', consumer.description],
    ['last seen', consumer.lastSeenAt],
  ]);
  const subscribed =
    rows.length === 0 ? 'It reads nothing yet.\n' : table(['SUBJECT', 'TRAINED ON', 'READS', ''], rows, session);
  session.print(`${described}\n${subscribed}`, { result: consumer, subscriptions: items });
}

const tierText = ({ tier, claimedTier }: Schemas['Consumer']): string =>
  claimedTier === undefined ? tier : `${tier} (says ${claimedTier}, not confirmed)`;
const releasesText = ({ releases }: Schemas['Consumer']): string => (releases ?? []).join(' ');
