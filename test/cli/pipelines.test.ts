import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { githubWorkflow, gitlabPipeline } from '../../lib/cli/init/workflows.ts';
import { bundle, writeFolder } from '../../lib/infra/bundle.ts';
import { BREAKING_CHECK, PROPOSED, SCHEMA, SUBJECT } from './answers.ts';
import { FakeRegistry } from './fake-registry.ts';
import { copiesOf, GitRepository } from './git-repository.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8');
const registry = new FakeRegistry();
// What npm would install, and npm itself.
const bin = mkdtempSync(join(tmpdir(), 'forewarn-bin-'));
beforeAll(async () => {
  await registry.start();
  mkdirSync(bin, { recursive: true });
  const bundles = await bundle([{ name: 'forewarn', source: 'bin/forewarn.ts', main: 'forewarn.mjs' }]);
  await writeFolder(join(bin, 'built'), bundles.get('forewarn') ?? new Map());
  const program = `exec "${process.execPath}" "${bin}/built/forewarn.mjs" "$@"`;
  writeFileSync(join(bin, 'forewarn'), `#!/bin/sh\n${program}\n`, { mode: 0o755 });
  writeFileSync(join(bin, 'npm'), '#!/bin/sh\necho "npm $@"\n', { mode: 0o755 });
});
afterAll(async () => {
  await registry.stop();
  rmSync(bin, { recursive: true });
});
beforeEach(() => {
  registry.reset();
  registry.on(`POST /v1/compatibility/subjects/${SUBJECT}/versions/head`, { status: 200, body: BREAKING_CHECK });
  registry.on(`POST /v1/subjects/${SUBJECT}/versions`, { status: 201, body: PROPOSED });
});

/** A clone whose origin's `main` it left by one change. */
const newClone = copiesOf(() => {
  const clone = new GitRepository({
    'transaction.json': SCHEMA.replace('"string"', '"integer"'),
    'forewarn.config.json': { subjects: [{ subject: SUBJECT, schema: 'transaction.json' }] },
  });
  // Its origin is within, so that a copy of the one is a copy of both.
  clone.git('clone', '--quiet', '--bare', '.', '.git/origin');
  clone.git('remote', 'add', 'origin', '.git/origin');
  clone.git('fetch', '--quiet', 'origin');
  clone.git('checkout', '--quiet', '-b', 'feature', 'origin/main');
  clone.git('branch', '--quiet', '-D', 'main');
  clone.write({ 'transaction.json': SCHEMA });
  clone.commit('change');
  return clone;
});

const shell = (script: string, cwd: string, env: Record<string, string>): Promise<{ exit: number; output: string }> =>
  new Promise((resolve) => {
    const all = { PATH: `${bin}:${process.env['PATH']}`, FOREWARN_TOKEN: 't', FOREWARN_URL: registry.url, ...env };
    execFile('sh', ['-e', '-c', script], { cwd, env: all }, (error, stdout, stderr) => {
      resolve({ exit: error ? Number(error.code) : 0, output: stdout + stderr });
    });
  });

describe("GitLab's pipeline", () => {
  const pipeline = parse(gitlabPipeline());
  const scriptOf = (job: string): string =>
    [...pipeline['.forewarn'].before_script, ...pipeline[job].script].join('\n');
  const variables = {
    FOREWARN_PACKAGE: 'git+https://git.example/forewarn.git',
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
  };

  it('is the template that the documentation shows', () => {
    expect(read('docs/ci/forewarn.gitlab-ci.yml')).toBe(gitlabPipeline());
  });

  it('checks a merge request, and leaves a report', async () => {
    const { folder } = newClone();

    const { exit, output } = await shell(scriptOf('forewarn-check'), folder, {
      ...variables,
      CI_MERGE_REQUEST_IID: '7',
    });

    expect(exit).toBe(1);
    expect(output).toContain('npm install --global git+https://git.example/forewarn.git');
    expect(output).toContain('v12 -> PR: 1 breaking');
    expect(readFileSync(join(folder, 'forewarn.xml'), 'utf8')).toContain('failures="1"');
    expect(pipeline['.forewarn'].artifacts.reports.junit).toBe('forewarn.xml');
  });

  it('lets a merge request pass with a warning where the registry does not answer', async () => {
    const { exit } = await shell(scriptOf('forewarn-check'), newClone().folder, {
      ...variables,
      FOREWARN_URL: 'http://127.0.0.1:9',
    });

    expect(exit).toBe(pipeline['forewarn-check'].allow_failure.exit_codes);
  });

  it('publishes from the default branch', async () => {
    const { exit, output } = await shell(scriptOf('forewarn-publish'), newClone().folder, variables);

    expect([exit, registry.requests.map(({ url }) => url)]).toEqual([0, [`/v1/subjects/${SUBJECT}/versions`]]);
    expect(output).toContain('v13 proposed');
  });

  it('says what is missing where it does not know forewarn', async () => {
    const { exit, output } = await shell(scriptOf('forewarn-publish'), newClone().folder, {});

    expect(exit).not.toBe(0);
    expect(output).toContain('set it to where npm finds forewarn');
  });
});

describe('the plain shell recipe', () => {
  const recipe = /<!-- recipe -->\n```sh\n([\s\S]*?)```/.exec(read('docs/ci.md'))?.[1] ?? '';

  it.each([
    { what: 'fails where the policy refuses', env: {}, exit: 1 },
    { what: 'passes where the registry does not answer', env: { FOREWARN_URL: 'http://127.0.0.1:9' }, exit: 0 },
    { what: 'fails where the branch is unknown', env: { BASE: 'origin/nope' }, exit: 2 },
  ])('$what', async ({ env, exit }) => {
    const { folder } = newClone();

    const ran = await shell(recipe, folder, { BASE: 'origin/main', ...env });

    expect(ran.exit).toBe(exit);
    expect(existsSync(join(folder, 'forewarn.md'))).toBe(exit !== 2);
  });
});

describe("GitHub's workflow", () => {
  it('is the one that the documentation shows, and names the inputs of the action', () => {
    const shown = parse(/## GitHub Actions\n\n```yaml\n([\s\S]*?)```/.exec(read('docs/ci.md'))?.[1] ?? '');
    const written = parse(githubWorkflow('OWNER/forewarn@v0.1.0', 'main'));
    const { inputs } = parse(read('action.yml'));

    expect(written).toEqual(shown);
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(written.jobs.forewarn.steps[1].with)));
  });
});
