import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BREAKING_CHECK, COMPATIBLE_CHECK, PROPOSED } from './answers.ts';
import { FakeRegistry } from './fake-registry.ts';
import { GitRepository } from './git-repository.ts';
import { folderWith, run } from './run.ts';

const registry = new FakeRegistry();
beforeAll(() => registry.start());
afterAll(() => registry.stop());
beforeEach(() => registry.reset());

const env = () => ({ FOREWARN_URL: registry.url, FOREWARN_TOKEN: 't' });
const answer = (subject: string, body: object = COMPATIBLE_CHECK) =>
  registry.on(`POST /v1/compatibility/subjects/${subject}/versions/head`, { status: 200, body: { ...body, subject } });
const asked = (): readonly string[] =>
  registry.requests
    .filter(({ method }) => method === 'POST')
    .map(({ url }) => /subjects\/([^/]+)/.exec(url)?.[1] ?? '')
    .sort();
const FIRST_PUBLISHED = {
  ...{ outcome: 'created', version: 1, status: 'active', fingerprint: 'a'.repeat(64), generation: 0, revision: 1 },
  ...{ publishedAt: '2026-11-21T09:00:00.000Z', publishedBy: 'x', head: 1, changes: [], changeCount: 0 },
};
const SCHEMA = { type: 'object', properties: { category: { type: 'string' } } };
const names = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `s${at}`);
const configOf = (subjects: readonly object[], more: object = {}) => ({
  'forewarn.config.json': { subjects, ...more },
});
const listed = (count: number) => configOf(names(count).map((subject) => ({ subject, schema: 'a.json' })));

