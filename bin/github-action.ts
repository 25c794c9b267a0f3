import { runAction } from '../lib/cli/github-action/run-action.ts';
import { processWorld } from '../lib/cli/process-world.ts';
import { runProcess } from '../lib/cli/run/run-process.ts';

runProcess(() => runAction(processWorld()));
