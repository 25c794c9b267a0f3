import type { Comparison } from './comparison.ts';
import { CliError, EXIT, type ExitCode, worstExit } from './exit.ts';
import { renderGithub } from './output/github.ts';
import { renderJunit } from './output/junit.ts';
import { renderMarkdown } from './output/markdown.ts';
import { renderText } from './output/text.ts';
import { printError } from './print-error.ts';
import type { Session } from './session.ts';

/** One subject's end: a comparison, or what prevented it. */
export type Outcome = { readonly comparison: Comparison } | { readonly error: CliError };

/** Prints all results in the session's format, then what went wrong, and sets the exit code of all of them together. */
export function printOutcomes(
  session: Session,
  outcomes: readonly Outcome[],
  { verbose }: { readonly verbose: boolean },
): void {
  const comparisons = outcomes.flatMap((outcome) => ('comparison' in outcome ? [outcome.comparison] : []));
  const errors = outcomes.flatMap((outcome) => ('error' in outcome ? [outcome.error] : []));
  session.exit = worstExit([...comparisons.map(exitOf), ...errors.map(({ exit }) => exit)]);
  const { stdout } = session.world;
  if (session.format === 'json') {
    const told = errors.map(({ code, message, places }) => ({ code, message, places }));
    session.print('', { results: comparisons, ...(told.length > 0 ? { errors: told } : {}) });
  } else if (session.format === 'junit') stdout.write(renderJunit(comparisons));
  else if (session.format === 'github')
    stdout.write(comparisons.map((comparison) => renderGithub(inRepository(session, comparison))).join(''));
  else if (session.format === 'markdown') stdout.write(comparisons.map(renderMarkdown).join('\n'));
  else
    stdout.write(comparisons.map((comparison) => renderText(comparison, { paint: session.paint, verbose })).join('\n'));
  for (const error of errors) printError(session, error, { json: false });
}

/** Runs one piece of work after the other; an expected failure of one does not stop the rest. */
export async function collect<T>(
  targets: readonly T[],
  work: (target: T) => Promise<Comparison>,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const target of targets) {
    try {
      outcomes.push({ comparison: await work(target) });
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      outcomes.push({ error });
      // A registry that failed all attempts for one subject has used up the patience for the others.
      if (error.exit === EXIT.service) break;
    }
  }
  return outcomes;
}

function inRepository(session: Session, comparison: Comparison): Comparison {
  const file = comparison.file === undefined ? {} : { file: session.repositoryPath(comparison.file) };
  const changes = comparison.changes.map((change) =>
    change.file === undefined ? change : { ...change, file: session.repositoryPath(change.file) },
  );
  return { ...comparison, ...file, changes };
}

const exitOf = ({ passes }: Comparison): ExitCode => (passes ? EXIT.passed : EXIT.policy);
