import type { Command } from 'commander';
import { VERBS } from '../../domain/principal.ts';
import { limitOption, printList } from '../api/listing.ts';
import { usageError } from '../exit.ts';
import { visible } from '../output/escape.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { readVerbs } from '../verbs.ts';
import { checkName } from '../workspace/targets.ts';

interface CreateFlags extends RegistryFlags {
  readonly team: string;
  readonly verbs: string;
  readonly description: string;
  readonly expiresIn: string;
}

export function addTokens(program: Command, session: Session): void {
  const tokens = program.command('tokens').description('API tokens of a team');
  const create = tokens
    .command('create')
    .description('make a token; it is shown this once')
    .requiredOption('--team <name>', 'the team that it acts for')
    .requiredOption('--verbs <verbs>', `what it may do, of ${VERBS.join(', ')}; with commas between`)
    .requiredOption('--description <text>', 'what it is for')
    .option('--expires-in <duration>', 'how long it lives (ISO 8601)', 'P90D')
    .action((flags: CreateFlags) => createToken(session, flags));
  withRegistry(create, {
    example: "forewarn tokens create --team payments --verbs read,publish --description 'CI of payments-api'",
  });
  const list = tokens
    .command('list')
    .description("list a team's tokens, without their secrets")
    .requiredOption('--team <name>', 'the team')
    .addOption(limitOption())
    .action((flags: RegistryFlags & { readonly team: string; readonly limit: number }) => listTokens(session, flags));
  withRegistry(list, { example: 'forewarn tokens list --team payments' });
  const revoke = tokens
    .command('revoke')
    .description('end a token at once (it may live on for a minute in the authorizer)')
    .argument('<id>', "the token's id, as tokens list shows it")
    .action((id: string, flags: RegistryFlags) => revokeToken(session, id, flags));
  withRegistry(revoke, { example: 'forewarn tokens revoke 01JD8Q3M6T5Y0000000000ABCD' });
}

async function createToken(session: Session, flags: CreateFlags): Promise<void> {
  const config = await session.configure(flags, 'tokens create');
  const { team, description, expiresIn } = flags;
  checkName(team, 'team');
  const verbs = readVerbs(flags.verbs);
  if (!/^P(?!$)(\d+[YMWD])*(T(?=\d)(\d+[HMS])*)?$/.test(expiresIn))
    throw usageError(`--expires-in ${JSON.stringify(visible(expiresIn))} is no ISO 8601 duration: write it as P90D.`);
  const token = await session.connect(flags, config).get('POST /v1/tokens', {
    body: { team, verbs, description, expiresIn },
    expect: ['token', 'id'],
  });
  session.note(`Token ${token.id} of ${team}. It is shown this once: keep it as a secret.`);
  session.print(`${token.token}\n`, { result: token });
}

async function listTokens(
  session: Session,
  flags: RegistryFlags & { readonly team: string; readonly limit: number },
): Promise<void> {
  const config = await session.configure(flags, 'tokens list');
  checkName(flags.team, 'team');
  const page = await session
    .connect(flags, config)
    .list('GET /v1/tokens', { query: { team: flags.team } }, flags.limit);
  printList(session, page, {
    headings: ['ID', 'VERBS', 'EXPIRES', 'REVOKED', 'DESCRIPTION'],
    row: ({ id, verbs, expiresAt, revokedAt, description }) => [
      id,
      verbs.join(','),
      expiresAt,
      revokedAt ?? '',
      description,
    ],
    empty: `${flags.team} has no tokens.`,
  });
}

async function revokeToken(session: Session, id: string, flags: RegistryFlags): Promise<void> {
  const config = await session.configure(flags, 'tokens revoke');
  if (id.startsWith('fw_'))
    throw usageError(
      'That is the token itself: give its id, the part between fw_ and the next _, and make a new token if this line was recorded.',
    );
  await session.connect(flags, config).get('DELETE /v1/tokens/{token}', { path: { token: id } });
  session.print(`✓ ${visible(id)} is revoked.\n`, { result: { id, revoked: true } });
}
