import type { Command } from 'commander';
import { Option } from 'commander';
import { compareSchemas } from '../../domain/diff/compare-schemas.ts';
import { type ParsedSchema, parseSchemaValue } from '../../domain/schema/parse-schema.ts';
import type { ContentModel, FormatMode } from '../../domain/verdict.ts';
import { runBatch } from '../batch.ts';
import { type Comparison, countSeverities, failsBySeverity } from '../comparison.ts';
import type { FailOn } from '../config.ts';
import { CliError, EXIT, usageError } from '../exit.ts';
import { visible } from '../output/escape.ts';
import type { OutputFormat } from '../output/format.ts';
import { collect, printOutcomes } from '../print-comparisons.ts';
import { COMPARISON_FORMATS, formatOption, type Session, withExample } from '../session.ts';
import { locator, readJsonFile, type SourceFile } from '../source-file.ts';
import { failOnOption, placeChanges } from './check.ts';

interface DiffFlags {
  readonly failOn?: FailOn;
  readonly format?: OutputFormat;
  readonly contentModel?: ContentModel;
  readonly formatMode?: FormatMode;
  readonly verbose?: boolean;
  readonly batch?: string;
  readonly config?: string;
}

export function addDiff(program: Command, session: Session): void {
  const command = program
    .command('diff')
    .description('compare two schema files; needs no registry')
    .argument('[old]', 'the older JSON Schema file')
    .argument('[new]', 'the newer one; one of them may be - for standard input')
    .addOption(failOnOption('breaking').conflicts('batch'))
    .option('--batch <file>', 'decide many pairs: lines of {"id", "old", "new"}, - for standard input')
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
    .addOption(formatOption(COMPARISON_FORMATS))
    .option('--config <file>', 'the configuration (default: the nearest forewarn.config.json)')
    .option('--verbose', 'also safe changes and the training lens')
    .action((old: string | undefined, next: string | undefined, flags: DiffFlags) =>
      diff(session, { old, next, flags }),
    );
  withExample(
    command,
    'forewarn diff transaction-v12.json transaction.json\nforewarn diff --batch history.jsonl --format json',
  );
}

interface Asked {
  readonly old: string | undefined;
  readonly next: string | undefined;
  readonly flags: DiffFlags;
}

async function diff(session: Session, { old, next, flags }: Asked): Promise<void> {
  await session.configure(flags, 'diff');
  const { failOn = 'breaking', contentModel = 'declared', formatMode = 'annotation', batch } = flags;
  if (batch !== undefined) {
    if (old !== undefined) throw usageError('--batch names all pairs itself: leave the two files out.');
    if (session.format !== 'text' && session.format !== 'json')
      throw usageError(`--batch prints --format text or json, not ${session.format}.`);
    await runBatch(session, batch, { contentModel, formatMode });
    return;
  }
  if (old === undefined || next === undefined)
    throw usageError('Two files are compared: forewarn diff old.json new.json, or many pairs with --batch.');
  if (old === '-' && next === '-') throw usageError('Both files are standard input: name one of them.');
  const file = await readJsonFile(session.world, next);
  const outcomes = await collect([file], (target) =>
    compareFiles({ session, old, next: target, failOn, contentModel, formatMode }),
  );
  printOutcomes(session, outcomes, { verbose: flags.verbose ?? false });
}

/** Compares two files here, without a registry: it knows no readers, so severity alone decides. */
export async function compareFiles(input: {
  readonly session: Session;
  readonly old: string;
  readonly next: SourceFile;
  readonly failOn: FailOn;
  readonly contentModel?: ContentModel;
  readonly formatMode?: FormatMode;
}): Promise<Comparison> {
  const { session, next, failOn, contentModel = 'declared', formatMode = 'annotation' } = input;
  const oldFile = await readJsonFile(session.world, input.old);
  const [before, after] = [parseFile(oldFile), parseFile(next)];
  const { verdicts, changes } = compareSchemas(before, after, { contentModel, formatMode });
  const fails = failsBySeverity({ changes, verdicts }, failOn);
  return {
    name: next.name,
    file: next.name,
    from: oldFile.name,
    to: next.name,
    passes: !fails,
    counts: countSeverities(changes),
    verdicts,
    changes: placeChanges(changes, next),
    changeCount: changes.length,
    affected: [],
    reasons: fails && countSeverities(changes).breaking === 0 ? [`--fail-on ${failOn}`] : [],
  };
}

/** Parses and validates the schema of a file; what is wrong is told where it stands. */
export function parseFile(file: SourceFile): ParsedSchema {
  const parsed = parseSchemaValue(file.value);
  if (parsed.ok) return parsed.schema;
  const locate = locator(file);
  const places = parsed.problems.map(({ pointer, detail }) => ({
    file: file.name,
    ...locate(pointer),
    detail: visible(`${pointer || 'the schema'}: ${detail}`),
  }));
  throw new CliError(EXIT.usage, `${file.name} is no JSON Schema that can be compared.`, { code: parsed.code, places });
}
