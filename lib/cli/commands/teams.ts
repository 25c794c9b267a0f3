import type { Command } from 'commander';
import { PREFIX } from '../../domain/access.ts';
import { VERBS } from '../../domain/principal.ts';
import { limitOption, printList } from '../api/listing.ts';
import { usageError } from '../exit.ts';
import { visible } from '../output/escape.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { readVerbs } from '../verbs.ts';
import { checkName } from '../workspace/targets.ts';
import { addTeamAllow } from './team-allow.ts';
import { addCritical } from './team-critical.ts';
import { addTeamSettings } from './team-settings.ts';

interface IdentityFlags extends RegistryFlags {
  readonly issuer: string;
  readonly claim: readonly string[];
  readonly verbs: string;
}

const repeatable = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

export function addTeams(program: Command, session: Session): void {
  const teams = program
    .command('teams')
    .description('teams, the subjects they may publish, and the identities that act for them');
  const list = teams
    .command('list')
    .description('list the teams and their prefixes')
    .addOption(limitOption())
    .action((flags: RegistryFlags & { readonly limit: number }) => listTeams(session, flags));
  withRegistry(list, { example: 'forewarn teams list' });
  const create = teams
    .command('create')
    .description('create a team')
    .argument('<team>', 'its name')
    .action((team: string, flags: RegistryFlags) => createTeam(session, team, flags));
  withRegistry(create, { example: 'forewarn teams create payments' });
  const grant = teams
    .command('grant-prefix')
    .description('let a team publish the subjects of a prefix; a prefix belongs to one team')
    .argument('<team>', 'the team')
    .argument('<prefixes...>', "e.g. payments, for payments and payments.*; 'late-*' for all that begin so")
    .action((team: string, prefixes: readonly string[], flags: RegistryFlags) =>
      grantPrefixes(session, { team, prefixes, flags }),
    );
  withRegistry(grant, { example: "forewarn teams grant-prefix payments payments 'late-*'" });
  addTeamSettings(teams, session);
  addCritical(teams, session);
  addTeamAllow(teams, session);
  const map = teams
    .command('map-identity')
    .description("let an OIDC identity act for a team, e.g. a repository's CI")
    .argument('<team>', 'the team')
    .requiredOption('--issuer <url>', 'the issuer, as configured at deploy')
    .requiredOption('--claim <name=value>', 'a claim that must match; repeat it', repeatable)
    .requiredOption('--verbs <verbs>', `what it may do, of ${VERBS.join(', ')}; with commas between`)
    .action((team: string, flags: IdentityFlags) => mapIdentity(session, team, flags));
  withRegistry(map, {
    example:
      'forewarn teams map-identity payments --issuer https://token.actions.githubusercontent.com \\\n' +
      '    --claim repository_id=123456 --claim repository_owner_id=42 --verbs read,publish',
  });
}

async function listTeams(session: Session, flags: RegistryFlags & { readonly limit: number }): Promise<void> {
  const config = await session.configure(flags, 'teams list');
  const page = await session.connect(flags, config).list('GET /v1/teams', {}, flags.limit);
  printList(session, page, {
    headings: ['TEAM', 'PREFIXES'],
    row: ({ name, prefixes }) => [name, prefixes.join(' ')],
    empty: 'No teams yet: forewarn teams create makes the first.',
  });
}

async function createTeam(session: Session, team: string, flags: RegistryFlags): Promise<void> {
  const config = await session.configure(flags, 'teams create');
  checkName(team, 'team');
  const result = await session.connect(flags, config).get('PUT /v1/teams/{team}', { path: { team } });
  session.print(
    `✓ team ${team} is set up. Next: forewarn teams grant-prefix ${team} <prefix>, if it publishes; forewarn tokens create --team ${team}\n`,
    {
      result: result ?? {},
    },
  );
}

async function grantPrefixes(
  session: Session,
  { team, prefixes, flags }: { team: string; prefixes: readonly string[]; flags: RegistryFlags },
): Promise<void> {
  const config = await session.configure(flags, 'teams grant-prefix');
  checkName(team, 'team');
  for (const prefix of prefixes) if (!prefix.endsWith('*') || !PREFIX.test(prefix)) checkName(prefix, 'prefix');
  const client = session.connect(flags, config);
  const lines: string[] = [];
  let result = {};
  for (const prefix of prefixes) {
    const granted = await client.get('PUT /v1/teams/{team}/prefixes/{prefix}', { path: { team, prefix } });
    result = granted ?? {};
    lines.push(
      `✓ ${team} may publish ${prefix.endsWith('*') ? `whatever begins with ${prefix.slice(0, -1)}` : `${prefix} and ${prefix}.*`}`,
    );
  }
  session.print(`${lines.join('\n')}\n`, { result });
}

async function mapIdentity(session: Session, team: string, flags: IdentityFlags): Promise<void> {
  const config = await session.configure(flags, 'teams map-identity');
  checkName(team, 'team');
  const verbs = readVerbs(flags.verbs);
  const claims = readClaims(flags.claim);
  const result = await session.connect(flags, config).get('PUT /v1/teams/{team}/identities', {
    path: { team },
    body: { issuer: flags.issuer, claims, verbs },
  });
  const shown = Object.entries(claims).map(([name, value]) => `${name}=${value}`);
  session.print(
    `✓ ${visible(flags.issuer)} with ${visible(shown.join(', '))} acts for ${team}: ${verbs.join(', ')}\n`,
    { result: result ?? {} },
  );
}

function readClaims(texts: readonly string[]): Readonly<Record<string, string>> {
  const claims: Record<string, string> = Object.create(null);
  for (const text of texts) {
    const at = text.indexOf('=');
    if (at < 1 || at === text.length - 1)
      throw usageError(`--claim ${JSON.stringify(visible(text))} is incomplete: write it as repository_id=123456.`);
    claims[text.slice(0, at)] = text.slice(at + 1);
  }
  return claims;
}
