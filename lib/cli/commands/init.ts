import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { applyEdits, modify } from 'jsonc-parser';
import { NAME_LENGTH, SUBJECT_NAME } from '../../domain/subject.ts';
import { type CliError, usageError } from '../exit.ts';
import { findRemote } from '../git/git.ts';
import { type Written, workflowFor } from '../init/choose-workflow.ts';
import { explain } from '../init/explain.ts';
import { type Findings, findSchemas, reasonOf } from '../init/find-schemas.ts';
import { type Proposal, proposeSubjects } from '../init/propose.ts';
import type { Platform } from '../init/workflows.ts';
import { visible } from '../output/escape.ts';
import type { OutputFormat } from '../output/format.ts';
import { formatOption, type Session, VERSION, withExample } from '../run/session.ts';
import { CONFIG_NAME, type Config, loadConfig } from '../workspace/config.ts';
import { expandSubjects, words } from '../workspace/expand-subjects.ts';
import { expandGlob } from '../workspace/glob.ts';
import { findRoot } from '../workspace/repository.ts';
import { readText, unreadable } from '../workspace/source-file.ts';
import { diskTree } from '../workspace/tree.ts';
import { Workspace } from '../workspace/workspace.ts';

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
  const listed = (await expandSubjects(diskTree(world), config)).map(({ subject, schema }) => ({
    subject,
    schema: inFolder(schema),
  }));
  const found = await findSchemas({ folder, ignore: (config.ignore ?? []).map(inFolder), listed });
  const { findings, judged } = await judgeFindings(session, { folder, config, found });
  const proposals = proposeSubjects(judged, { prefix: await prefixOf(folder, flags), listed });
  if (proposals.length + listed.length === 0) throw nothingFound(folder, findings);
  const workflow = await workflowFor(folder, flags);
  const written = [
    ...(proposals.length > 0
      ? [await configWith(world.cwd, { config, folder, proposals, references: findings.references })]
      : []),
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
      aside: [...findings.aside].map(([schema, why]) => ({ schema, why })),
      references: findings.references,
      unreadable: findings.unreadable,
      files,
    },
  });
}

/** Of what was found that which check could judge, and the rest with its reason. */
async function judgeFindings(
  session: Session,
  { folder, config, found }: { readonly folder: string; readonly config: Config; readonly found: Findings },
): Promise<{ readonly findings: Findings; readonly judged: readonly string[] }> {
  const { world } = session;
  const inFolder = (path: string): string => relative(folder, resolve(world.cwd, path));
  const known = (config.references ?? []).map(inFolder);
  const references = await missingFrom(known, { folder, needed: found.references });
  const workspace = new Workspace(
    { cwd: folder, readStdin: world.readStdin },
    { references: [...known, ...references] },
    () => undefined,
  );
  const { parseSource } = await import('../run/compare-files.ts');
  const [judged, unreadable]: [string[], string[]] = [[], [...found.unreadable]];
  for (const [at, schema] of found.found.entries()) {
    session.status(`reading ${visible(schema)} (${at + 1} of ${found.found.length}) …`);
    try {
      parseSource(await workspace.read(schema), { unknown: config.allowUnknown ? 'allowed' : 'refused' });
      judged.push(schema);
    } catch (error) {
      unreadable.push(reasonOf(error));
    }
  }
  session.status('');
  return { findings: { ...found, references, unreadable }, judged };
}

/** Files that no pattern of the configuration names yet. */
async function missingFrom(
  patterns: readonly string[],
  { folder, needed }: { readonly folder: string; readonly needed: readonly string[] },
): Promise<readonly string[]> {
  const known = new Set<string>();
  for (const pattern of patterns)
    for (const name of (await expandGlob(folder, pattern)) ?? [pattern]) known.add(join(name));
  return needed.filter((name) => !known.has(join(name)));
}

function nothingFound(folder: string, { looked, aside, unreadable }: Findings): CliError {
  const [first] = [...aside.keys(), ...unreadable];
  const count = aside.size + unreadable.length;
  const what =
    first === undefined ? '' : ` ${count === 1 ? '1 file was' : `${count} files were`} left out (${visible(first)}).`;
  return usageError(
    `No JSON Schema was found in ${folder} (${looked} files): a schema names its $schema, or is called x.schema.json.${what} List others under subjects in ${CONFIG_NAME}.`,
  );
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

/** The configuration with the new entries at the end; all that was there stays as it was written. */
async function configWith(
  cwd: string,
  {
    config,
    folder,
    proposals,
    references,
  }: { config: Config; folder: string; proposals: readonly Proposal[]; references: readonly string[] },
): Promise<Written> {
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };
  if (config.file === undefined) {
    const text = JSON.stringify(
      {
        $schema: 'https://forewarn.dev/schemas/forewarn.config.schema.json',
        ...(references.length > 0 ? { references } : {}),
        subjects: proposals,
      },
      null,
      2,
    );
    return { file: CONFIG_NAME, text: `${text}\n` };
  }
  let text = await readText({ cwd }, config.file);
  const raw: unknown = JSON.parse(text);
  const has = (member: string): boolean => typeof raw === 'object' && raw !== null && member in raw;
  for (const [member, items] of [
    ['references', references],
    ['subjects', proposals],
  ] as const) {
    if (items.length > 0 && !has(member)) text = applyEdits(text, modify(text, [member], [], { formattingOptions }));
    for (const item of items)
      text = applyEdits(text, modify(text, [member, -1], item, { formattingOptions, isArrayInsertion: true }));
  }
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