describe('all subjects of a configuration', () => {
  it('are judged in one run, the quiet ones in one line, the others in full, with a summary', async () => {
    for (const name of names(10)) answer(name, name === 's3' ? BREAKING_CHECK : COMPATIBLE_CHECK);

    const { exit, stdout } = await run(['check'], { files: { 'a.json': SCHEMA, ...listed(10) }, env: env() });

    expect(exit).toBe(1);
    expect(stdout).toMatch(/^✓ 9 subjects without a breaking or dangerous change\n\n✗ s3 {2}v12 -> a.json: 1 breaking/);
    expect(stdout).toMatch(/\n\n✗ 10 subjects: 1 does not pass, 9 pass\n$/);
  });

  it('are named each where they are few', async () => {
    for (const name of names(3)) answer(name);

    const { stdout } = await run(['check'], { files: { 'a.json': SCHEMA, ...listed(3) }, env: env() });

    expect(stdout).toBe(
      '✓ s0  v12 -> a.json: 1 safe\n✓ s1  v12 -> a.json: 1 safe\n✓ s2  v12 -> a.json: 1 safe\n\n✓ 3 subjects: 3 pass\n',
    );
  });

  it('stand below each other where each is one line, also those that are new', async () => {
    answer('payments.cards');
    const newSubject = { code: 'not-found', status: 404, title: 'x', detail: 'x', errors: [] };
    registry.on('POST /v1/compatibility/subjects/refunds/versions/head', { status: 404, body: newSubject });
    const subjects = ['payments.cards', 'refunds'].map((subject) => ({ subject, schema: 'a.json' }));

    const { stdout, stderr } = await run(['check'], { files: { 'a.json': SCHEMA, ...configOf(subjects) }, env: env() });

    expect(stdout).toBe(
      '✓ payments.cards  v12 -> a.json: 1 safe\n✓ refunds         a.json: the first version, nothing to compare with\n\n✓ 2 subjects: 2 pass\n',
    );
    expect(stderr).toBe('');
  });

  it('stand below each other where each is published in one line', async () => {
    for (const subject of ['payments.cards', 'refunds'])
      registry.on(`POST /v1/subjects/${subject}/versions`, {
        status: 201,
        body: { ...FIRST_PUBLISHED, subject },
      });
    const subjects = ['payments.cards', 'refunds'].map((subject) => ({ subject, schema: 'a.json' }));

    const { stdout } = await run(['publish'], { files: { 'a.json': SCHEMA, ...configOf(subjects) }, env: env() });

    expect(stdout).toBe(
      '✓ payments.cards  v1 active: the first version\n✓ refunds         v1 active: the first version\n\n✓ 2 subjects: 2 pass\n',
    );
  });

  it('count apart what is undecided and what is proposed: neither passes without more ado', async () => {
    const reason = 'the pattern (?=a) is not understood';
    const verdicts = { serving: { verdict: 'undecided', reason }, training: { verdict: 'compatible' } };
    for (const name of names(3)) answer(name, name === 's1' ? { ...COMPATIBLE_CHECK, verdicts } : COMPATIBLE_CHECK);
    const files = { 'a.json': SCHEMA, ...listed(3) };
    const checked = await run(['check'], { files, env: env() });
    for (const name of names(3))
      registry.on(`POST /v1/subjects/${name}/versions`, {
        status: 201,
        body: name === 's1' ? { ...PROPOSED, subject: name } : { ...FIRST_PUBLISHED, subject: name },
      });
    const published = await run(['publish'], { files, env: env() });

    expect(checked.stdout).toContain('✓ 3 subjects: 1 undecided, 2 pass\n');
    expect(published.stdout).toContain('✓ 3 subjects: 1 proposed, 2 pass\n');
    const { stdout } = await run(['check', '--format', 'json'], { files, env: env() });
    expect(JSON.parse(stdout).summary).toMatchObject({ passing: 3, undecided: 1 });
  });

  it('says nothing of bystanders where nothing changes', async () => {
    const changes: readonly object[] = [];
    answer('s0', { ...BREAKING_CHECK, changes, changeCount: 0, passes: true, reasons: [] });
    const { stdout } = await run(['check', '--subject', 's0', 'a.json'], { files: { 'a.json': SCHEMA }, env: env() });

    expect(stdout).not.toContain('other subscribers');
  });

  it('are told in the order of the configuration, however the answers come', async () => {
    for (const name of names(40)) answer(name);

    const { stdout } = await run(['check', '--format', 'json'], {
      files: { 'a.json': SCHEMA, ...listed(40) },
      env: env(),
    });

    const output = JSON.parse(stdout);
    expect(output.results.map(({ name }: { name: string }) => name)).toEqual(names(40));
    expect(output.summary).toEqual({ subjects: 40, passing: 40, undecided: 0, failing: 0, unjudged: 0, skipped: 0 });
  });

  it('are judged as far as their files allow', async () => {
    answer('good');
    const files = {
      'a.json': SCHEMA,
      'bad.json': '{"type": }',
      ...configOf([
        { subject: 'bad', schema: 'bad.json' },
        { subject: 'good', schema: 'a.json' },
      ]),
    };

    const { exit, stdout, stderr } = await run(['check'], { files, env: env() });

    expect(exit).toBe(2);
    expect(stdout).toContain('✓ good  v12 -> a.json: 1 safe\n\n✗ 2 subjects: 1 not judged, 1 passes\n');
    expect(stderr).toContain('error: bad.json:1:10 is not JSON');
  });

  it('are published together or, if a file is wrong, not at all', async () => {
    registry.on('POST /v1/subjects/good/versions', { status: 201, body: { ...PROPOSED, subject: 'good' } });
    registry.on('POST /v1/subjects/bad/versions', { status: 201, body: { ...PROPOSED, subject: 'bad' } });
    const config = configOf([
      { subject: 'good', schema: 'a.json' },
      { subject: 'bad', schema: 'b.json' },
    ]);

    const refused = await run(['publish'], {
      files: { 'a.json': SCHEMA, 'b.json': { $ref: 'x.json' }, ...config },
      env: env(),
    });
    const seen = registry.requests.length;
    const published = await run(['publish'], { files: { 'a.json': SCHEMA, 'b.json': SCHEMA, ...config }, env: env() });

    expect([refused.exit, seen]).toEqual([2, 0]);
    expect(refused.stderr).toContain('b.json:2:3: "x.json" leads to no file');
    expect([published.exit, asked()]).toEqual([0, ['bad', 'good']]);
  });

  const refusal = (status: number, code: string, detail: string) => ({
    status,
    body: { code, title: 'x', detail, errors: [{ pointer: '/schema', detail }] },
  });
  it.each([
    refusal(422, 'invalid-schema', 'is not a schema of its draft'),
    refusal(403, 'forbidden', 'no prefix of payments covers it'),
    refusal(422, 'unknown-keyword', 'requierd is not a keyword'),
  ])('are not published at all where the registry refuses one of three: $body.code', async (refused) => {
    registry.on('POST /v1/subjects/one/versions', { status: 201, body: { ...PROPOSED, subject: 'one' } });
    registry.on('POST /v1/subjects/two/versions', refused);
    registry.on('POST /v1/subjects/three/versions', { status: 201, body: { ...PROPOSED, subject: 'three' } });
    const config = configOf(['one', 'two', 'three'].map((subject) => ({ subject, schema: 'a.json' })));

    const { exit, stdout, stderr } = await run(['publish'], { files: { 'a.json': SCHEMA, ...config }, env: env() });

    expect(registry.requests).toEqual([]);
    expect(registry.rehearsals).toHaveLength(3);
    expect(stderr).toContain('Nothing was published');
    expect(stdout + stderr).toContain(refused.body.detail);
    expect(stdout).not.toContain('one ');
    expect(exit).toBe(2);
  });

  it('do not wait for one that the policy refuses, nor send again what is unchanged', async () => {
    const answered = { status: 201, body: { ...PROPOSED, outcome: 'created', subject: 'one' } };
    registry.on('POST /v1/subjects/one/versions', answered);
    registry.on('POST /v1/subjects/two/versions', {
      status: 409,
      body: { ...refusal(409, 'notice-too-short', 'too short a notice').body, changes: [], against: 3 },
    });
    registry.on('POST /v1/subjects/three/versions', { status: 200, body: { ...PROPOSED, outcome: 'unchanged' } });
    const config = configOf(['one', 'two', 'three'].map((subject) => ({ subject, schema: 'a.json' })));

    const { exit, stdout } = await run(['publish'], { files: { 'a.json': SCHEMA, ...config }, env: env() });

    expect(asked()).toEqual(['one']);
    expect(stdout).toContain('too short a notice');
    expect(exit).toBe(1);
  });

  it('show how far they are where a person watches', async () => {
    for (const name of names(3)) answer(name);

    const { stderr } = await run(['check', '--concurrency', '1'], {
      files: { 'a.json': SCHEMA, ...listed(3) },
      env: env(),
      terminal: true,
      watched: true,
    });

    expect(stderr).toContain('checking ━━━━━━━━━━━━━╌╌╌╌╌╌╌ 2 of 3  s2');
    expect(stderr.endsWith('\r\u001b[2K')).toBe(true);
  });

  it.each(['0', '65', 'many', '0x8', '08'])('are not judged %s at a time', async (count) => {
    const { exit, stderr } = await run(['check', '--concurrency', count], { files: listed(1) });

    expect(stderr).toContain(`--concurrency "${count}" is not a number from 1 to 64`);
    expect(exit).toBe(2);
  });
});

