import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { bundle, writeFolder } from '../../lib/infra/bundle.ts';
import { affected, approval, BREAKING_CHECK, COMPATIBLE_CHECK, PROPOSED, SCHEMA, SUBJECT } from './answers.ts';
import { FakeGithub } from './fake-github.ts';
import { FakeRegistry } from './fake-registry.ts';
import { copiesOf, GitRepository } from './git-repository.ts';

const registry = new FakeRegistry();
const github = new FakeGithub();
const action = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8'));
const actionPath = mkdtempSync(join(tmpdir(), 'forewarn-action-'));
beforeAll(async () => {
  await Promise.all([registry.start(), github.start()]);
  const bundles = await bundle([{ name: 'github-action', source: 'bin/github-action.ts', main: 'github-action.mjs' }]);
  await writeFolder(join(actionPath, 'dist/cli'), bundles.get('github-action') ?? new Map());
});
afterAll(async () => {
  await Promise.all([registry.stop(), github.stop()]);
  rmSync(actionPath, { recursive: true });
});
beforeEach(() => {
  registry.reset();
  github.reset();
  registry.on(`POST /v1/compatibility/subjects/${SUBJECT}/versions/head`, { status: 200, body: BREAKING_CHECK });
  registry.on(`POST /v1/subjects/${SUBJECT}/versions`, { status: 201, body: PROPOSED });
});

interface Step {
  readonly run: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface StepRun {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly event?: string;
  readonly payload?: object;
  readonly env?: Readonly<Record<string, string>>;
  readonly repository?: GitRepository;
}
interface StepResult {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Runs the action's own steps as GitHub does: with the shell that they name, and expressions put in. */
async function runSteps({
  inputs = {},
  event = 'pull_request',
  payload,
  env = {},
  repository,
}: StepRun = {}): Promise<StepResult> {
  const { folder } = repository ?? newRepository();
  const runner = mkdtempSync(join(tmpdir(), 'forewarn-runner-'));
  const files = {
    GITHUB_OUTPUT: join(runner, 'output'),
    GITHUB_STEP_SUMMARY: join(runner, 'summary'),
    GITHUB_EVENT_PATH: join(runner, 'event'),
  };
  for (const file of Object.values(files)) writeFileSync(file, '');
  writeFileSync(files.GITHUB_EVENT_PATH, JSON.stringify(payload ?? pullRequest()));
  const withDefaults: Readonly<Record<string, string>> = { ...defaults(), url: registry.url, ...inputs };
  const expand = (value: string): string =>
    value.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name: string) => withDefaults[name] ?? '');
  let result = { exit: 0 as number | null, stdout: '', stderr: '' };
  for (const step of action.runs.steps as readonly Step[]) {
    const stepEnv = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, expand(value)]));
    result = await bash(step.run, {
      cwd: folder,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: runner,
        RUNNER_TEMP: runner,
        GITHUB_ACTION_PATH: actionPath,
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: folder,
        GITHUB_API_URL: github.url,
        GITHUB_REPOSITORY: 'acme/payments',
        GITHUB_EVENT_NAME: event,
        GITHUB_REF: event === 'push' ? 'refs/heads/main' : 'refs/pull/412/merge',
        ACTIONS_ID_TOKEN_REQUEST_URL: `${github.url}/identity?api-version=2`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'runner',
        ...files,
        ...stepEnv,
        ...env,
      },
    });
    if (result.exit !== 0) break;
  }
  const [summary, output] = [
    readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
    readFileSync(files.GITHUB_OUTPUT, 'utf8'),
  ];
  const outputs = Object.fromEntries(
    output
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );
  rmSync(runner, { recursive: true });
  return { ...result, summary, outputs };
}

const defaults = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(action.inputs as Record<string, { default: string }>).map(([name, input]) => [
      name,
      input.default.includes('github.token') ? 'ghs_token' : input.default,
    ]),
  );

