import type { Command } from 'commander';
import type { Schemas } from '../api/operations.ts';
import { CliError, EXIT } from '../exit.ts';
import { visible } from '../output/escape.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';
import { placeOf } from './deliveries.ts';

interface TestFlags extends RegistryFlags {
  readonly consumer: string;
}
type Delivery = Schemas['Delivery'];

/** As long as a message takes on a bad day; whoever waits longer has another look. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 1_000;
const ENDED: ReadonlySet<Delivery['status']> = new Set(['sent', 'skipped', 'failed']);

/** The remedies for Slack's refusals; GitHub's name their remedy themselves. */
const REMEDIES: Readonly<Record<string, string>> = {
  channel_not_found: 'is the name right, and is the bot in it? /invite @Forewarn there',
  not_in_channel: '/invite @Forewarn there',
  is_archived: 'name another channel in forewarn.consumer.yaml, or unarchive this one',
  restricted_action: "the workspace's settings keep apps from posting there: ask its administrators",
  missing_scope: 'install the app again from docs/slack-app-manifest.yaml',
  not_authed: 'put the bot token into the secret slack-bot-token (docs/slack.md)',
  invalid_auth: 'put the bot token into the secret slack-bot-token (docs/slack.md)',
  token_revoked: 'put the bot token into the secret slack-bot-token (docs/slack.md)',
  token_expired: 'put the bot token into the secret slack-bot-token (docs/slack.md)',
  account_inactive: 'put the bot token into the secret slack-bot-token (docs/slack.md)',
};

export function addChannels(program: Command, session: Session): void {
  const channels = program.command('channels').description('where a team is told');
  const test = channels
    .command('test')
    .description("send a test message to each of a model's channels, and say what arrived")
    .requiredOption('--consumer <name>', 'the model, e.g. fraud')
    .action((flags: TestFlags) => runTest(session, flags));
  withRegistry(test, { example: 'forewarn channels test --consumer fraud' });
}

async function runTest(session: Session, flags: TestFlags): Promise<void> {
  const { consumer } = flags;
  checkName(consumer, 'consumer');
  const client = session.connect(flags, await session.configure(flags, 'channels test'));
  const begun = await client.get('POST /v1/consumers/{consumer}/channels/test', {
    path: { consumer },
    expect: ['test', 'deliveries'],
  });
  const { test } = begun;
  let { deliveries } = begun;
  const until = session.world.now() + PATIENCE_MS;
  while (deliveries.some(({ status }) => !ENDED.has(status)) && session.world.now() < until) {
    await session.world.sleep(PAUSE_MS);
    ({ deliveries } = await client.get('GET /v1/consumers/{consumer}/channels/test/{test}', {
      path: { consumer, test },
      expect: ['deliveries'],
    }));
  }
  session.print(deliveries.map((delivery) => `${lineOf(delivery)}\n`).join(''), { test, deliveries });
  const failed = deliveries.filter(({ status }) => status === 'failed').length;
  const under = deliveries.filter(({ status }) => !ENDED.has(status)).length;
  if (failed > 0) throw new CliError(EXIT.usage, `${failed} of ${deliveries.length} channels did not take it.`);
  if (under > 0)
    throw new CliError(EXIT.service, `${under} of ${deliveries.length} channels have not answered in a minute.`, {
      code: 'unanswered',
    });
}

function lineOf({ channel, status, error }: Delivery): string {
  const place = visible(placeOf(channel));
  if (status === 'sent') return `✓ ${place} took it`;
  if (!ENDED.has(status)) return `… ${place} has not answered yet${error === undefined ? '' : `: ${visible(error)}`}`;
  const remedy = REMEDIES[/^[a-z_]+/.exec(error ?? '')?.[0] ?? ''];
  return `✗ ${place}: ${visible(error ?? 'no reason was recorded')}${remedy === undefined ? '' : `: ${remedy}`}`;
}
