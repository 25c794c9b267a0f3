import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, relative, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { applyEdits, modify } from 'jsonc-parser';
import { NAME_LENGTH, SUBJECT_NAME } from '../../domain/subject.ts';
import { CONFIG_NAME, type Config, loadConfig } from '../config.ts';
import { usageError } from '../exit.ts';
import { expandSubjects, words } from '../expand-subjects.ts';
import { findRemote } from '../git.ts';
import { type Written, workflowFor } from '../init/choose-workflow.ts';
import { explain } from '../init/explain.ts';
import { findSchemas } from '../init/find-schemas.ts';
import { type Proposal, proposeSubjects } from '../init/propose.ts';
import type { Platform } from '../init/workflows.ts';
import { visible } from '../output/escape.ts';
import type { OutputFormat } from '../output/format.ts';
import { findRoot } from '../repository.ts';
import { formatOption, type Session, VERSION, withExample } from '../session.ts';
import { readText, unreadable } from '../source-file.ts';
import { diskTree } from '../tree.ts';

interface InitFlags {
  readonly prefix?: string;
  readonly ci?: Platform | 'none';
  readonly action: string;
  readonly branch: string;
  readonly dryRun?: boolean;
  readonly config?: string;
  readonly format?: OutputFormat;
}

/** Who holds an organisation's copy is not ours to know; a made-up name would be somebody's who could be trusted with nothing. */
const ACTION = `OWNER/forewarn@v${VERSION}`;

export function addInit(program: Command, session: Session): void {
  const command = program
    .command('init')
    .description(
      'look through the repository for schemas, and write the configuration and the workflow; twice does no harm',
    )
    .option('--prefix <name>', "what the subjects' names begin with (default: the repository's name)")
    .addOption(
      new Option('--ci <platform>', 'whose workflow to write (default: as the repository looks)').choices([
        'github',
        'gitlab',
        'none',
      ]),
    )
    .option('--action <repository@ref>', 'where GitHub finds forewarn', ACTION)
    .option('--branch <name>', 'the branch that is published from', 'main')
    .option('--dry-run', 'say what would be written, and write nothing')
    .option('--config <file>', 'the configuration (default: the nearest forewarn.config.json, else one at the root)')
    .addOption(formatOption(['text', 'json']))
    .action((flags: InitFlags) => init(session, flags));
  withExample(command, 'forewarn init --dry-run\nforewarn init --prefix payments');
}

async function init(session: Session, flags: InitFlags): Promise<void> {
  session.begin('init', flags.format ?? 'text');
  const { world } = session;
  const config = await loadConfig(world, flags.config);
  const folder = resolve(world.cwd, config.file ? dirname(config.file) : ((await findRoot(world.cwd)) ?? world.cwd));
  session.status('looking for schemas …');
  const inFolder = (path: string): string => relative(folder, resolve(world.cwd, path));
  const findings = await findSchemas(folder, (config.ignore ?? []).map(inFolder));
  const listed = (await expandSubjects(diskTree(world), config)).map(({ subject, schema }) => ({
    subject,
    schema: inFolder(schema),
  }));
  const prefix = await prefixOf(folder, flags);
  const proposals = proposeSubjects(findings.found, { prefix, listed });
  if (proposals.length + listed.length === 0)
    throw usageError(
      `No JSON Schema was found in ${folder} (${findings.looked} files): a schema names its $schema, or is called x.schema.json. List others under subjects in ${CONFIG_NAME}.`,
    );
  const workflow = await workflowFor(folder, flags);
  const written = [
    ...(proposals.length > 0 ? [await configWith(world.cwd, { config, folder, proposals })] : []),
    ...(workflow?.isNew ? [workflow.file] : []),
  ];
  if (!flags.dryRun) for (const file of written) await write(folder, file);
  const files = written.map(({ file }) => file);
  const report = { folder, findings, proposals, listed, files, workflow, dryRun: flags.dryRun ?? false };
  session.print(explain(report), {
    dryRun: report.dryRun,
    result: {
      added: proposals,
      listed,
      buildingBlocks: findings.blocks,
      requestBodies: findings.requestBodies,
      errorBodies: findings.errorBodies,
      unreadable: findings.unreadable,
      files,
    },
  });
}

async function prefixOf(folder: string, { prefix }: InitFlags): Promise<string> {
  if (prefix !== undefined && (!SUBJECT_NAME.test(prefix) || prefix.length > NAME_LENGTH / 2))
    throw usageError(
      `--prefix ${JSON.stringify(visible(prefix))} begins no subject's name: use lower-case words joined by '.', '-' or '_'.`,
    );
  if (prefix !== undefined) return prefix;
  const remote = await findRemote(folder);
  return (
    words(
      (remote ?? folder)
        .replace(/[\\/]+$/, '')
        .replace(/\.git$/, '')
        .split(/[\\/:]/)
        .at(-1) ?? '',
    ) ||
    words(basename(folder)) ||
    'events'
  );
}

/** The configuration with the new entries at the end; all that stood there stays as it was written. */
async function configWith(
  cwd: string,
  { config, folder, proposals }: { config: Config; folder: string; proposals: readonly Proposal[] },
): Promise<Written> {
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };
  if (config.file === undefined) {
    const text = JSON.stringify(
      { $schema: 'https://forewarn.dev/schemas/forewarn.config.schema.json', subjects: proposals },
      null,
      2,
    );
    return { file: CONFIG_NAME, text: `${text}\n` };
  }
  let text = await readText({ cwd }, config.file);
  const raw: unknown = JSON.parse(text);
  const hasSubjects = typeof raw === 'object' && raw !== null && 'subjects' in raw;
  if (!hasSubjects) text = applyEdits(text, modify(text, ['subjects'], [], { formattingOptions }));
  for (const proposal of proposals)
    text = applyEdits(text, modify(text, ['subjects', -1], proposal, { formattingOptions, isArrayInsertion: true }));
  return { file: relative(folder, resolve(cwd, config.file)), text };
}

async function write(folder: string, { file, text }: Written): Promise<void> {
  const path = resolve(folder, file);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (error) {
    throw unreadable(file, error, 'written');
  }
}
