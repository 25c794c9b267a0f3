import { runAction } from '../lib/cli/github-action/run-action.ts';
import { processWorld } from '../lib/cli/process-world.ts';

process.exitCode = await runAction(processWorld());
