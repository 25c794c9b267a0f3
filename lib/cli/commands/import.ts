import { type Command, Option } from 'commander';
import { usageError } from '../exit.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import type { Config } from '../workspace/config.ts';
import { checkName } from '../workspace/targets.ts';

interface ImportFlags extends RegistryFlags {
  readonly git?: string;
  readonly subject?: string;
  readonly confluent?: string;
  readonly subjectPrefix?: string;
  readonly rename: readonly string[];
  readonly dryRun?: boolean;
}

export function addImport(program: Command, session: Session): void {
  const command = program
    .command('import')
    .description("replay a schema's history: what each step would have been, and its versions, telling nobody")
    .option('--git <file>', 'the schema file whose commits are its history, or openapi.yaml#/components/schemas/Order')
    .option('--subject <name>', 'with --git: the subject that the versions become')
    .addOption(
      new Option(
        '--confluent <url>',
        'a Confluent-compatible schema registry, whose JSON Schemas are imported (FOREWARN_CONFLUENT_AUTH=user:password where it asks for one)',
      ).conflicts(['git', 'subject']),
    )
    .option('--subject-prefix <text>', 'with --confluent: only subjects there whose names begin so')
    .option('--rename <old=new>', 'with --confluent: the name here of a subject there; may be repeated', collect, [])
    .option('--dry-run', 'only print the report: needs no registry and writes nothing')
    .action((flags: ImportFlags) => runImport(session, flags));
  withRegistry(command, {
    formats: ['text', 'markdown', 'json'],
    example: [
      'forewarn import --git schemas/transaction.json --subject payments.transaction-authorized --dry-run',
      'forewarn import --git schemas/transaction.json --subject payments.transaction-authorized',
      'forewarn import --confluent https://schemas.example.com --dry-run',
    ].join('\n'),
  });
}

async function runImport(session: Session, flags: ImportFlags): Promise<void> {
  const config = await session.configure(flags, 'import');
  if (flags.confluent !== undefined) {
    const { importConfluent } = await import('../import/import-confluent.ts');
    const { subjectPrefix, rename, dryRun = false } = flags;
    const client = dryRun ? undefined : session.connect(flags, config);
    await importConfluent(session, { url: flags.confluent, subjectPrefix, rename, client });
    return;
  }
  if (flags.git === undefined) throw usageError('Name what is imported: --git FILE or --confluent URL.');
  await importGit(session, { ...flags, git: flags.git }, config);
}

async function importGit(
  session: Session,
  flags: ImportFlags & { readonly git: string },
  config: Config,
): Promise<void> {
  const { git, subject, dryRun = false } = flags;
  if (subject === undefined) throw usageError('Name the subject that the history becomes: --subject NAME.');
  checkName(subject, 'subject');
  const { gitMoments } = await import('../import/git-moments.ts');
  const { importHistory } = await import('../import/import-history.ts');
  const { printHistories } = await import('../import/print-histories.ts');
  const moments = await gitMoments(session, { name: git, config });
  const client = dryRun ? undefined : session.connect(flags, config);
  const report = await importHistory(session, { subject, origin: git, moments, client });
  printHistories(session, { reports: [report], dryRun });
}

const collect = (one: string, all: readonly string[]): readonly string[] => [...all, one];
