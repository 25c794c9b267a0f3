import { runCli } from '../lib/cli/main.ts';
import { processWorld } from '../lib/cli/process-world.ts';

// A reader that has seen enough (`forewarn … | head`) closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

// The exit code is set, not forced, so that output to a slow pipe is not cut off.
process.exitCode = await runCli(processWorld());
