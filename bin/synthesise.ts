import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** An administrator's first token, in a stage that was not named otherwise. */
export const BOOTSTRAP_SECRET = 'forewarn/dev/bootstrap-token';
/** The bot token; the fake Slack takes any that begins with `xoxb-`. */
export const SLACK_SECRET = 'forewarn/dev/slack-bot-token';

/**
 * Writes the cloud assembly that `cdk deploy` would deploy into a folder of its own, and answers with the folder. The
 * checks that cost seconds (cdk-nag, the template's validator) are `npm run synth`'s.
 */
export async function synthesise(): Promise<string> {
  const outdir = await mkdtemp(join(tmpdir(), 'forewarn-cdk-'));
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'bin/app.ts'], {
    env: { ...process.env, CDK_OUTDIR: outdir, CDK_VALIDATION: 'false' },
    maxBuffer: 64 * 1024 * 1024,
  });
  return outdir;
}