const pullRequest = (fork = false) => ({
  pull_request: { number: 412, base: {}, head: { repo: { full_name: fork ? 'stranger/payments' : 'acme/payments' } } },
  repository: { full_name: 'acme/payments', default_branch: 'main' },
});
/** A pull request into main, of which the event knows an older commit. */
const into = (event: ReturnType<typeof pullRequest>, base: { readonly sha?: string } = {}) => ({
  ...event,
  pull_request: { ...event.pull_request, base: { ref: 'main', ...base } },
});
const NO_IDENTITY = { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' };
/** As actions/checkout leaves it with the whole history. */
const fetched = (repository: GitRepository): GitRepository => {
  repository.git('update-ref', 'refs/remotes/origin/main', 'main');
  return repository;
};
/** Main breaks the schema after the pull request's last push, which only adds a file; answers main's old commit and that push. */
function mergeBehind(origin: GitRepository): readonly [string, string] {
  const commit = (name: string): string => origin.git('rev-parse', name).trim();
  const stale = commit('main');
  origin.git('checkout', '--quiet', '-b', 'request', 'main');
  origin.write({ 'readme.md': 'x' });
  origin.commit('add a file');
  origin.git('checkout', '--quiet', 'main');
  origin.write({ 'transaction.json': SCHEMA });
  origin.commit('break it');
  origin.git('checkout', '--quiet', '--detach', 'main');
  origin.git('merge', '--quiet', '--no-ff', '-m', 'merge', 'request');
  origin.git('update-ref', 'refs/pull/412/merge', 'HEAD');
  return [stale, commit('request')];
}
const push = { repository: { full_name: 'acme/payments', default_branch: 'main' } };

const newRepository = copiesOf(() => {
  const repository = new GitRepository({
    'transaction.json': SCHEMA.replace('"type": "string"', '"type": "integer"'),
    'forewarn.config.json': { subjects: [{ subject: SUBJECT, schema: 'transaction.json' }] },
  });
  repository.write({ 'transaction.json': SCHEMA });
  repository.commit('change');
  return repository;
});

function bash(
  script: string,
  options: { cwd: string; env: Record<string, string> },
): Promise<{ exit: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], options);
    const [out, err]: [string[], string[]] = [[], []];
    child.stdout.on('data', (chunk) => out.push(String(chunk)));
    child.stderr.on('data', (chunk) => err.push(String(chunk)));
    child.on('error', reject);
    child.on('close', (exit) => resolve({ exit, stdout: out.join(''), stderr: err.join('') }));
  });
}

