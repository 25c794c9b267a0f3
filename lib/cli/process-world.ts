import { text } from 'node:stream/consumers';
import type { World } from './world.ts';

/** The world of this very process. */
export function processWorld(): World {
  const output = (stream: NodeJS.WriteStream) => ({
    write: (line: string) => void stream.write(line),
    isTerminal: stream.isTTY === true,
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
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    random: () => Math.random(),
  };
}
