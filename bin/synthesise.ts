import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** An administrator's first token, in a stage that was not named otherwise. */
export const BOOTSTRAP_SECRET = 'forewarn/dev/bootstrap-token';
/** The bot token; the fake Slack takes any that begins with `xoxb-`. */
export const SLACK_SECRET = 'forewarn/dev/slack-bot-token';
/** A token of GitHub; the fake GitHub takes any. */
export const GITHUB_SECRET = 'forewarn/dev/github-token';
/** The secret with which the fake Slack signs its requests. */
export const SIGNING_SECRET = 'forewarn/dev/slack-signing-secret';

/**
 * Writes the cloud assembly that `cdk deploy` would deploy into a folder of its own, and answers with the folder. It is
 * gone when this process exits; `context` is what `-c` gives. The checks that cost seconds (cdk-nag, the template's validator) are `npm run synth`'s.
 */
export async function synthesise(context: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const outdir = await mkdtemp(join(tmpdir(), 'forewarn-cdk-'));
  // Functions are loaded from it until the very end, so nobody can say earlier that it is not needed any more.
  process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));
  await promisify(execFile)(process.execPath, ['--import', 'tsx', 'bin/app.ts'], {
    env: {
      ...process.env,
      CDK_OUTDIR: outdir,
      CDK_VALIDATION: 'false',
      CDK_CONTEXT_JSON: JSON.stringify(context),
    },
    maxBuffer: 64 * 1024 * 1024,
  });
  return outdir;
}