describe('on a pull request', () => {
  it('that breaks models it fails, annotates the line, comments once and says it in the summary', async () => {
    const { exit, stdout, summary, outputs } = await runSteps();

    expect(exit).toBe(1);
    expect(stdout).toContain('::error file=transaction.json,line=14,col=7,title=BREAKING type-changed /category::');
    expect(github.comments.map(({ body }) => body.split('\n').slice(0, 2))).toEqual([
      ['<!-- forewarn:check -->', `**✗ \`${SUBJECT}\` v12 -&gt; PR: 1 breaking, 3 safe**`],
    ]);
    expect(summary).toContain('**✗ `payments.transaction-authorized`');
    expect(outputs).toMatchObject({
      verdict: 'refused',
      'exit-code': '1',
      breaking: '1',
      'comment-url': github.comments[0]?.html_url,
    });
  });

  it('signs in by the identity that GitHub vouches for, and never shows it', async () => {
    const { stdout, stderr } = await runSteps();

    expect(github.audiences).toEqual(['forewarn']);
    expect(registry.requests[0]?.headers.authorization).toBe('Bearer an.oidc.token');
    expect(stdout).toContain('::add-mask::an.oidc.token\n');
    expect((stdout + stderr).replace('::add-mask::an.oidc.token', '')).not.toContain('an.oidc.token');
  });

  it('finds its comment again behind others, and updates it', async () => {
    for (let at = 0; at < 120; at++) github.write('chatter', 'User');
    const own = github.write('<!-- forewarn:check -->\nold');
    github.write('<!-- forewarn:other -->\nof another use');

    await runSteps();
    await runSteps();

    expect(own.body).toContain('1 breaking');
    // The second run found it true already.
    expect(github.writes).toEqual([`PATCH /repos/acme/payments/issues/comments/${own.id}`]);
  });

  it('takes no comment of a person for its own', async () => {
    github.write('<!-- forewarn:check -->\nall is well, merge it', 'User');

    await runSteps();

    expect(github.writes).toEqual(['POST /repos/acme/payments/issues/412/comments']);
  });

  it('that the owners of its models have approved passes, with a comment that says who, until when and why', async () => {
    const approved = { ...BREAKING_CHECK, affected: [affected('fraud', { approval: approval([], {}) })] };
    const body = { ...approved, passes: true, reasons: [] };
    registry.on(`POST /v1/compatibility/subjects/${SUBJECT}/versions/head`, { status: 200, body });

    const { exit, stdout, outputs } = await runSteps();

    expect([exit, outputs['verdict'], outputs['breaking']]).toEqual([0, 'passed', '1']);
    expect(stdout).not.toContain('::error');
    expect(github.comments[0]?.body).toContain(
      `**✓ \`${SUBJECT}\` v12 -&gt; PR: 1 breaking, 3 safe, approved until 2026-12-08**`,
    );
    expect(github.comments[0]?.body).toContain(
      '✓ Approved by @<!-- -->fraud-ml until 2026-12-08: we retrain on Monday',
    );
  });

  it('does not say that nothing breaks where a strict model breaks by what is safe for others', async () => {
    const own = github.write('<!-- forewarn:check -->\n**✗**');
    const strict = affected('fraud', { approval: approval([], {}) });
    const body = { ...COMPATIBLE_CHECK, affected: [strict] };
    registry.on(`POST /v1/compatibility/subjects/${SUBJECT}/versions/head`, { status: 200, body });

    await runSteps();

    expect(own.body).not.toContain('Resolved');
    expect(own.body).toContain('approved until 2026-12-08');
  });

  it('that breaks nothing it leaves without a comment', async () => {
    registry.on(`POST /v1/compatibility/subjects/${SUBJECT}/versions/head`, { status: 200, body: COMPATIBLE_CHECK });

    const { exit, outputs, stdout } = await runSteps();

    expect([exit, github.writes, outputs['verdict']]).toEqual([0, [], 'passed']);
    expect(stdout).toContain('::notice file=transaction.json,title=forewarn::');
  });

  it('that breaks nothing any more it says so in the older comment', async () => {
    const own = github.write('<!-- forewarn:check -->\n**✗**');
    registry.on(`POST /v1/compatibility/subjects/${SUBJECT}/versions/head`, { status: 200, body: COMPATIBLE_CHECK });

    await runSteps();

    expect(own.body).toMatch(/^<!-- forewarn:check -->\n\*\*✓ Resolved: nothing breaks any more\.\*\*/);
  });

  it('without the right to comment it falls back to the summary', async () => {
    github.refusesWith = 403;

    const { exit, stdout, summary } = await runSteps();

    expect(exit).toBe(1);
    expect(stdout).toContain(
      '::warning title=forewarn::The comment could not be written (GET /repos/acme/payments/issues/412/comments: it answers 403)',
    );
    expect(summary).toContain('1 breaking');
  });

  it('of a fork it compares with git, holds up nobody, and writes into the summary only', async () => {
    const repository = fetched(newRepository());

    const { exit, stdout, summary, outputs } = await runSteps({
      repository,
      payload: into(pullRequest(true)),
      env: NO_IDENTITY,
    });

    expect(exit).toBe(0);
    expect(stdout).toContain('::warning title=forewarn::A pull request of a fork has no identity');
    expect(summary).toContain('compared with git: who reads what changes is not known');
    expect([outputs['verdict'], outputs['breaking']]).toEqual(['refused', '1']);
    expect([github.writes, registry.requests]).toEqual([[], []]);
  });

  it('judges only what changed since it left its base', async () => {
    const repository = newRepository();
    repository.write({ 'readme.md': 'x' });
    repository.commit('more');
    repository.git('update-ref', 'refs/remotes/origin/main', 'HEAD~1');
    const payload = into(pullRequest());

    const changed = await runSteps({ repository, payload });
    const seen = registry.requests.length;
    const all = await runSteps({ repository, payload, inputs: { 'changed-only': 'false' } });

    expect([changed.exit, seen]).toEqual([0, 0]);
    expect([all.exit, registry.requests.length]).toEqual([1, 2]);
  });

  it.each([
    { fetches: 'the whole history', depth: [] },
    { fetches: 'the merge commit and its parents', depth: ['--depth', '2'] },
  ])('is not charged with what others merged meanwhile, where the job fetches $fetches', async ({ depth }) => {
    const origin = newRepository();
    const [stale, head] = mergeBehind(origin);
    const repository = new GitRepository({});
    repository.git('remote', 'add', 'origin', `file://${origin.folder}`);
    // With a depth actions/checkout fetches the merge commit alone.
    const refs = depth.length === 0 ? ['+refs/heads/*:refs/remotes/origin/*'] : [];
    repository.git('fetch', '--quiet', ...depth, 'origin', ...refs, '+refs/pull/412/merge:refs/remotes/pull/412/merge');
    repository.git('checkout', '--quiet', 'refs/remotes/pull/412/merge');
    const { pull_request: request, ...rest } = into(pullRequest(true), { sha: stale });
    const payload = { ...rest, pull_request: { ...request, head: { ...request.head, sha: head } } };

    const { exit, outputs } = await runSteps({
      repository,
      payload,
      env: NO_IDENTITY,
      inputs: { 'fail-on': 'breaking' },
    });

    expect([exit, outputs['verdict']]).toEqual([0, 'passed']);
  });

  it('says what to fetch where its base is not there, and compares with nothing else', async () => {
    const { exit, stderr } = await runSteps({ repository: newRepository(), payload: into(pullRequest(true)) });

    expect(stderr).toContain(
      'git knows no "origin/main" here: fetch it first (in GitHub Actions: actions/checkout with fetch-depth: 0)',
    );
    expect(exit).toBe(2);
  });

  it('is judged by the registry without its base where all subjects are, with a warning of what is not seen', async () => {
    const { exit, stdout } = await runSteps({
      repository: newRepository(),
      payload: into(pullRequest()),
      inputs: { 'changed-only': 'false' },
    });

    expect(stdout).toContain('a schema that was deleted or renamed is not seen: set fetch-depth: 0');
    // Beside the check it is asked what it has from here.
    expect([exit, registry.requests.length]).toEqual([1, 2]);
  });

  it.each(['true', 'false'])('of a fork fails for a schema that went, with changed-only %s', async (changedOnly) => {
    const repository = fetched(newRepository());
    repository.write({ 'forewarn.config.json': { subjects: [{ subject: 'other', schema: 'transaction.json' }] } });
    repository.commit('rename the subject');

    const { exit, stdout } = await runSteps({
      repository,
      payload: into(pullRequest(true)),
      env: NO_IDENTITY,
      inputs: { 'fail-on': 'breaking', 'changed-only': changedOnly },
    });

    expect(stdout).toContain(`title=${SUBJECT} the configuration calls transaction.json other now::keep it: list`);
    expect(exit).toBe(1);
  });

  it('is not held up by a registry that does not answer, and keeps the older comment', async () => {
    const own = github.write('<!-- forewarn:check -->\nolder');

    const { exit, stdout, summary, outputs } = await runSteps({ inputs: { url: 'http://127.0.0.1:9' } });

    expect(exit).toBe(0);
    expect(stdout).toContain('::warning title=forewarn::The registry did not answer, and nobody is held up for it');
    expect(outputs['verdict']).toBe('unavailable');
    expect(summary).toContain('not judged');
    expect(own.body).toContain('older');
  });

  it('is held up by it where that was asked for', async () => {
    const { exit } = await runSteps({ inputs: { url: 'http://127.0.0.1:9', 'on-service-error': 'fail' } });

    expect(exit).toBe(3);
  });

  it('is not held up by GitHub either, which gives no identity', async () => {
    github.identityFails = true;

    const { exit, stdout, outputs } = await runSteps();

    expect([exit, outputs['verdict']]).toEqual([0, 'unavailable']);
    expect(stdout).toContain('GitHub gave this run no identity: GET /identity: it answers 500');
  });

  it.each([
    { inputs: { command: 'chekc' }, says: 'The input command is "chekc"; did you mean check?' },
    { inputs: { 'on-service-error': 'ignore' }, says: 'The input on-service-error is "ignore"; known are warn, fail' },
    { inputs: { 'comment-key': 'a -->' }, says: 'The input comment-key is "a -->"' },
    { inputs: { config: 'nope.json' }, says: 'nope.json cannot be read' },
  ])('ends with exit 2: $says', async ({ inputs, says }) => {
    const { exit, stdout } = await runSteps({ inputs });

    expect(stdout).toContain('::error ');
    expect(stdout).toContain(says.replaceAll('%', '%25'));
    expect(exit).toBe(2);
  });
});