describe('patterns in a configuration', () => {
  it('stand for a subject a file, named by it', async () => {
    for (const name of ['payments.card-charged', 'payments.refund', 'payments.eu.vat']) answer(name);
    const files = {
      'schemas/CardCharged.schema.json': SCHEMA,
      'schemas/refund.json': SCHEMA,
      'schemas/eu/vat.yaml': 'type: object\n',
      'schemas/node_modules/x.json': SCHEMA,
      ...configOf([
        { subject: 'payments.{name}', schema: 'schemas/*.json' },
        { subject: 'payments.{folder}.{name}', schema: 'schemas/*/*.yaml' },
      ]),
    };

    const { exit } = await run(['check'], { files, env: env() });

    expect([exit, asked()]).toEqual([0, ['payments.card-charged', 'payments.eu.vat', 'payments.refund']]);
  });

  it('stand for the members of an OpenAPI document', async () => {
    for (const name of ['order', 'refund']) answer(`pay.${name}`);
    const document = { openapi: '3.1.0', components: { schemas: { Order: SCHEMA, Refund: SCHEMA, 'x-note': {} } } };

    const { exit } = await run(['check'], {
      files: {
        'openapi.json': document,
        ...configOf([{ subject: 'pay.{name}', schema: 'openapi.json#/components/schemas/*' }]),
      },
      env: env(),
    });

    expect([exit, asked()]).toEqual([0, ['pay.order', 'pay.refund']]);
  });

  it.each([
    { entry: { subject: 'a.{name}', schema: 'none/*.json' }, says: 'names none/*.json, and nothing is there' },
    {
      entry: { subject: 'a', schema: '*.json' },
      says: '3 schemas (A.json, a.json …) the one subject a: put {name} into it',
    },
    { entry: { subject: 'a.{nmae}', schema: '*.json' }, says: '/subjects/0/subject is "a.{nmae}", which does not fit' },
    { entry: { subject: 'a.{name}', schema: '{A,a}.json' }, says: 'the subject a.a: name one of them by itself' },
  ])('are refused: $says', async ({ entry, says }) => {
    const files = {
      'a.json': SCHEMA,
      'A.json': SCHEMA,
      'b.json': SCHEMA,
      'conf/x.json': { subjects: [{ ...entry, schema: `../${entry.schema}` }] },
    };

    const { exit, stderr } = await run(['check', '--config', 'conf/x.json'], { files, env: env() });

    expect(stderr).toContain(says);
    expect(exit).toBe(2);
  });
});

