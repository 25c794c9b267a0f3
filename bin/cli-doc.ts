import { readFile, writeFile } from 'node:fs/promises';
import { createProgram } from '../lib/cli/main.ts';
import { REFERENCE_MARKS, renderReference } from '../lib/cli/run/reference.ts';
import { Session } from '../lib/cli/run/session.ts';

/** Writes the verbs into docs/cli.md as the command line defines them. */
const PAGE = new URL('../docs/cli.md', import.meta.url);
const [begin, end] = REFERENCE_MARKS;

const silent = { write: () => undefined, isTerminal: false };
const session = new Session({
  argv: [],
  env: {},
  cwd: process.cwd(),
  stdout: silent,
  stderr: silent,
  readStdin: () => Promise.resolve(''),
  now: () => 0,
  sleep: () => Promise.resolve(),
  interruption: () => new AbortController().signal,
  random: () => 0,
});
const page = await readFile(PAGE, 'utf8');
const [from, to] = [page.indexOf(begin), page.indexOf(end)];
if (from < 0 || to < from)
  throw new Error(`docs/cli.md lacks the lines ${begin} and ${end}: put them where the verbs belong`);
await writeFile(PAGE, `${page.slice(0, from)}${begin}\n${renderReference(createProgram(session))}${page.slice(to)}`);
