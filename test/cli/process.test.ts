import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BREAKING_CHECK, SCHEMA, SUBJECT } from './answers.ts';
import { FakeRegistry } from './fake-registry.ts';
import { folderWith } from './run.ts';

const registry = new FakeRegistry();
beforeAll(() => registry.start());
afterAll(() => registry.stop());

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A process of its own, as a shell starts it; `read` ends the pipe after the first chunk. */
function shell(
  argv: readonly string[],
  options: { cwd: string; closeEarly?: boolean; stdin?: string; preload?: string },
): Promise<{ exit: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        '--import',
        `${ROOT}node_modules/tsx/dist/loader.mjs`,
        // After the loader, which needs what is broken.
        ...(options.preload ? ['--import', options.preload] : []),
        `${ROOT}bin/forewarn.ts`,
        ...argv,
      ],
      {
        cwd: options.cwd,
        env: { PATH: process.env['PATH'], FOREWARN_URL: registry.url, FOREWARN_TOKEN: 'fw_x_secret' },
      },
    );
    const [out, err]: [string[], string[]] = [[], []];
    child.stdout.on('data', (chunk) => {
      out.push(String(chunk));
      if (options.closeEarly) child.stdout.destroy();
    });
    child.stderr.on('data', (chunk) => err.push(String(chunk)));
    child.on('error', reject);
    child.on('close', (exit) => resolve({ exit, stdout: out.join(''), stderr: err.join('') }));
    child.stdin.end(options.stdin ?? '');
  });
}

describe('the process', () => {
  it('ends with the exit code, with the result on stdout and the rest on stderr', async () => {
    registry.on(
      `POST /v1/compatibility/subjects/${SUBJECT}/versions/head`,
      { status: 503 },
      { status: 200, body: BREAKING_CHECK },
    );
    const cwd = folderWith({ 'transaction.json': SCHEMA });

    const [failed, misused] = await Promise.all([
      shell(['check', '--subject', SUBJECT, '-'], { cwd, stdin: SCHEMA }),
      shell(['check', '--subjetc', 'x'], { cwd }),
    ]);

    expect(failed.exit).toBe(1);
    expect(failed.stdout).toMatch(/^✗ payments\.transaction-authorized {2}v12 -> /);
    expect(failed.stderr).toMatch(/^the registry answered 503; trying again in 0\.\d s \(attempt 2 of 8\)\n$/);
    expect(misused).toMatchObject({ exit: 2, stdout: '' });
    expect(misused.stderr).toContain('Did you mean --subject?');
  });

  it('does not fail because its reader has seen enough', async () => {
    const pairs = Array.from({ length: 20_000 }, (_, id) => `{"id":${id},"old":true,"new":true}`).join('\n');

    const { exit, stderr } = await shell(['diff', '--batch', 'pairs.jsonl', '--format', 'json'], {
      cwd: folderWith({ 'pairs.jsonl': pairs }),
      closeEarly: true,
    });

    expect([exit, stderr]).toEqual([0, '']);
  });

  // Loaded before the program: each breaks what the command uses, as a defect of ours would.
  it.each([
    { where: 'in the command', code: 'JSON.stringify = () => { throw failure; };' },
    { where: 'behind its back', code: 'process.stdout.write = () => setTimeout(() => { throw failure; }, 0);' },
    { where: 'in a promise that nobody waits for', code: 'process.stdout.write = () => Promise.reject(failure);' },
  ])('ends with 70 and one sentence where forewarn itself fails $where', async ({ code }) => {
    const files = {
      'old.json': SCHEMA,
      'new.json': '{"type":"array"}',
      'broken.mjs': `const failure = new TypeError('out of order');\n${code}`,
    };
    const cwd = folderWith(files);

    const { exit, stderr } = await shell(['diff', 'old.json', 'new.json'], { cwd, preload: join(cwd, 'broken.mjs') });

    expect(exit).toBe(70);
    expect(stderr).toMatch(/^error: forewarn itself failed, .*\(TypeError: out of order\)\.\n$/);
  });
});
