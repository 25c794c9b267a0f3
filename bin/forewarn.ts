import { text } from 'node:stream/consumers';
import { runCli } from '../lib/cli/main.ts';

const output = (stream: NodeJS.WriteStream) => ({
  write: (line: string) => void stream.write(line),
  isTerminal: stream.isTTY === true,
});

// A reader that has seen enough (`forewarn … | head`) closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// The exit code is set, not forced, so that output to a slow pipe is not cut off.
process.exitCode = await runCli({
  argv: process.argv.slice(2),
  env: process.env,
  cwd: process.cwd(),
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  readStdin: () => text(process.stdin),
  // With fractions, so that a batch can tell how long a pair took.
  now: () => performance.timeOrigin + performance.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: () => Math.random(),
});
