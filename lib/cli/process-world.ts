import { text } from 'node:stream/consumers';
import type { World } from './world.ts';

/** The world of this very process. */
export function processWorld(): World {
  const output = (stream: NodeJS.WriteStream) => ({
    write: (line: string) => void stream.write(line),
    isTerminal: stream.isTTY === true,
    columns: stream.columns,
  });
  return {
    argv: process.argv.slice(2),
    env: process.env,
    cwd: process.cwd(),
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    readStdin: () => text(process.stdin),
    // With fractions, so that a batch can tell how long a pair took.
    now: () => performance.timeOrigin + performance.now(),
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        const end = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', end);
          resolve();
        };
        const timer = setTimeout(end, signal?.aborted ? 0 : milliseconds);
        signal?.addEventListener('abort', end);
      }),
    interruption,
    random: () => Math.random(),
  };
}

function interruption(): AbortSignal {
  const controller = new AbortController();
  // Once: who asks a second time does not want to wait.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}
