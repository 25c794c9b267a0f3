import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { findFaults } from '../../../lib/cli/manifest/validate.ts';
import configSchema from '../../../schemas/forewarn.config.schema.json' with { type: 'json' };
import { GitRepository } from '../git-repository.ts';
import { run } from '../run.ts';

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';
const ORDER = { $schema: DRAFT, type: 'object', properties: { total: { $ref: 'money.json' } } };
const MONEY = { $schema: DRAFT, type: 'object', properties: { amount: { type: 'number' } } };
const OPENAPI = `openapi: 3.0.3
info: { title: Payments, version: '1' }
paths:
  /refunds:
    get:
      responses:
        '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/RefundList' } } } }
    parameters: [{ name: id, in: query, schema: { $ref: '#/components/schemas/Id' } }]
components:
  schemas:
    RefundList: { type: array, items: { $ref: '#/components/schemas/Refund' } }
    Refund: { type: object, properties: { id: { $ref: '#/components/schemas/Id' } } }
    Id: { type: string }
    Event: { type: object }
`;
const ASYNCAPI = {
  asyncapi: '2.6.0',
  channels: { 'user/signedUp': { publish: { message: { payload: { type: 'object' } } } } },
  components: {
    messages: {
      OrderPlaced: { payload: { $ref: '#/components/schemas/Order' } },
      Avro: { schemaFormat: 'application/vnd.apache.avro;version=1.9.0', payload: { type: 'record' } },
    },
    schemas: { Order: { type: 'object' } },
  },
};
const FILES = {
  'schemas/order.json': ORDER,
  'schemas/money.json': MONEY,
  'api/openapi.yaml': OPENAPI,
  'package.json': { name: 'x' },
};

const configOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'forewarn.config.json'), 'utf8'));
const init = (folder: string, ...more: string[]) => run(['init', '--prefix', 'pay', ...more], { cwd: folder });

