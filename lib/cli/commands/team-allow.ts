import type { Command } from 'commander';
import type { AllowedPlaces } from '../../domain/principal.ts';
import { usageError } from '../exit.ts';
import { visible } from '../output/escape.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';

interface AllowFlags extends RegistryFlags {
  readonly channels?: string;
  readonly groups?: string;
  readonly any?: boolean;
}

export function addTeamAllow(teams: Command, session: Session): void {
  const command = teams
    .command('allow')
    .description('limit the Slack channels and groups that a team may have itself told in; an administrator may')
    .argument('<team>', 'the team')
    .option('--channels <names>', "names or ids, '#fraud-*' for all that begin so; with commas between")
    .option('--groups <ids>', 'user groups that it may have mentioned; with commas between')
    .option('--any', 'limit it no more')
    .action((team: string, flags: AllowFlags) => allow(session, team, flags));
  withRegistry(command, {
    example: "forewarn teams allow fraud-ml --channels '#fraud-*,#ml-oncall' --groups S0614TZR7",
  });
}

async function allow(session: Session, team: string, flags: AllowFlags): Promise<void> {
  const config = await session.configure(flags, 'teams allow');
  checkName(team, 'team');
  const { channels, groups, any } = flags;
  const isLimited = channels !== undefined || groups !== undefined;
  if (any ? isLimited : !isLimited)
    throw usageError("Say what is allowed, e.g. --channels '#fraud-*' --groups S0614TZR7, or --any.");
  const allowed: AllowedPlaces = {
    ...(channels === undefined ? {} : { channels: listOf(channels) }),
    ...(groups === undefined ? {} : { groups: listOf(groups) }),
  };
  const result = await session.connect(flags, config).get('PUT /v1/teams/{team}/allowed-places', {
    path: { team },
    body: allowed,
    expect: ['name'],
  });
  session.print(`✓ ${team}: ${visible(described(result.allowed))}\n`, { result });
}

const listOf = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function described({ channels, groups }: AllowedPlaces = {}): string {
  const words = (what: string, list: readonly string[] | undefined): string =>
    list === undefined ? `any ${what}` : `${what}s ${list.join(', ') || 'none'}`;
  return `${words('channel', channels)}; ${words('group', groups)}`;
}
