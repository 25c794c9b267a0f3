import type { Command } from 'commander';
import { visible } from '../output/escape.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';

interface TransferFlags extends RegistryFlags {
  readonly team: string;
}

/** A subject gets another owner. */
export function addTransfer(program: Command, session: Session): void {
  const transfer = program
    .command('transfer')
    .description('give a subject to another team; an administrator may')
    .argument('<subject>', 'the subject')
    .requiredOption('--team <name>', 'its new owner')
    .action((subject: string, flags: TransferFlags) => giveAway(session, subject, flags));
  withRegistry(transfer, { example: 'forewarn transfer payments.transaction-authorized --team orders' });
}

async function giveAway(session: Session, subject: string, flags: TransferFlags): Promise<void> {
  const config = await session.configure(flags, 'transfer');
  checkName(subject, 'subject');
  checkName(flags.team, 'team');
  const result = await session.connect(flags, config).get('POST /v1/subjects/{subject}/transfer', {
    path: { subject },
    body: { team: flags.team },
    expect: ['name', 'ownerTeam'],
  });
  session.print(`✓ ${subject} belongs to team ${visible(result.ownerTeam)}.\n`, { result });
}