describe('init', () => {
  it('proposes what is read outside, not what it is built with, and writes configuration and workflow', async () => {
    const { folder } = new GitRepository(FILES);

    const { exit, stdout } = await init(folder);

    expect(exit).toBe(0);
    expect(configOf(folder)).toEqual({
      $schema: 'https://forewarn.dev/schemas/forewarn.config.schema.json',
      subjects: [
        { subject: 'pay.order', schema: 'schemas/order.json' },
        { subject: 'pay.refund-list', schema: 'api/openapi.yaml#/components/schemas/RefundList' },
        { subject: 'pay.event', schema: 'api/openapi.yaml#/components/schemas/Event' },
      ],
    });
    expect(findFaults(configSchema, configOf(folder))).toEqual([]);
    expect(stdout).toContain('  - schemas/money.json: schemas/order.json is built with it');
    const workflow = parse(readFileSync(join(folder, '.github/workflows/forewarn.yml'), 'utf8'));
    expect(workflow.permissions).toEqual({ contents: 'read', 'id-token': 'write', 'pull-requests': 'write' });
    expect(workflow.jobs.forewarn.steps[0].with).toEqual({ 'fetch-depth': 0 });
  });

  it('writes a configuration that check takes', async () => {
    const repository = new GitRepository(FILES);
    await init(repository.folder);
    repository.commit('init');

    const { exit, stdout } = await run(['check', '--offline'], { cwd: repository.folder });

    expect(exit).toBe(0);
    expect(stdout).toContain('✓ 3 subjects: 3 pass\n');
  });

  it('finds the payloads of AsyncAPI messages, named by message or channel', async () => {
    const { folder } = new GitRepository({ 'asyncapi.json': ASYNCAPI });

    await init(folder);

    expect(configOf(folder).subjects).toEqual([
      { subject: 'pay.order-placed', schema: 'asyncapi.json#/components/messages/OrderPlaced/payload' },
      { subject: 'pay.user-signed-up', schema: 'asyncapi.json#/channels/user~1signedUp/publish/message/payload' },
    ]);
  });

  it('changes nothing the second time', async () => {
    const repository = new GitRepository(FILES);
    await init(repository.folder);
    repository.commit('init');

    const { exit, stdout } = await init(repository.folder);

    expect(exit).toBe(0);
    expect(stdout).toContain('nothing to write: all is there already\n');
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('adds what is new behind what was edited, and keeps the edits', async () => {
    const repository = new GitRepository(FILES);
    const edited = `{
  "failOn": "dangerous",
  "ignore": ["api/*"],
  "subjects": [ { "subject": "mine.order", "schema": "schemas/order.json", "manifest": "change.md" } ]
}
`;
    repository.write({
      'forewarn.config.json': edited,
      '.github/workflows/forewarn.yml': 'mine: true\n',
      'new.schema.json': { type: 'object' },
    });

    const { stdout } = await init(repository.folder);

    expect(configOf(repository.folder)).toEqual({
      ...JSON.parse(edited),
      subjects: [...JSON.parse(edited).subjects, { subject: 'pay.new', schema: 'new.schema.json' }],
    });
    expect(readFileSync(join(repository.folder, '.github/workflows/forewarn.yml'), 'utf8')).toBe('mine: true\n');
    expect(stdout).toContain('  = 1 listed already, and left as they are\n');
  });

  it('proposes nothing that a pattern covers', async () => {
    const config = {
      subjects: [
        { subject: 'a.{name}', schema: 'schemas/*.json' },
        { subject: 'b.{name}', schema: 'api/openapi.yaml#/components/schemas/*' },
      ],
    };
    const { folder } = new GitRepository({ ...FILES, 'forewarn.config.json': config });

    await init(folder, '--ci', 'none');

    expect(configOf(folder)).toEqual(config);
  });

  it('says by folder and file which one is meant where two would have one name', async () => {
    const { folder } = new GitRepository({
      'a/order.schema.json': { type: 'object' },
      'b/order.schema.json': { type: 'object' },
      'b/Order.schema.yaml': 'type: object\n',
    });

    await init(folder);

    const names = configOf(folder).subjects.map(({ subject }: { subject: string }) => subject);
    expect(names).toEqual(['pay.a.order', 'pay.b.order-yaml', 'pay.b.order-json']);
  });

  it('writes nothing with --dry-run, and says what it would', async () => {
    const repository = new GitRepository(FILES);

    const { stdout } = await init(repository.folder, '--dry-run');

    expect(stdout).toContain('would write forewarn.config.json\nwould write .github/workflows/forewarn.yml\n');
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('writes the pipeline of GitLab where the repository is there, and never edits one', async () => {
    const fresh = new GitRepository({ 'a.schema.json': {} });
    fresh.git('remote', 'add', 'origin', 'git@gitlab.example.com:team/payments-service.git');
    const used = new GitRepository({ 'a.schema.json': {}, '.gitlab-ci.yml': 'test: { script: [make] }\n' });

    await run(['init'], { cwd: fresh.folder });
    const { stdout } = await run(['init'], { cwd: used.folder });

    expect(configOf(fresh.folder).subjects).toEqual([{ subject: 'payments-service.a', schema: 'a.schema.json' }]);
    expect(parse(readFileSync(join(fresh.folder, '.gitlab-ci.yml'), 'utf8'))['forewarn-check'].allow_failure).toEqual({
      exit_codes: 3,
    });
    expect(readFileSync(join(used.folder, '.gitlab-ci.yml'), 'utf8')).toBe('test: { script: [make] }\n');
    expect(existsSync(join(used.folder, '.gitlab/forewarn.gitlab-ci.yml'))).toBe(true);
    expect(stdout).toContain('add to .gitlab-ci.yml:  include: [{ local: .gitlab/forewarn.gitlab-ci.yml }]');
  });

  it('looks through the whole repository from any folder of it, and leaves out what git ignores', async () => {
    const { folder } = new GitRepository({ 'a.schema.json': {}, 'out/b.schema.json': {}, '.gitignore': 'out/\n' });
    mkdirSync(join(folder, 'deep'));

    await run(['init', '--prefix', 'pay'], { cwd: join(folder, 'deep') });

    expect(configOf(folder).subjects).toEqual([{ subject: 'pay.a', schema: 'a.schema.json' }]);
  });

  it('tells of files that look like schemas and cannot be read', async () => {
    const { folder } = new GitRepository({ 'a.schema.json': {}, 'b.schema.json': '{"type": }' });

    const { exit, stdout } = await init(folder);

    expect(exit).toBe(0);
    expect(stdout).toContain('  ! b.schema.json:1:10 is not JSON');
  });

  it('says once what is wrong with several files in the same words', async () => {
    const broken = { $schema: 'http://json-schema.org/draft-07/schema#', $ref: 'https://elsewhere.example/x.json#/a' };
    const { folder } = new GitRepository({ 'a.schema.json': {}, 'b.json': broken, 'c.json': broken, 'd.json': broken });

    const { stdout } = await init(folder);

    expect(stdout.split('\n').filter((line) => line.startsWith('  !'))).toEqual([
      '  ! b.json:3:3: "https://elsewhere.example/x.json#/a" is not fetched: keep a copy in the repository and list it under references in forewarn.config.json (and so in 2 more)',
    ]);
  });

  it('tells a machine the same', async () => {
    const { folder } = new GitRepository(FILES);

    const { stdout } = await init(folder, '--format', 'json');

    expect(JSON.parse(stdout)).toMatchObject({
      command: 'init',
      exitCode: 0,
      dryRun: false,
      result: {
        files: ['forewarn.config.json', '.github/workflows/forewarn.yml'],
        buildingBlocks: [{ schema: 'schemas/money.json' }],
      },
    });
  });

  it.each([
    { files: { 'readme.json': { a: 1 } }, argv: ['init'], says: 'No JSON Schema was found in' },
    {
      files: { 'a.schema.json': {} },
      argv: ['init', '--prefix', 'Pay!'],
      says: '--prefix "Pay!" begins no subject\'s name',
    },
    {
      files: { 'a.schema.json': {}, 'forewarn.config.json': '{"subjcts": []}' },
      argv: ['init'],
      says: 'did you mean subjects?',
    },
    {
      files: { 'a.schema.json': {}, '.github': 'a file' },
      argv: ['init', '--ci', 'github'],
      says: '.github/workflows/forewarn.yml cannot be written',
    },
  ])('is refused with exit 2: $says', async ({ files, argv, says }) => {
    const { folder } = new GitRepository(files);

    const { exit, stderr } = await run(argv, { cwd: folder });

    expect(stderr).toContain(says);
    expect(exit).toBe(2);
  });
});

describe('init in the files of an API', () => {
  const json = (name: string) => ({ 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } });
  const answer = (name: string) => ({ description: 'd', content: json(name) });
  const object = { type: 'object' };
  const API = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/payments': {
        get: { responses: { 200: answer('Payments'), default: { $ref: '#/components/responses/Failed' } } },
        post: {
          requestBody: { content: json('NewPayment') },
          responses: { 201: answer('Payment'), 400: answer('Invalid') },
          callbacks: { done: { '{$request.body#/url}': { post: { requestBody: { content: json('Done') } } } } },
        },
        put: { requestBody: { $ref: '#/components/requestBodies/Both' }, responses: { 200: answer('Both') } },
      },
    },
    webhooks: { paid: { post: { requestBody: { content: json('Paid') } } } },
    components: {
      responses: { Failed: answer('Failure') },
      requestBodies: { Both: { content: json('Both') }, Spare: { content: json('Spare') } },
      schemas: Object.fromEntries(
        ['Payments', 'NewPayment', 'Payment', 'Invalid', 'Done', 'Both', 'Paid', 'Failure', 'Spare', 'Event'].map(
          (name) => [name, object],
        ),
      ),
    },
  };

  it('leaves out what only clients send and what only tells of errors, and says so', async () => {
    const { folder } = new GitRepository({ 'api.json': API });

    const { stdout } = await init(folder, '--dry-run', '--format', 'json');
    const told = await init(folder, '--dry-run');

    const { added, requestBodies, errorBodies } = JSON.parse(stdout).result;
    const at = (name: string): string => `api.json#/components/schemas/${name}`;
    expect(added.map(({ schema }: { schema: string }) => schema)).toEqual(
      ['Payments', 'Payment', 'Done', 'Both', 'Paid', 'Event'].map(at),
    );
    expect([requestBodies, errorBodies]).toEqual([['NewPayment', 'Spare'].map(at), ['Invalid', 'Failure'].map(at)]);
    expect(told.stdout).toContain(
      `  - 2 request bodies are left out (${at('NewPayment')} and 1 more): clients send them`,
    );
    expect(told.stdout).toContain(`  - 2 error bodies are left out (${at('Invalid')} and 1 more): no model learns`);
  });

  it('proposes each message once, also those that stand in other files', async () => {
    const liked = { payload: { type: 'object', properties: { id: { type: 'string' } } } };
    const document = {
      asyncapi: '3.0.0',
      channels: {
        likes: {
          messages: { liked: { $ref: './common.json#/liked' }, placed: { $ref: '#/components/messages/Placed' } },
        },
        again: { messages: { liked: { $ref: './common.json#/liked' }, avro: { $ref: './common.json#/avro' } } },
      },
      components: { messages: { Placed: { payload: object } } },
    };
    const avro = { payload: { schemaFormat: 'application/vnd.apache.avro;version=1.9.0', schema: {} } };
    const older = {
      asyncapi: '2.6.0',
      channels: { c: { subscribe: { message: { oneOf: [{ $ref: 'common.json#/liked' }, { payload: object }] } } } },
    };
    const { folder } = new GitRepository({ 'v3.json': document, 'v2.json': older, 'common.json': { liked, avro } });

    await init(folder);
    const checked = await run(['check', '--offline'], { cwd: folder });

    expect(configOf(folder).subjects.map(({ schema }: { schema: string }) => schema)).toEqual([
      'v2.json#/channels/c/subscribe/message/oneOf/0',
      'v2.json#/channels/c/subscribe/message/oneOf/1/payload',
      'v3.json#/components/messages/Placed/payload',
      'v3.json#/channels/likes/messages/liked',
    ]);
    expect(checked.exit).toBe(0);
  });
});
