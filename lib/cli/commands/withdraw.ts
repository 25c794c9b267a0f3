import type { Command } from 'commander';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';
import { checkNumber } from './activate.ts';

interface WithdrawFlags extends RegistryFlags {
  readonly reason: string;
}

export function addWithdraw(program: Command, session: Session): void {
  const command = program
    .command('withdraw')
    .description('take a proposed version back; everyone who was told hears of it')
    .argument('<subject>', 'the subject')
    .argument('<version>', "the proposal's number")
    .requiredOption('--reason <text>', 'why; told to everyone affected')
    .action((subject: string, version: string, flags: WithdrawFlags) => withdraw(session, { subject, version, flags }));
  withRegistry(command, {
    example: 'forewarn withdraw payments.transaction-authorized 13 --reason "category stays an integer"',
  });
}

interface Asked {
  readonly subject: string;
  readonly version: string;
  readonly flags: WithdrawFlags;
}

async function withdraw(session: Session, { subject, version, flags }: Asked): Promise<void> {
  const config = await session.configure(flags, 'withdraw');
  checkName(subject, 'subject');
  checkNumber(version);
  const result = await session.connect(flags, config).get('POST /v1/subjects/{subject}/versions/{version}/withdraw', {
    path: { subject, version },
    body: { reason: flags.reason },
  });
  session.print(`✓ ${subject} v${version} is withdrawn.\n`, { result: result ?? {} });
}