describe('--changed-since', () => {
  const config = configOf([
    { subject: 'order', schema: 'order.json', manifest: 'change.md' },
    { subject: 'money', schema: 'money.json' },
    { subject: 'other', schema: 'other.json' },
  ]);
  const files = { 'order.json': { $ref: 'money.json' }, 'money.json': SCHEMA, 'other.json': SCHEMA, ...config };
  const check = (repository: GitRepository, ...more: string[]) =>
    run(['check', '--changed-since', 'main', ...more], { cwd: repository.folder, env: env() });
  beforeEach(() => {
    for (const name of ['order', 'money', 'other']) answer(name);
  });

  it.each([
    { change: { 'other.json': { type: 'object' } }, expected: ['other'], what: 'a schema' },
    { change: { 'money.json': { type: 'object' } }, expected: ['money', 'order'], what: 'what a schema refers to' },
    { change: { 'change.md': '---\nmessage: hello\n---\n' }, expected: ['order'], what: 'a manifest that is new' },
    { change: { 'readme.md': 'hello' }, expected: [], what: 'nothing of theirs' },
    { change: configOf([{ subject: 'other', schema: 'other.json' }]), expected: ['other'], what: 'the configuration' },
  ])('judges the subjects of which $what changed, committed or not', async ({ change, expected }) => {
    const repository = new GitRepository(files);
    repository.write(change);
    const uncommitted = await check(repository);
    const first = asked();
    registry.requests.length = 0;
    repository.commit('change');
    const committed = await check(repository);

    expect([uncommitted.exit, committed.exit]).toEqual([0, 0]);
    expect([first, asked()]).toEqual([expected, expected]);
  });

  it('says so where nothing changed', async () => {
    const { stdout, exit } = await check(new GitRepository(files));

    expect([exit, stdout]).toEqual([0, '✓ none of 3 subjects changed since main\n']);
  });

  it('ignores what others did on the branch meanwhile', async () => {
    const repository = new GitRepository(files);
    repository.git('checkout', '--quiet', 'main');
    repository.write({ 'money.json': { type: 'object' } });
    repository.commit('by others');
    repository.git('checkout', '--quiet', 'work');

    await check(repository);

    expect(asked()).toEqual([]);
  });

  it('names the remedy where git does not know the branch', async () => {
    const { exit, stderr } = await run(['check', '--changed-since', 'origin/main'], {
      cwd: new GitRepository(files).folder,
      env: env(),
    });

    expect(stderr).toContain(
      'git knows no "origin/main" here: fetch it first (in GitHub Actions: actions/checkout with fetch-depth: 0)',
    );
    expect(exit).toBe(2);
  });
});

