import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findFaults } from '../../../lib/cli/manifest/validate.ts';
import { canonicalJson, fingerprint } from '../../../lib/domain/schema/canonical.ts';
import { FakeConfluent } from '../fake-confluent.ts';
import { FakeRegistry } from '../fake-registry.ts';
import { run } from '../run.ts';

const confluent = new FakeConfluent();
const registry = new FakeRegistry();
beforeAll(() => Promise.all([confluent.start(), registry.start()]));
beforeEach(() => {
  confluent.reset();
  registry.reset();
});
afterAll(() => Promise.all([confluent.stop(), registry.stop()]));

const json = (schema: unknown, more = {}) => ({ schema, schemaType: 'JSON', ...more });
const runImport = (argv: readonly string[] = [], env = {}) =>
  run(['import', '--confluent', confluent.url, ...argv], {
    env: { FOREWARN_URL: registry.url, FOREWARN_TOKEN: 'fw_secret', ...env },
  });
const dryRun = (...argv: string[]) => runImport([...argv, '--dry-run', '--format', 'json']);
const sent = (method: string) =>
  registry.requests
    .filter((request) => request.method === method)
    .map(({ url, body }) => ({ url, ...JSON.parse(body) }));

const INTEGER = fingerprint(canonicalJson({ type: 'integer' }));

