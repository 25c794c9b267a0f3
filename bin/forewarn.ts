import { runCli } from '../lib/cli/main.ts';
import { processWorld } from '../lib/cli/process-world.ts';
import { runProcess } from '../lib/cli/run/run-process.ts';

runProcess(() => runCli(processWorld()));
