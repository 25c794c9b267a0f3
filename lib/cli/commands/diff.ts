import { type Command, Option } from 'commander';
import type { OnUndecided } from '../../domain/policy/settings/policy.ts';
import type { ContentModel, FormatMode } from '../../domain/verdict.ts';
import { usageError } from '../exit.ts';
import type { OutputFormat } from '../output/format.ts';
import { allowUnknownOption, failOnOption, onUndecidedOption, reportOption } from '../run/change-flags.ts';
import { checkReports, printOutcomes, type ReportFlags } from '../run/print-outcomes.ts';
import { runMany } from '../run/run-many.ts';
import { COMPARISON_FORMATS, formatOption, type Session, withExample } from '../run/session.ts';
import { type FailOn, withConfig } from '../workspace/config.ts';
import { Workspace } from '../workspace/workspace.ts';

interface DiffFlags extends ReportFlags {
  readonly failOn?: FailOn;
  readonly onUndecided?: OnUndecided;
  readonly format?: OutputFormat;
  readonly contentModel?: ContentModel;
  readonly formatMode?: FormatMode;
  readonly batch?: string;
  readonly allowUnknown?: boolean;
  readonly config?: string;
}

export function addDiff(program: Command, session: Session): void {
  const command = program
    .command('diff')
    .description('compare two schema files, of the working tree or of git revisions; needs no registry')
    .argument(
      '[old]',
      'the older JSON Schema file, openapi.yaml#/components/schemas/Order, or either in a revision: HEAD~1:order.json',
    )
    .argument('[new]', 'the newer one, likewise; one of them may be - for standard input')
    .addOption(failOnOption('breaking').conflicts('batch'))
    .addOption(onUndecidedOption().conflicts('batch'))
    .option(
      '--batch <file>',
      'decide many pairs: lines of {"id", "old", "new"}, each side a schema or its file, - for standard input',
    )
    .addOption(
      new Option('--content-model <model>', 'whether producers emit only what they declare')
        .choices(['declared', 'open'])
        .default('declared'),
    )
    .addOption(
      new Option('--format-mode <mode>', 'whether format rejects records')
        .choices(['annotation', 'assertion'])
        .default('annotation'),
    )
    .addOption(allowUnknownOption().conflicts('batch'))
    .addOption(formatOption(COMPARISON_FORMATS))
    .option('--config <file>', 'the configuration (default: the nearest forewarn.config.json)')
    .option('--verbose', 'also safe changes and the training lens')
    .addOption(reportOption())
    .action((old: string | undefined, next: string | undefined, flags: DiffFlags) =>
      diff(session, { old, next, flags }),
    );
  withExample(
    command,
    [
      'forewarn diff transaction-v12.json transaction.json',
      'forewarn diff HEAD~1:schemas/transaction.json schemas/transaction.json',
      'forewarn diff v2.3.0:openapi.yaml#/components/schemas/Order main:openapi.yaml#/components/schemas/Order',
      'forewarn diff --batch history.jsonl --format json',
    ].join('\n'),
  );
}

interface Asked {
  readonly old: string | undefined;
  readonly next: string | undefined;
  readonly flags: DiffFlags;
}

async function diff(session: Session, { old, next, flags }: Asked): Promise<void> {
  const config = await session.configure(flags, 'diff');
  checkReports(flags);
  const { allowUnknown } = withConfig(flags, config);
  const { failOn = 'breaking', onUndecided, contentModel = 'declared', formatMode = 'annotation', batch } = flags;
  if (batch !== undefined) {
    if (old !== undefined) throw usageError('--batch names all pairs itself: leave the two files out.');
    if (session.format !== 'text' && session.format !== 'json')
      throw usageError(`--batch prints --format text or json, not ${session.format}.`);
    const { runBatch } = await import('../run/batch.ts');
    const files = new Workspace(session.world, config, session.warn);
    await runBatch(session, batch, { files, contentModel, formatMode });
    return;
  }
  if (old === undefined || next === undefined)
    throw usageError('Two files are compared: forewarn diff old.json new.json, or many pairs with --batch.');
  if (old === '-' && next === '-') throw usageError('Both files are standard input: name one of them.');
  const workspace = new Workspace(session.world, config, session.warn);
  const [before, after] = [await workspace.readSide(old, 'last'), await workspace.readSide(next, 'refused')];
  const { compareSources } = await import('../run/compare-files.ts');
  const sides = { old: before, next: after, name: after.name, from: before.name, to: after.name };
  const { outcomes } = await runMany(session, {
    items: [after],
    nameOf: ({ name }) => name,
    concurrency: 1,
    doing: 'comparing',
    work: () => compareSources({ ...sides, failOn, onUndecided, contentModel, formatMode, allowUnknown }),
  });
  await printOutcomes(session, outcomes, { flags });
}
