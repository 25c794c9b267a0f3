import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findFaults } from '../../../lib/cli/manifest/validate.ts';
import { fromPlain } from '../../../lib/domain/schema/json.ts';
import { parseSchemaValue } from '../../../lib/domain/schema/parse-schema.ts';
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
const watch = (argv: readonly string[] = [], more: Parameters<typeof run>[1] = {}) =>
  run(['watch', '--confluent', confluent.url, ...argv], {
    ...more,
    env: { FOREWARN_URL: registry.url, FOREWARN_TOKEN: 'fw_secret', ...more.env },
  });
const sent = () =>
  registry.requests.filter(({ method }) => method === 'POST').map(({ url, body }) => ({ url, ...JSON.parse(body) }));
const created = (version: number, more = {}) => ({ status: 201, body: { version, outcome: 'created', ...more } });
const has = (subject: string, ...contents: readonly unknown[]) => {
  const items = contents.map((content) => {
    const parsed = parseSchemaValue(fromPlain(content));
    return { fingerprint: parsed.ok ? parsed.schema.fingerprint : '' };
  });
  registry
    .on(`GET /v1/subjects/${subject}`, { status: 200, body: { status: 'active', policy: { compatibility: 'FULL' } } })
    .on(`GET /v1/subjects/${subject}/versions`, { status: 200, body: { items: items.reverse() } });
};

