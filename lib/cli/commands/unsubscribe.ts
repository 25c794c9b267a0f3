import type { Command } from 'commander';
import { stepLines } from '../manifest/subscriptions.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';

interface UnsubscribeFlags extends RegistryFlags {
  readonly consumer: string;
  readonly subject: string;
}

export function addUnsubscribe(program: Command, session: Session): void {
  const command = program
    .command('unsubscribe')
    .description('a model reads a subject no longer')
    .requiredOption('--consumer <name>', 'the model or pipeline')
    .requiredOption('--subject <name>', 'the subject')
    .action((flags: UnsubscribeFlags) => unsubscribe(session, flags));
  withRegistry(command, { example: 'forewarn unsubscribe --consumer fraud --subject payments.transaction-authorized' });
}

async function unsubscribe(session: Session, flags: UnsubscribeFlags): Promise<void> {
  const config = await session.configure(flags, 'unsubscribe');
  const { consumer, subject } = flags;
  checkName(consumer, 'consumer');
  checkName(subject, 'subject');
  const client = session.connect(flags, config);
  await client.get('DELETE /v1/consumers/{consumer}/subscriptions/{subject}', { path: { consumer, subject } });
  const steps = [{ consumer, subject, outcome: 'deleted' as const }];
  session.print(stepLines(steps, { dryRun: false }), { dryRun: false, steps });
}