describe('on a push', () => {
  it('to the default branch it publishes', async () => {
    const { exit, stdout, outputs } = await runSteps({ event: 'push', payload: push });

    expect([exit, outputs['verdict']]).toEqual([0, 'passed']);
    expect(stdout).toContain('v13 proposed');
    expect(registry.requests.map(({ url }) => url)).toEqual([
      '/v1/subjects?limit=100',
      `/v1/subjects/${SUBJECT}/versions`,
    ]);
  });

  it('that deletes a schema it announces the end of its subject', async () => {
    const repository = newRepository();
    repository.write({ 'forewarn.config.json': { subjects: [] } });
    repository.git('rm', '--quiet', 'transaction.json');
    repository.write({
      'other.json': SCHEMA,
      'forewarn.config.json': { subjects: [{ subject: 'x', schema: 'other.json' }] },
    });
    repository.commit('delete');
    const before = repository.git('rev-parse', 'HEAD~1').trim();
    registry.on('POST /v1/subjects/x/versions', {
      status: 200,
      body: { outcome: 'unchanged', subject: 'x', version: 1, status: 'active', changes: [], changeCount: 0 },
    });
    registry.on(`GET /v1/subjects/${SUBJECT}/retirement`, {
      status: 200,
      body: { subject: SUBJECT, status: 'active', wouldBe: 'announced', passes: false, readers: [] },
    });
    registry.on(`POST /v1/subjects/${SUBJECT}/retire`, {
      status: 200,
      body: { name: SUBJECT, status: 'active', outcome: 'announced', announcementId: '01END' },
    });

    const { exit, stdout } = await runSteps({ repository, event: 'push', payload: { ...push, before } });

    expect(stdout).toContain('its end is announced (01END)');
    expect(exit).toBe(0);
  });

  it('of a new branch, or to a checkout without its base, it publishes what is there', async () => {
    for (const before of ['0'.repeat(40), 'a'.repeat(40)]) {
      const { exit, stdout } = await runSteps({ event: 'push', payload: { ...push, before } });

      expect([exit, stdout.includes('is not seen: set fetch-depth: 0')]).toEqual([0, before.startsWith('a')]);
    }
  });

  it('to another one it does nothing', async () => {
    const { exit, stdout } = await runSteps({ event: 'push', payload: push, env: { GITHUB_REF: 'refs/heads/work' } });

    expect(exit).toBe(0);
    expect(stdout).toContain('::notice title=forewarn::Nothing to do');
    expect(registry.requests).toEqual([]);
  });

  it('fails where the registry does not answer, as nothing was published', async () => {
    const { exit } = await runSteps({ event: 'push', payload: push, inputs: { url: 'http://127.0.0.1:9' } });

    expect(exit).toBe(3);
  });
});

