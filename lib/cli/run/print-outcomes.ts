import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { defined } from '../../domain/defined.ts';
import { type CliError, EXIT, type ExitCode, usageError, worstExit } from '../exit.ts';
import { FORMATS, type OutputFormat } from '../output/format.ts';
import { RENDERERS } from '../output/renderers.ts';
import type { Report } from '../output/report.ts';
import { paintFor } from '../output/text/paint.ts';
import { unreadable } from '../workspace/source-file.ts';
import type { Comparison } from './comparison.ts';
import { printError } from './print-error.ts';
import type { Outcome } from './run-many.ts';
import type { Session } from './session.ts';

export interface ReportFlags {
  readonly verbose?: boolean;
  readonly changedSince?: string;
  /** `format=file`, each. */
  readonly report?: readonly string[];
}

/**
 * Prints all results in the session's format and writes the reports that were asked for, then tells what went wrong, and
 * sets the exit code of all of them together.
 */
export async function printOutcomes(
  session: Session,
  outcomes: readonly Outcome[],
  { flags, skipped = 0 }: { readonly flags: ReportFlags; readonly skipped?: number },
): Promise<void> {
  const errors = distinctErrors(outcomes);
  const comparisons = outcomes.flatMap(({ comparison }) => (comparison ? [inRepository(session, comparison)] : []));
  session.exit = worstExit(outcomes.map(exitOf));
  const report: Report = {
    command: session.command,
    exitCode: session.exit,
    comparisons,
    errors: errors.map(({ error: { code, message, places }, names }) => ({
      code,
      message,
      names,
      places: places.map((place) => ({ ...place, file: session.repositoryPath(place.file) })),
    })),
    skipped,
    ...defined({ since: flags.changedSince }),
    verbose: flags.verbose ?? false,
    paint: session.paint,
    width: session.width,
  };
  const plain = paintFor({ stdout: { write: () => undefined, isTerminal: false }, env: {} });
  for (const { format, file } of readReports(flags))
    await writeReport(session, file, RENDERERS[format]({ ...report, paint: plain, width: undefined }));
  session.world.stdout.write(RENDERERS[session.format](report));
  for (const { error, names } of errors) {
    if (names.length > 1) session.note(`${names.length} subjects were not judged: ${namesText(names)}`);
    printError(session, error, { stdout: false });
  }
}

/** Refuses a `--report` that cannot be written before any work is done. */
export const checkReports = (flags: ReportFlags): void => void readReports(flags);

function readReports({
  report = [],
}: ReportFlags): readonly { readonly format: OutputFormat; readonly file: string }[] {
  return report.map((text) => {
    const [name = '', ...rest] = text.split('=');
    const format = FORMATS.find((known) => known === name);
    const file = rest.join('=');
    if (format && file) return { format, file };
    throw usageError(
      `--report ${JSON.stringify(text)} names no format and file: write it as junit=forewarn.xml (formats: ${FORMATS.join(', ')}).`,
    );
  });
}

async function writeReport({ world: { cwd } }: Session, file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(resolve(cwd, file)), { recursive: true });
    await writeFile(resolve(cwd, file), text);
  } catch (error) {
    throw unreadable(file, error, 'written');
  }
}

/** The same failure of the service for many subjects is one. */
function distinctErrors(
  outcomes: readonly Outcome[],
): readonly { readonly error: CliError; readonly names: readonly string[] }[] {
  const byMessage = new Map<string, { error: CliError; names: string[] }>();
  for (const { error, name } of outcomes) {
    if (!error) continue;
    const same = byMessage.get(error.message);
    if (same && error.places.length === 0) same.names.push(name);
    else
      byMessage.set(error.places.length === 0 ? error.message : `${name} ${error.message}`, { error, names: [name] });
  }
  return [...byMessage.values()];
}

const SHOWN_NAMES = 5;

const namesText = (names: readonly string[]): string =>
  names.length <= SHOWN_NAMES
    ? names.join(', ')
    : `${names.slice(0, SHOWN_NAMES).join(', ')} and ${names.length - SHOWN_NAMES} more`;

function inRepository(session: Session, comparison: Comparison): Comparison {
  const file = comparison.file === undefined ? {} : { file: session.repositoryPath(comparison.file) };
  const changes = comparison.changes.map((change) =>
    change.file === undefined ? change : { ...change, file: session.repositoryPath(change.file) },
  );
  return { ...comparison, ...file, changes };
}

/** A target that is only out of time is not the change's fault: whoever runs CI may ask again. */
function exitOf({ comparison, error }: Outcome): ExitCode {
  if (error) return error.exit;
  if (!comparison || comparison.passes) return EXIT.passed;
  const isOnlyLate = (comparison.unjudged ?? []).length > 0 && comparison.reasons.length === 0;
  return isOnlyLate ? EXIT.service : EXIT.policy;
}
