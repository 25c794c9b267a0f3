import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copiesOf, GitRepository } from '../git-repository.ts';
import { folderWith, run } from '../run.ts';

const SCHEMA = 'https://json-schema.org/draft/2020-12/schema';
const money = (type: string) => ({ $schema: SCHEMA, $id: 'https://acme.example/money', type });
const order = { $schema: SCHEMA, type: 'object', properties: { total: { $ref: 'money.json' } } };
const openApi = (type: string) => `openapi: 3.1.0
info: { title: orders, version: '1' }
paths: {}
components: { schemas: { Order: { type: object, properties: { total: { type: ${type} } } } } }
`;
const asyncApi = { asyncapi: '3.0.0', info: { title: 'o', version: '1' } };
const messages = (ref: string) => ({ components: { messages: { Placed: { payload: { $ref: ref } } } } });
const byId = { $schema: SCHEMA, type: 'object', properties: { total: { $ref: 'https://acme.example/money' } } };

/** Only `money.json` and the documents' own types differ between the first commit and the second. */
const repository = copiesOf(() => {
  const made = new GitRepository({
    'schemas/money.json': money('integer'),
    'schemas/order.json': order,
    'schemas/by-id.json': byId,
    'openapi.yaml': openApi('integer'),
    'asyncapi.json': { ...asyncApi, ...messages('schemas/order.json') },
    'forewarn.config.json': { references: ['schemas/mon*.json'] },
  });
  made.git('tag', 'v1');
  made.write({ 'schemas/money.json': money('string'), 'openapi.yaml': openApi('string') });
  made.commit('second');
  return made;
});

