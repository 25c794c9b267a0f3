import type { Command } from 'commander';
import { type Affected, affectedText } from '../../domain/policy/gate/gate-answer.ts';
import { usageError } from '../exit.ts';
import { visible } from '../output/escape.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';

interface ActivateFlags extends RegistryFlags {
  readonly emergency?: boolean;
  readonly reason?: string;
}

export function addActivate(program: Command, session: Session): void {
  const command = program
    .command('activate')
    .description('make a proposed version the head, once its gate is open')
    .argument('<subject>', 'the subject')
    .argument('<version>', "the proposal's number")
    .option('--emergency', 'before the gate is open; needs --reason')
    .option('--reason <text>', 'why it cannot wait; told to everyone affected')
    .action((subject: string, version: string, flags: ActivateFlags) => activate(session, { subject, version, flags }));
  withRegistry(command, { example: 'forewarn activate payments.transaction-authorized 13' });
}

interface Asked {
  readonly subject: string;
  readonly version: string;
  readonly flags: ActivateFlags;
}

async function activate(session: Session, { subject, version, flags }: Asked): Promise<void> {
  const config = await session.configure(flags, 'activate');
  const { emergency, reason } = flags;
  checkName(subject, 'subject');
  checkNumber(version);
  if (emergency && !reason?.trim())
    throw usageError('--emergency needs --reason: it is told to everyone affected, and kept.');
  if (reason !== undefined && !emergency)
    throw usageError('--reason belongs to --emergency: add it, or leave the reason out.');
  const result = await session.connect(flags, config).get('POST /v1/subjects/{subject}/versions/{version}/activate', {
    path: { subject, version },
    body: emergency && reason !== undefined ? { emergency: { reason } } : {},
    expect: ['willBreak', 'mayBreak'],
  });
  session.print(doneText(`${subject} v${version} is live and the head`, result), { result });
}

/** The result; a break is not calm news, and is not ticked off. */
export function doneText(done: string, affected: Affected): string {
  const broken = affectedText(affected);
  return `${visible(broken === '' ? `✓ ${done}.` : `! ${done}; ${broken}`)}\n`;
}

/** A version's own number: `head` and `latest` may move before the registry reads them. */
export function checkNumber(version: string): void {
  if (!/^[1-9]\d{0,8}$/.test(version))
    throw usageError(`${JSON.stringify(version)} is no version's number: forewarn versions lists them.`);
}
