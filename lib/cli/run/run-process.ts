import { setFlagsFromString } from 'node:v8';
import { defect } from '../exit.ts';

/**
 * Node 20 compiles what runs for a few milliseconds as if it ran for hours: half of a short program's CPU time. Four times
 * the default (`interrupt-budget` of V8 11) loses nothing if it does; later versions wait by themselves and refuse the flag.
 */
function compileLate(): void {
  if (process.versions.node.startsWith('20.')) setFlagsFromString('--interrupt-budget=540000');
}

/**
 * Runs a program to its end and sets the exit code, without forcing it, so that output to a slow pipe is not cut off.
 * Whatever nobody caught, also outside the program's own calls, is one sentence on stderr and the code of a defect.
 */
export function runProcess(program: () => Promise<number>): void {
  compileLate();
  const fail = (error: unknown): void => {
    const { message, exit } = defect(error);
    process.stderr.write(`error: ${message}\n`);
    process.exitCode = exit;
  };
  // Also a promise that was rejected and forgotten comes here. What is still running could only add to the confusion.
  process.on('uncaughtException', (error) => {
    fail(error);
    process.exit();
  });
  // A reader that has seen enough (`forewarn … | head`) closes the pipe; that is not a failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  program().then((exit) => {
    process.exitCode = exit;
  }, fail);
}
