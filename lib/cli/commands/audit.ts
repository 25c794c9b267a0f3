import { type Command, Option } from 'commander';
import { parseDate } from '../../domain/date.ts';
import { defined } from '../../domain/defined.ts';
import { limitOption } from '../api/listing.ts';
import { peopleOf } from '../api/people.ts';
import { usageError } from '../exit.ts';
import { auditText } from '../output/audit.ts';
import { visible } from '../output/escape.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';

interface AuditFlags extends RegistryFlags {
  readonly limit: number;
  readonly subject?: string;
  readonly consumer?: string;
  readonly announcement?: string;
  readonly since?: string;
}

export function addAudit(program: Command, session: Session): void {
  const command = program
    .command('audit')
    .description('show who did what, newest first, with what each write changed')
    .addOption(new Option('--subject <name>', 'of a subject').conflicts(['consumer', 'announcement']))
    .addOption(new Option('--consumer <name>', 'of a model').conflicts('announcement'))
    .option('--announcement <id>', 'of an announcement')
    .option('--since <date>', 'only from this date on, e.g. 2026-11-01')
    .addOption(limitOption())
    .action((flags: AuditFlags) => audit(session, flags));
  withRegistry(command, { example: 'forewarn audit --consumer fraud --since 2026-11-01 --format json' });
}

async function audit(session: Session, flags: AuditFlags): Promise<void> {
  const config = await session.configure(flags, 'audit');
  const { subject, consumer, announcement, limit } = flags;
  const query = {
    ...defined({ subject, consumer, announcement }),
  };
  if (Object.keys(query).length === 0) throw usageError('Of what? Name --subject, --consumer or --announcement.');
  const since = sinceOf(flags.since);
  const client = session.connect(flags, config);
  const page = await client.list('GET /v1/audit-events', { query }, limit);
  const items = page.items.filter(({ at }) => since === undefined || at >= since);
  const more = page.nextCursor !== undefined && items.length === page.items.length;
  const who = await peopleOf(
    client,
    items.map(({ principal }) => principal),
  );
  const text =
    items.length === 0
      ? 'Nothing was written.\n'
      : items.map((entry) => auditText(entry, who(entry.principal))).join('\n');
  session.print(text + (more ? 'There are more: --limit shows them.\n' : ''), { items, more });
}

/** A day from its beginning, UTC. */
function sinceOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const date = parseDate(text);
  if (date === undefined)
    throw usageError(`--since ${JSON.stringify(visible(text))} is not a date: write it as 2026-11-01.`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00.000Z` : date;
}