describe('forewarn watch', () => {
  it('registers what appeared, as found there, with all that it refers to', async () => {
    confluent.subjects.set('country', [json({ enum: ['de', 'fr'] })]);
    const references = [{ name: 'country.json', subject: 'country', version: 1 }];
    confluent.subjects.set('OrderCreated-value', [
      json({ type: 'object' }, { ts: 1_700_000_000_000 }),
      json({ properties: { to: { $ref: 'country.json' } } }, { references, ts: 1_710_000_000_000 }),
    ]);
    confluent.subjects.set('clicks-value', [{ schema: '"string"' }]);
    has('country', { enum: ['de', 'fr'] });
    has('order-created-value', { type: 'object' });
    registry.on('POST /v1/subjects/order-created-value/versions', created(2, { announcementId: '01KB' }));

    const { exit, stdout, stderr } = await watch();
    expect(stderr).toBe('');

    expect(sent()).toMatchObject([
      {
        foundIn: confluent.url.replace('http://', ''),
        source: { file: 'OrderCreated-value version 2', committedAt: '2024-03-09T16:00:00.000Z' },
        schema: { properties: { to: { $ref: 'country.json' } } },
      },
    ]);
    expect(JSON.stringify(sent()[0]?.schema.$defs)).toContain('"enum":["de","fr"]');
    expect(stdout).toBe(
      [
        `${confluent.url.replace('http://', '')}: 3 subjects (1 in other formats), 1 new version\n`,
        '  OrderCreated-value version 2 -> order-created-value v2  announced: forewarn announcements show 01KB\n',
      ].join(''),
    );
    expect(exit).toBe(0);
  });

  it('says it in JSON as its schema says', async () => {
    confluent.subjects.set('a', [json({})]);
    confluent.subjects.set('---', [json({})]);
    registry.on('POST /v1/subjects/a/versions', created(1)).on('PUT /v1/subjects/a/policy', { status: 200, body: {} });

    const { exit, stdout } = await watch(['--format', 'json', '--rename', 'a=orders.a', '--observe'], {});

    const answer = JSON.parse(stdout);
    const schema = JSON.parse(readFileSync(new URL('../../../schemas/output.schema.json', import.meta.url), 'utf8'));
    expect(findFaults(schema, answer)).toEqual([]);
    expect(answer).toMatchObject({ command: 'watch', exitCode: 2, errors: [{ code: 'invalid-request' }, {}] });
    expect(exit).toBe(2);
  });

  it('goes on with the others where one is refused, and ends with its code', async () => {
    for (const name of ['a', 'b', 'c']) confluent.subjects.set(name, [json({ type: 'integer' })]);
    confluent.troubleAt = ({ pathname }) => (pathname.startsWith('/subjects/b/') ? { status: 403 } : undefined);
    registry
      .on('POST /v1/subjects/a/versions', { status: 403, body: { code: 'forbidden', detail: 'no prefix covers a' } })
      .on('POST /v1/subjects/c/versions', created(1));

    const { exit, stderr, stdout } = await watch();

    expect(stderr).toContain('error: a: no prefix covers a');
    expect(stderr).toContain('refuses with 403');
    expect(stdout).toContain('c version 1 -> c v1  concerns nobody');
    expect(exit).toBe(2);
  });

  it.each(['the other registry', 'ours'])('ends with 3 and what it has where %s goes away', async (which) => {
    for (const name of ['a', 'b', 'c']) confluent.subjects.set(name, [json({ type: 'integer' })]);
    registry.on('POST /v1/subjects/a/versions', created(1));
    if (which === 'ours')
      registry.on('GET /v1/subjects/b', ...Array.from({ length: 8 }, () => ({ status: 503, body: {} })));
    else confluent.troubleAt = ({ pathname }) => (pathname.startsWith('/subjects/b/') ? { status: 500 } : undefined);

    const { exit, stderr, stdout } = await watch();

    expect(stdout).toContain('a version 1 -> a v1');
    expect(stderr).toMatch(which === 'ours' ? /the registry answered 503/ : /cannot be read after 6 attempts/);
    expect(sent()).toHaveLength(1);
    expect(exit).toBe(3);
  });

  it('looks again and again until it is interrupted, and outlives a registry that fails', async () => {
    confluent.subjects.set('a', [json({ type: 'integer' })]);
    has('a', { type: 'integer' });
    confluent.troubles.push(...Array.from({ length: 6 }, () => ({ status: 500 })));

    const { exit, stderr, slept } = await watch(['--every', '15m'], { interruptAt: 8 });

    expect(slept.filter((milliseconds) => milliseconds === 900_000)).toHaveLength(3);
    expect(stderr).toContain('cannot be read after 6 attempts');
    expect(stderr).toContain('interrupted: what was found is registered');
    expect(exit).toBe(0);
  });

  it.each([
    { argv: ['--every', '5s'], says: 'at least 10s' },
    { argv: ['--every', '15'], says: 'Write it as 15m' },
    { argv: ['--rename', 'a'], says: 'is not of the form OLD=NEW' },
  ])('refuses $argv', async ({ argv, says }) => {
    const { exit, stderr } = await watch(argv);

    expect(stderr).toContain(says);
    expect(exit).toBe(2);
  });

  it('leaves what was deleted there alone, softly or not', async () => {
    confluent.subjects.set('a', [json({ type: 'integer' }), json({ type: 'string' }, { deleted: true })]);
    confluent.subjects.set('b', [json({ type: 'integer' }, { deleted: true })]);
    has('a', { type: 'integer' });

    const { exit, stdout } = await watch();

    expect(stdout).toContain('1 subject, 0 new versions');
    expect(sent()).toEqual([]);
    expect(exit).toBe(0);
  });

  it('refuses what is too large, or no name, of one subject, and goes on', async () => {
    confluent.subjects.set('..', [json({})]);
    confluent.subjects.set('large', [json({ description: 'x'.repeat(17_000_000) })]);
    const references = Array.from({ length: 3 }, (_, at) => ({ name: `r${at}`, subject: `ref${at}`, version: 1 }));
    for (const { subject } of references) confluent.subjects.set(subject, [json({ $comment: 'x'.repeat(3_900_000) })]);
    confluent.subjects.set('many', [json({}, { references })]);
    confluent.subjects.set('small', [json({ type: 'integer' })]);
    registry.on('POST /v1/subjects/small/versions', created(1));

    const { exit, stderr, stdout } = await watch(['--subject-prefix', '']);

    expect(stderr).toContain('error: ..: ".." is not a name that can be requested');
    expect(stderr).toContain('error: large: ');
    expect(stderr).toContain('the answer is longer than 16000000 bytes');
    expect(stderr).toContain('error: many: more than 8000000 characters are referred to');
    expect(stdout).toContain('small version 1 -> small v1');
    expect(exit).toBe(2);
  });

  it('follows no redirect, wherever it leads', async () => {
    confluent.troubles.push({ status: 302, headers: { location: `${registry.url}/subjects` } });

    const { exit, stderr } = await watch();

    expect(stderr).toContain('redirects, which is not followed');
    expect(registry.requests).toEqual([]);
    expect(exit).toBe(2);
  });

  it('says the grants that are missing as one command, once', async () => {
    for (const name of ['late-key', 'late-value', 'orders']) {
      confluent.subjects.set(name, [json({ type: 'object' })]);
      registry.on(`POST /v1/subjects/${name}/versions`, {
        status: 403,
        body: {
          ...{ code: 'forbidden', title: 'x', errors: [], detail: `team payments has no prefix that covers ${name}` },
          missingPrefix: { team: 'payments', subject: name },
        },
      });
    }

    const { exit, stderr } = await watch();

    expect(stderr).toBe(`error: 3 subjects have names that no prefix of the team covers; an administrator grants them:
  forewarn teams grant-prefix payments 'late-*' orders
`);
    expect(exit).toBe(2);
  });
});
