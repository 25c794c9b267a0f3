import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FakeConfluent } from './fake-confluent.ts';
import { FakeRegistry } from './fake-registry.ts';
import { GitRepository } from './git-repository.ts';
import { run } from './run.ts';

const TWICE = '{\n  "properties": {\n    "a": {"type": "integer"},\n    "a": {"type": "string"}\n  }\n}';
const ONCE = { properties: { a: { type: 'integer' } } };
const WARNING = 'the member "a" occurs twice: the last counts';

const confluent = new FakeConfluent();
const registry = new FakeRegistry();
beforeAll(() => Promise.all([confluent.start(), registry.start()]));
beforeEach(() => {
  confluent.reset();
  registry.reset();
});
afterAll(() => Promise.all([confluent.stop(), registry.stop()]));
const env = () => ({ FOREWARN_URL: registry.url, FOREWARN_TOKEN: 'fw_secret' });
const sent = () =>
  registry.requests.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body).schema);

describe('a member that occurs twice', () => {
  it.each([
    ['diff', 'once.json', 'twice.json'],
    ['diff', 'once.json', 'refers.json'],
    ['check', '--subject', 's', 'twice.json'],
    ['publish', '--subject', 's', 'twice.json'],
  ])('is refused with its place by %s %s %s', async (...argv) => {
    const files = { 'once.json': ONCE, 'twice.json': TWICE, 'refers.json': { $ref: 'twice.json' } };

    const { exit, stderr } = await run(argv, { files, env: env() });

    expect(stderr).toContain('twice.json:4:5 is not JSON: the member "a" occurs twice');
    expect(exit).toBe(2);
    expect(registry.requests).toEqual([]);
  });

  it('counts with its last value, and a warning, on the side that is only compared with', async () => {
    const files = { 'old.json': { $ref: 'twice.json' }, 'twice.json': TWICE, 'new.json': ONCE };

    const { exit, stdout, stderr } = await run(['diff', 'old.json', 'new.json'], { files });

    expect(stderr).toBe(`warning: twice.json:4:5: ${WARNING}\n`);
    expect(stdout).toContain('type-changed /a string -> integer');
    expect(exit).toBe(1);
  });

  it('does not keep a commit from mending it', async () => {
    const repository = new GitRepository({ 'a.json': TWICE });
    repository.write({ 'a.json': { properties: { a: { type: 'string' } } } });

    const { exit, stdout, stderr } = await run(['check', '--offline', '--subject', 'a', 'a.json'], {
      cwd: repository.folder,
    });

    expect(stderr).toContain(`warning: a.json:4:5: ${WARNING}\n`);
    expect(stdout).toContain('no changes');
    expect(exit).toBe(0);
  });

  it('counts with its last value, and a warning, in a history that is imported', async () => {
    const repository = new GitRepository({ 'a.yaml': 'properties:\n  a: {type: integer}\n  a: {type: string}\n' });

    const { exit, stdout, stderr } = await run(
      ['import', '--git', 'a.yaml', '--subject', 'a', '--dry-run', '--format', 'json'],
      { cwd: repository.folder },
    );

    expect(stderr).toContain(`warning: a.yaml:3:3: ${WARNING}\n`);
    expect(JSON.parse(stdout).result.histories[0].summary).toMatchObject({ versions: 1, skipped: 0 });
    expect(exit).toBe(0);
  });

  it.each(['import', 'watch'])('counts with its last value, and a warning, in a registry: %s', async (verb) => {
    confluent.subjects.set('s', [{ schema: TWICE, schemaType: 'JSON' }]);
    registry.on('POST /v1/subjects/s/versions', { status: 201, body: { version: 1, outcome: 'created' } });

    const { exit, stderr } = await run([verb, '--confluent', confluent.url], { env: env() });

    expect(stderr).toContain(`warning: s version 1: ${WARNING}\n`);
    expect(sent()).toEqual([{ properties: { a: { type: 'string' } } }]);
    expect(exit).toBe(0);
  });
});
