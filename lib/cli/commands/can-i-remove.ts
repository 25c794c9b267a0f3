import type { Command } from 'commander';
import { defined } from '../../domain/defined.ts';
import { EXIT, usageError } from '../exit.ts';
import { dayOf } from '../output/dates.ts';
import { visible } from '../output/escape.ts';
import { table } from '../output/text/table.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';

interface RemoveFlags extends RegistryFlags {
  readonly subject: string;
  readonly field: string;
  readonly environment?: string;
}

export function addCanIRemove(program: Command, session: Session): void {
  const command = program
    .command('can-i-remove')
    .description('does no live model read this field any more? exit 1, and who does, if one does')
    .requiredOption('--subject <name>', 'the subject')
    .requiredOption('--field <pointer>', 'the field as a JSON Pointer into the record, e.g. /category')
    .option('--environment <name>', 'only models that run there')
    .action((flags: RemoveFlags) => canIRemove(session, flags));
  withRegistry(command, { example: 'forewarn can-i-remove --subject payments.transaction --field /category' });
}

async function canIRemove(session: Session, flags: RemoveFlags): Promise<void> {
  const config = await session.configure(flags, 'can-i-remove');
  const { subject, field, environment } = flags;
  checkName(subject, 'subject');
  if (!field.startsWith('/'))
    throw usageError(`--field ${JSON.stringify(field)} is not a JSON Pointer: write /category or /items/*/price.`);
  const answer = await session.connect(flags, config).get('GET /v1/subjects/{subject}/readers', {
    path: { subject },
    query: { field, ...defined({ environment }) },
    expect: ['readers'],
  });
  const reading = answer.readers.filter(({ stale }) => !stale);
  session.exit = reading.length > 0 ? EXIT.policy : EXIT.passed;
  const verdict =
    reading.length > 0
      ? `✗ ${subject} ${field} is read by ${reading.length} live ${reading.length === 1 ? 'model' : 'models'}`
      : `✓ no live model reads ${subject} ${field}`;
  const rows = answer.readers.map((reader) => [
    reader.consumer,
    reader.contact ?? `team ${reader.team}`,
    reader.reads.join(' ') || 'everything',
    reader.releases.map(({ release, environment: place }) => `${release} in ${place}`).join(', ') || 'not recorded',
    dayOf(reader.since),
    reader.stale ? 'silent for long: holds nothing' : '',
  ]);
  const readers = rows.length === 0 ? '' : table(['MODEL', 'CONTACT', 'READS', 'RELEASES', 'SINCE', ''], rows, session);
  session.print(`${visible(verdict)}\n${readers}`, { result: answer });
}