describe('forewarn import --confluent', () => {
  it('tells what each version was, under which name it would be here, and what is in another format', async () => {
    confluent.subjects.set('OrderCreated-value', [
      json({ type: 'integer' }, { ts: 1_700_000_000_000 }),
      json({ type: ['integer', 'string'] }, { ts: 1_710_000_000_000 }),
    ]);
    confluent.subjects.set('clicks-value', [{ schema: '"string"' }]);
    confluent.subjects.set('views-value', [{ schema: 'syntax = "proto3";', schemaType: 'PROTOBUF' }]);
    confluent.modes.set('OrderCreated-value', 'FULL');

    const { exit, stdout } = await dryRun();

    const answer = JSON.parse(stdout);
    const schema = JSON.parse(readFileSync(new URL('../../../schemas/output.schema.json', import.meta.url), 'utf8'));
    expect(findFaults(schema, answer)).toEqual([]);
    expect(answer.result).toMatchObject({
      mappings: [{ from: 'OrderCreated-value', to: 'order-created-value', compatibility: 'FULL' }],
      skippedSubjects: [
        { name: 'clicks-value', type: 'AVRO' },
        { name: 'views-value', type: 'PROTOBUF' },
      ],
      histories: [
        {
          headline: 'In 3 months, 1 change, 1 of them breaking, 1 of those unseen by a BACKWARD check.',
          steps: [{ date: '2023-11-14T22:13:20.000Z' }, { name: 'version 2', breaking: true }],
        },
      ],
    });
    expect(registry.requests).toEqual([]);
    expect(exit).toBe(0);
  });

  it('reads every page of subjects and of versions', async () => {
    const many = Array.from({ length: 230 }, (_, at) => json({ maximum: at }));
    for (let at = 0; at < 105; at++) confluent.subjects.set(`s${String(at).padStart(3, '0')}`, many.slice(0, 1));
    confluent.subjects.set('t', many);

    const all = await dryRun('--subject-prefix', 't');
    await dryRun('--subject-prefix', 'none');

    expect(JSON.parse(all.stdout).result.histories).toMatchObject([{ subject: 't', summary: { versions: 230 } }]);
    const listed = confluent.seen.filter(({ url }) => url.startsWith('/subjects/t/versions?'));
    expect(listed.map(({ url }) => url.split('?')[1]).slice(0, 3)).toEqual([
      'offset=0&limit=100',
      'offset=100&limit=100',
      'offset=200&limit=100',
    ]);
  });

  it('bundles what a version refers to, however deep', async () => {
    confluent.subjects.set('country', [json({ enum: ['de', 'fr'] })]);
    confluent.subjects.set('address', [
      json(
        { type: 'object', properties: { country: { $ref: 'country.json' } } },
        { references: [{ name: 'country.json', subject: 'country', version: 1 }] },
      ),
    ]);
    const order = { type: 'object', properties: { to: { $ref: 'address.json' } } };
    const references = [{ name: 'address.json', subject: 'address', version: 1 }];
    confluent.subjects.set('order', [json(order, { references })]);
    registry.on('POST /v1/subjects/order/versions', { status: 201, body: { version: 1, outcome: 'created' } });

    await runImport(['--subject-prefix', 'order']);

    const [request] = sent('POST');
    expect(request).toMatchObject({ import: true, schema: { properties: { to: { $ref: 'address.json' } } } });
    expect(JSON.stringify(request?.schema.$defs)).toContain('"enum":["de","fr"]');
  });

  it('registers into the subject, and takes its compatibility over where none is set yet', async () => {
    confluent.subjects.set('a', [json({ type: 'integer' })]);
    registry
      .on('GET /v1/subjects/a', { status: 404, body: {} }, { status: 200, body: { name: 'a', policy: {} } })
      .on('POST /v1/subjects/a/versions', { status: 201, body: { version: 1, outcome: 'created' } })
      .on('PUT /v1/subjects/a/policy', { status: 200, body: { policy: {} } });

    const { exit, stdout } = await runImport();

    expect(sent('PUT')).toMatchObject([{ policy: { compatibility: 'BACKWARD' } }]);
    expect(stdout).toContain('Registered 1 version. Nobody was told.');
    expect(exit).toBe(0);
  });

  it.each(['text', 'markdown'])(
    'tells of all that is unchanged in one line, in %s, and of the rest as before',
    async (format) => {
      for (const name of ['a', 'b', 'c', 'd', 'e']) {
        confluent.subjects.set(name, [json({ type: 'integer' })]);
        const items = name === 'b' ? [] : [{ version: 1, fingerprint: INTEGER }];
        registry
          .on(`GET /v1/subjects/${name}`, { status: 200, body: { name, policy: { compatibility: 'FULL' } } })
          .on(`GET /v1/subjects/${name}/versions`, { status: 200, body: { items } })
          .on(`POST /v1/subjects/${name}/versions`, { status: 201, body: { version: 1, outcome: 'created' } });
      }

      const { exit, stdout } = await runImport(['--format', format]);

      const shown = (text: string): string => (format === 'markdown' ? text.replace(/(\b[a-e]\b)/g, '`$1`') : text);
      expect(stdout).toContain(`4 subjects are unchanged: ${shown('a, c, d')} and 1 more\n`);
      expect(stdout).toContain('1 subject of JSON Schema:');
      expect(stdout.match(/the first version/g)).toHaveLength(1);
      expect(stdout).toContain('Registered 1 version; 4 were there already. Nobody was told.');
      expect(exit).toBe(0);
    },
  );

  it('leaves a compatibility that was set here', async () => {
    confluent.subjects.set('a', [json({ type: 'integer' })]);
    registry
      .on('GET /v1/subjects/a', { status: 200, body: { name: 'a', policy: { compatibility: 'FULL' } } })
      .on('GET /v1/subjects/a/versions', { status: 200, body: { items: [] } })
      .on('POST /v1/subjects/a/versions', { status: 201, body: { version: 1, outcome: 'created' } });

    await runImport();

    expect(sent('PUT')).toEqual([]);
  });

  it('goes on with the others where one subject is refused, and ends with its code', async () => {
    for (const name of ['a', 'b']) confluent.subjects.set(name, [json({ type: 'integer' })]);
    registry
      .on('POST /v1/subjects/a/versions', { status: 409, body: { code: 'conflict', detail: 'a was published' } })
      .on('POST /v1/subjects/b/versions', { status: 201, body: { version: 1, outcome: 'created' } });

    const { exit, stderr, stdout } = await runImport();

    expect(stderr).toContain('error: a: a was published');
    expect(stdout).toContain('Registered 1 version.');
    expect(exit).toBe(1);
  });

  it('waits as long as it is asked to, and gives up on a registry that stays broken', async () => {
    confluent.troubles.push({ status: 429, headers: { 'retry-after': '7' } }, { status: 503 });
    const passing = await dryRun();
    confluent.troubles.push(...Array.from({ length: 9 }, () => ({ status: 500 })));
    const broken = await dryRun();

    expect(passing).toMatchObject({ exit: 0, slept: [7000, 1000] });
    expect(broken.stderr).toContain('cannot be read after 6 attempts: it answered 500');
    expect(broken.exit).toBe(3);
  });

  it('sends the password of the environment, and asks for it where it is wanted', async () => {
    confluent.password = 'reader:s3cret';

    const without = await dryRun();
    const env = { FOREWARN_CONFLUENT_AUTH: 'reader:s3cret' };
    const given = await runImport(['--dry-run'], env);

    expect(without).toMatchObject({ exit: 2, stderr: expect.stringContaining('set FOREWARN_CONFLUENT_AUTH') });
    expect(given.exit).toBe(0);
    expect(given.stdout + given.stderr).not.toContain('s3cret');
  });

  it('follows no redirect', async () => {
    confluent.troubles.push({ status: 302, headers: { location: `${registry.url}/subjects` } });

    const { exit, stderr } = await dryRun();

    expect(stderr).toContain('redirects, which is not followed');
    expect(registry.requests).toEqual([]);
    expect(exit).toBe(2);
  });

  it('refuses two names that would be one, unless one is given another', async () => {
    for (const name of ['OrderPaid', 'order-paid']) confluent.subjects.set(name, [json({})]);

    const { exit, stderr } = await dryRun();
    const renamed = await dryRun('--rename', 'OrderPaid=orders.paid');

    expect(stderr).toContain('OrderPaid and order-paid would both be order-paid');
    expect(exit).toBe(2);
    expect(JSON.parse(renamed.stdout).result.mappings).toMatchObject([{ to: 'orders.paid' }, { to: 'order-paid' }]);
  });

  it('names a version that is written in another format, or refers to what is gone', async () => {
    confluent.subjects.set('a', [
      { schema: '"string"' },
      json({ $ref: 'b.json' }, { references: [{ name: 'b.json', subject: 'b', version: 1 }] }),
      json({}),
    ]);

    const { stdout } = await dryRun();

    expect(JSON.parse(stdout).result.histories[0].skipped).toMatchObject([
      { why: 'invalid', detail: 'a version 1 is written in AVRO.' },
      { why: 'invalid', detail: 'b.json is version 1 of b, which does not exist.' },
    ]);
  });

  it.each([
    { argv: ['--confluent', 'ftp://x'], says: 'write it as https://' },
    { argv: ['--confluent', 'http://u:p@x'], says: 'holds a password' },
    { argv: ['--confluent', 'http://127.0.0.1:1', '--git', 'a'], says: 'cannot be used with' },
  ])('refuses $argv: $says', async ({ argv, says }) => {
    const { exit, stderr } = await run(['import', ...argv, '--dry-run']);

    expect(stderr).toContain(says);
    expect(exit).toBe(2);
  });
});