describe('before a deployment', () => {
  const inputs = { command: 'can-i-deploy', subject: SUBJECT, environment: 'production' };
  const gate = (version: string) => `GET /v1/subjects/${SUBJECT}/versions/${version}/gate`;
  const answer = (kind: 'open' | 'closed' | 'unknown', models: readonly object[] = []) => ({
    status: 200,
    body: {
      ...{ subject: SUBJECT, version: 13, environment: 'production', gate: kind, because: 'x', at: 'x', models },
      ...{ willBreak: [], mayBreak: [] },
    },
  });
  const holding = {
    ...{ consumer: 'fraud', team: 'fraud-ml', tier: 'standard', blocks: true, because: 'waits', detail: 'notified' },
    state: { name: 'notified', at: '2026-11-24T09:00:00.000Z' },
    deadline: '2026-12-08',
  };

  it('asks about what was published last, and lets it go where nobody holds it', async () => {
    registry.on(gate('latest'), answer('open'));

    const { exit, stdout, outputs } = await runSteps({ event: 'push', payload: push, inputs });

    expect(registry.requests.map(({ url }) => url)).toEqual([
      `/v1/subjects/${SUBJECT}/versions/latest/gate?environment=production`,
    ]);
    expect(stdout).toContain(`✓ ${SUBJECT} v13 may go to production`);
    expect([exit, outputs['verdict']]).toEqual([0, 'passed']);
  });

  it('fails, and says who holds the version that was named', async () => {
    registry.on(gate('13'), answer('closed', [holding]));

    const { exit, stdout, outputs } = await runSteps({
      event: 'workflow_dispatch',
      payload: push,
      inputs: { ...inputs, version: '13' },
    });

    expect(stdout).toMatch(/may not go to production[\s\S]*holds +fraud/);
    expect([exit, outputs['verdict']]).toEqual([1, 'refused']);
  });

  it('waits while the readers of what was just published are looked up', async () => {
    registry.on(gate('latest'), answer('unknown'), answer('open'));

    const { exit } = await runSteps({ event: 'push', payload: push, inputs });

    expect([exit, registry.requests.length]).toEqual([0, 2]);
  });

  it('stays shut where the registry does not answer', async () => {
    const { exit, outputs } = await runSteps({
      event: 'push',
      payload: push,
      inputs: { ...inputs, url: 'http://127.0.0.1:9' },
    });

    expect([exit, outputs['verdict']]).toEqual([3, 'unavailable']);
  });

  it('ends with exit 2 where no subject is named', async () => {
    const { exit, stderr } = await runSteps({ event: 'push', payload: push, inputs: { ...inputs, subject: '' } });

    expect([exit, registry.requests]).toEqual([2, []]);
    expect(stderr).toContain("required option '--subject <name>' not specified");
  });
});

it('builds the program once where a branch of it is used', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'forewarn-unbuilt-'));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'npm'), '#!/bin/sh\nmkdir -p dist/cli && echo "$@" > dist/cli/github-action.mjs\n', {
    mode: 0o755,
  });
  const env = { PATH: `${bin}:${process.env['PATH']}`, GITHUB_ACTION_PATH: folder };
  const [build] = action.runs.steps as readonly Step[];

  const first = await bash(build?.run ?? '', { cwd: tmpdir(), env });
  writeFileSync(join(bin, 'npm'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  const second = await bash(build?.run ?? '', { cwd: tmpdir(), env });

  expect([first.exit, second.exit]).toEqual([0, 0]);
  expect(readFileSync(join(folder, 'dist/cli/github-action.mjs'), 'utf8')).toContain('ci --no-audit');
  rmSync(folder, { recursive: true });
});