describe('forewarn diff of git revisions', () => {
  it.each([
    ['HEAD~1:schemas/order.json', 'schemas/order.json'],
    ['v1:schemas/order.json', 'HEAD:schemas/order.json'],
    ['main~0:./schemas/by-id.json', 'schemas/by-id.json'],
    ['HEAD@{0}~1:asyncapi.json#/components/messages/Placed', 'asyncapi.json#/components/messages/Placed'],
    ['v1:openapi.yaml#/components/schemas/Order', 'work:openapi.yaml#/components/schemas/Order'],
  ])('reads %s and what it refers to as they were there', async (old, next) => {
    const { folder } = repository();
    const { exit, stdout, stderr } = await run(['diff', old, next], { cwd: folder });

    expect(stderr).toBe('');
    expect(stdout).toContain(`  since ${old}: 1 breaking\n`);
    expect(stdout).toContain('type-changed /total integer -> string');
    expect(exit).toBe(1);
  });

  it('reads nothing of the working tree for a revision', async () => {
    const made = repository();
    const argv = ['diff', 'v1:schemas/by-id.json', 'HEAD:schemas/by-id.json'];
    const before = await run(argv, { cwd: made.folder });
    rmSync(join(made.folder, 'schemas'), { recursive: true });

    expect(await run(argv, { cwd: made.folder })).toEqual(before);
    expect(before.exit).toBe(1);
  });

  it('takes a path from the root, as git does, and with ./ from the folder that it runs in', async () => {
    const cwd = join(repository().folder, 'schemas');

    expect((await run(['diff', 'v1:schemas/order.json', 'order.json'], { cwd })).exit).toBe(1);
    expect((await run(['diff', 'v1:./order.json', 'order.json'], { cwd })).exit).toBe(1);
    expect((await run(['diff', 'v1:order.json', 'order.json'], { cwd })).stderr).toContain(
      'order.json is no file of v1; did you mean v1:./order.json? A path without ./ begins at',
    );
  });

  it.each([
    [
      'v2:schemas/order.json',
      'git knows no revision "v2" here, and there is no file v2:schemas/order.json; did you mean v1?',
    ],
    ['v1:schemas/ordre.json', 'schemas/ordre.json is no file of v1; did you mean schemas/order.json?'],
    ['v1:archive/order.json', 'archive/order.json is no file of v1; did you mean schemas/order.json?'],
    ['v1:schemas', 'schemas is a folder in v1; '],
    ['v1:../order.json', '../order.json is no file of v1; did you mean schemas/order.json?'],
    ['-x:order.json', "unknown option '-x:order.json'"],
    ['C:\\order.json', 'C:\\order.json cannot be read: there is no such file.'],
    ['D:/schemas/order.json', 'D:/schemas/order.json cannot be read: there is no such file.'],
    ['https://acme.example/order.json', 'https://acme.example/order.json cannot be read: there is no such file.'],
  ])('says what is wrong with %s', async (old, says) => {
    const { exit, stderr } = await run(['diff', old, 'schemas/order.json'], { cwd: repository().folder });

    expect(stderr).toContain(says);
    expect(exit).toBe(2);
  });

  it('names the remote branch of a branch that is not here', async () => {
    const made = repository();
    made.git('update-ref', 'refs/remotes/origin/release', 'HEAD');
    const { stderr } = await run(['diff', 'release:schemas/order.json', 'schemas/order.json'], { cwd: made.folder });

    expect(stderr).toContain('did you mean origin/release?');
  });

  it('says where older commits were left out', async () => {
    const made = repository();
    const clone = join(folderWith({}), 'clone');
    made.git('clone', '--quiet', '--depth', '1', `file://${made.folder}`, clone);
    const { exit, stderr } = await run(['diff', 'HEAD~1:schemas/order.json', 'schemas/order.json'], { cwd: clone });

    expect(stderr).toContain('the clone is shallow');
    expect(stderr).toContain('git fetch --unshallow');
    expect(exit).toBe(2);
  });

  it('says where no repository is', async () => {
    const cwd = folderWith({ 'order.json': order });
    const { exit, stderr } = await run(['diff', 'HEAD:order.json', 'order.json'], { cwd });

    expect(stderr).toContain('no git repository here that HEAD could be a revision of');
    expect(exit).toBe(2);
  });

  it('takes a file that exists under the whole name as that file', async () => {
    const made = repository();
    made.write({ 'HEAD~1:order.json': order, 'HEAD~1:money.json': money('string'), 'money.json': money('string') });
    const { exit } = await run(['diff', 'HEAD~1:order.json', 'schemas/order.json'], { cwd: made.folder });

    expect(exit).toBe(0);
  });

  it('tells a fault of a revision as standing there', async () => {
    const made = repository();
    made.write({ 'schemas/money.json': '{' });
    made.commit('third');
    made.write({ 'schemas/money.json': money('string') });
    const { exit, stderr } = await run(['diff', 'HEAD:schemas/order.json', 'schemas/order.json'], { cwd: made.folder });

    expect(stderr).toContain('HEAD:schemas/money.json:1:2');
    expect(exit).toBe(2);
  });

  it('reads what a reference leads to outside of the revision from nowhere else', async () => {
    const made = repository();
    made.git('rm', '--quiet', '--cached', 'schemas/money.json');
    made.git('commit', '--quiet', '-m', 'without it');
    const { exit, stderr } = await run(['diff', 'HEAD:schemas/order.json', 'schemas/order.json'], { cwd: made.folder });

    expect(stderr).toContain('HEAD:schemas/order.json');
    expect(stderr).toContain('money.json');
    expect(exit).toBe(2);
  });

  it('is what check --against compares with, too', async () => {
    const { folder } = repository();
    const argv = ['check', '--subject', 'orders', '--against', 'v1:schemas/order.json', 'schemas/order.json'];
    const { exit, stdout } = await run(argv, { cwd: folder });

    expect(stdout).toContain('since v1:schemas/order.json: 1 breaking');
    expect(exit).toBe(1);
  });

  it('decides many pairs of files and revisions, and a line that names none is its own answer', async () => {
    const { folder } = repository();
    mkdirSync(join(folder, 'empty'));
    const lines = [
      { id: 'both', old: 'v1:schemas/order.json', new: 'schemas/order.json' },
      { id: 'mixed', old: 'v1:schemas/money.json', new: { type: 'integer' } },
      { id: 'wrong', old: 'v9:schemas/money.json', new: true },
      { id: 'folder', old: 'empty', new: true },
    ];
    const stdin = lines.map((line) => JSON.stringify(line)).join('\n');
    const { exit, stdout } = await run(['diff', '--batch', '-'], { cwd: folder, stdin });

    expect(stdout.split('\n')).toEqual([
      'both  backward breaking  forward breaking',
      'mixed  backward compatible  forward compatible',
      'wrong  error: git knows no revision "v9" here, and there is no file v9:schemas/money.json; did you mean v1?',
      'folder  error: empty cannot be read: it is a folder. empty: it is a folder',
      '',
    ]);
    expect(exit).toBe(0);
  });
});