describe('without the registry', () => {
  const files = {
    'a.json': SCHEMA,
    ...configOf([
      { subject: 'a', schema: 'a.json' },
      { subject: 'b', schema: 'b.json' },
    ]),
  };
  const changed = { 'a.json': { type: 'object', properties: { category: { type: 'integer' } } }, 'b.json': SCHEMA };
  const dead = { FOREWARN_URL: 'http://127.0.0.1:9', FOREWARN_TOKEN: 't' };

  it('check ends with 3, and says what git can tell', async () => {
    const repository = new GitRepository(files);
    repository.write(changed);

    const { exit, stdout, stderr } = await run(['check'], { cwd: repository.folder, env: dead });

    expect(exit).toBe(3);
    expect(stderr).toContain('2 subjects were not judged: a, b\n');
    expect(stderr).toContain('http://127.0.0.1:9 cannot be reached');
    expect(stderr).toContain('compared with HEAD by git: what changes, not who reads it');
    expect(stdout).toContain(`✗ a  HEAD -> a.json: 1 breaking
  compared with git: who reads what changes is not known
  BREAKING type-changed /category string -> integer  a.json:5
    proof    {`);
    expect(stdout).toContain('✓ b  b.json: the first version, nothing to compare with\n');
    expect(stdout).toContain('\n✗ 2 subjects: 2 not judged\n');
  });

  it('no format calls that a refusal, and JUnit calls it an error', async () => {
    const repository = new GitRepository(files);
    repository.write(changed);

    const { stdout } = await run(['check', '--format', 'github', '--report', 'junit=out/junit.xml'], {
      cwd: repository.folder,
      env: dead,
    });

    expect(stdout).toContain('::warning file=a.json,line=5,col=7,title=BREAKING type-changed /category::');
    expect(stdout.match(/^::error /gm)).toHaveLength(1);
    expect(readFileSync(join(repository.folder, 'out/junit.xml'), 'utf8')).toContain('failures="0" errors="2">');
  });

  it('check ends with 3 outside of a repository, too', async () => {
    const { exit, stdout } = await run(['check', '--subject', 'a', 'a.json'], { files, env: dead });

    expect([exit, stdout]).toEqual([3, '']);
  });

  it('check --offline asks nobody, and severity decides', async () => {
    const repository = new GitRepository(files);
    repository.write(changed);

    const broken = await run(['check', '--offline'], { cwd: repository.folder });
    repository.git('checkout', '--quiet', 'a.json');
    const intact = await run(['check', '--offline'], { cwd: repository.folder });

    expect([broken.exit, intact.exit]).toEqual([1, 0]);
    expect(broken.stdout).toContain('\n✗ 2 subjects: 1 does not pass, 1 passes\n');
  });

  it('check --offline compares with where the work left a branch', async () => {
    const repository = new GitRepository(files);
    repository.write(changed);
    repository.commit('breaks');

    const { exit, stdout } = await run(['check', '--offline', '--changed-since', 'main'], { cwd: repository.folder });

    expect(stdout).toContain('✗ a  main -> a.json: 1 breaking');
    expect(exit).toBe(1);
  });

  it.each([
    {
      argv: ['check', '--offline', '--against', '3'],
      says: '--offline compares with git, --against with a file or version',
    },
    { argv: ['check', '--offline'], says: 'here is no commit yet' },
  ])('$argv is refused', async ({ argv, says }) => {
    const { exit, stderr } = await run(argv, { files });

    expect(stderr).toContain(says);
    expect(exit).toBe(2);
  });
});

describe('--report', () => {
  it('writes the result in other formats beside', async () => {
    answer('s0', BREAKING_CHECK);
    const cwd = folderWith({ 'a.json': SCHEMA, ...listed(1) });

    const { stdout } = await run(['check', '--report', 'markdown=out/c.md', '--report', 'json=out/c.json'], {
      cwd,
      env: env(),
    });

    expect(stdout).toMatch(/^✗ s0/);
    expect(readFileSync(join(cwd, 'out/c.md'), 'utf8')).toMatch(/^\*\*✗ `s0`/);
    expect(JSON.parse(readFileSync(join(cwd, 'out/c.json'), 'utf8'))).toMatchObject({ exitCode: 1 });
  });

  it.each([
    { report: 'yaml=x', says: '--report "yaml=x" names no format and file: write it as junit=forewarn.xml' },
    { report: 'junit', says: '--report "junit" names no format and file' },
    { report: 'junit=a.json/x', says: 'a.json/x cannot be written' },
  ])('$report is refused', async ({ report, says }) => {
    answer('s0');

    const { exit, stderr } = await run(['check', '--report', report], {
      files: { 'a.json': SCHEMA, ...listed(1) },
      env: env(),
    });

    expect(stderr).toContain(says);
    expect(exit).toBe(2);
  });
});
