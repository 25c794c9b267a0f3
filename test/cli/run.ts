import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runCli } from '../../lib/cli/main.ts';

export interface RunOptions {
  readonly files?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly terminal?: boolean;
  /** Of the terminal. */
  readonly columns?: number;
  /** Standard error is a terminal. */
  readonly watched?: boolean;
  /** A folder made before, for a second run in it. */
  readonly cwd?: string;
  /** Somebody interrupts the command in its so many-th wait. */
  readonly interruptAt?: number;
}
export interface Ran {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What it slept, in milliseconds. */
  readonly slept: readonly number[];
}

/** A folder of its own with these files; what is not text is written as JSON. */
export function folderWith(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'forewarn-cli-'));
  // A repository's root: the search for a configuration ends here.
  mkdirSync(join(folder, '.git'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs the command line in this process; waits are noted instead of slept, and jitter is always half. */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { files = {}, env = {}, stdin = '', terminal = false, watched = false } = options;
  const [out, err]: [string[], string[]] = [[], []];
  const slept: number[] = [];
  const interruption = new AbortController();
  let now = Date.parse('2026-11-24T09:00:00.000Z');
  const exit = await runCli({
    argv,
    env,
    cwd: options.cwd ?? folderWith(files),
    stdout: { write: (text) => void out.push(text), isTerminal: terminal, columns: options.columns },
    stderr: { write: (text) => void err.push(text), isTerminal: watched },
    readStdin: () => Promise.resolve(stdin),
    now: () => now,
    sleep: (milliseconds) => {
      slept.push(milliseconds);
      if (slept.length === options.interruptAt) interruption.abort();
      now += milliseconds;
      return Promise.resolve();
    },
    interruption: () => interruption.signal,
    random: () => 0.5,
  });
  return { exit, stdout: out.join(''), stderr: err.join(''), slept };
}
