import { createProgram } from '../../lib/cli/main.ts';
import { REFERENCE_MARKS, renderReference } from '../../lib/cli/run/reference.ts';
import { Session } from '../../lib/cli/run/session.ts';

const [BEGIN, END] = REFERENCE_MARKS;

/** The page of the command line with its reference as the commands define it now. */
export function fillCliPage(page: string): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from)
    throw new Error(`docs/cli.md lacks the lines ${BEGIN} and ${END}: put them around the reference`);
  return `${page.slice(0, from)}${BEGIN}\n${renderReference(createProgram(SILENT))}${page.slice(to)}`;
}

const writer = { write: () => undefined, isTerminal: false };
/** The commands are only described, never run. */
const SILENT = new Session({
  argv: [],
  env: {},
  cwd: '.',
  stdout: writer,
  stderr: writer,
  readStdin: () => Promise.resolve(''),
  now: () => 0,
  sleep: () => Promise.resolve(),
  interruption: () => new AbortController().signal,
  random: () => 0,
});
