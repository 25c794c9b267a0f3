import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

it('says before anything is started that the command line is not built, and how to build it', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'forewarn-start-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  const args = ['--import', join(ROOT, 'node_modules/tsx/dist/loader.mjs'), join(ROOT, 'bin/start.ts')];

  const ran = await new Promise<unknown>((resolve) => {
    execFile(process.execPath, args, { cwd }, (error, stdout, stderr) => resolve([error?.code, stdout, stderr]));
  });

  expect(ran).toEqual([
    2,
    '',
    'dist/cli/forewarn.mjs, with which the story is played, is not built: run npm ci, or start with --no-story\n',
  ]);
});
