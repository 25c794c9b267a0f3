import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { proposeSubjects } from '../../../lib/cli/init/propose.ts';
import { GitRepository } from '../git-repository.ts';
import { run } from '../run.ts';

const SCHEMA = 'https://json-schema.org/draft/2020-12/schema';
const address = (version: string, rest = '') => `https://lineage.example/spec/${version}/Core.json${rest}`;
const core = (version: string) => ({
  $schema: SCHEMA,
  $id: address(version),
  oneOf: [{ $ref: '#/$defs/Event' }],
  $defs: { Event: { type: 'object' }, Facet: { type: 'object', properties: { at: { type: 'string' } } } },
});
const facet = (version: string, more: object = {}) => ({
  $schema: SCHEMA,
  type: 'object',
  properties: { facet: { $ref: address(version, '#/$defs/Facet') }, ...more },
});
const plain = { $schema: SCHEMA, type: 'object', properties: { id: { type: 'string' } } };

/** A specification that keeps every version that it ever published, as standards do. */
const LINEAGE = {
  'spec/Core.json': core('2-0-0'),
  'spec/facets/Owner.json': facet('2-0-0'),
  'website/static/spec/1-0-9/Core.json': core('1-0-9'),
  'website/static/spec/2-0-0/Core.json': core('2-0-0'),
  'website/static/spec/facets/1-0-0/Owner.json': facet('1-0-9'),
  'website/static/spec/facets/1-0-9/Gone.json': facet('1-0-9', { a: {} }),
  'website/static/spec/facets/1-0-10/Gone.json': facet('1-0-9', { b: {} }),
  'client/java/src/test/resources/Shared.json': plain,
  'docs/asyncapi-examples/light.json': { asyncapi: '2.6.0', components: { messages: { On: { payload: plain } } } },
  'integration/old/Owner.json': plain,
  'provider/far.json': { ...plain, allOf: [{ $ref: 'https://raw.example/main/Core.json#/definitions/Facet' }] },
  'json/orders.json': { ...plain, title: 'copied' },
  'yaml/orders.yaml': `title: copied\n$schema: ${SCHEMA}\ntype: object\nproperties: { id: { type: string } }\n`,
};

const configOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'forewarn.config.json'), 'utf8'));
const subjectsOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    configOf(folder).subjects.map(({ subject, schema }: Record<'subject' | 'schema', string>) => [schema, subject]),
  );
const init = (folder: string, ...more: string[]) => run(['init', '--prefix', 'open', ...more], { cwd: folder });

describe('init on repositories as they are found', () => {
  it('leaves out older versions, copies, fixtures and examples, and says so', async () => {
    const { folder } = new GitRepository(LINEAGE);
    const { exit, stdout } = await init(folder);

    expect(exit).toBe(0);
    expect(subjectsOf(folder)).toEqual({
      'json/orders.json': 'open.orders',
      'spec/Core.json': 'open.core',
      'spec/facets/Owner.json': 'open.facets.owner',
      'website/static/spec/facets/1-0-10/Gone.json': 'open.facets.gone',
    });
    expect(stdout).toContain('  - 5 older versions are left out (integration/old/Owner.json and 4 more): ');
    expect(stdout).toContain('  - 1 copy is left out (yaml/orders.yaml): another file has the same content');
    expect(stdout).toContain('  - 1 fixture is left out (client/java/src/test/resources/Shared.json): ');
    expect(stdout).toContain('  - 1 example is left out (docs/asyncapi-examples/light.json): ');
  });

  it('tells a machine what it left out and why', async () => {
    const { folder } = new GitRepository(LINEAGE);
    const { aside, references } = JSON.parse((await init(folder, '--dry-run', '--format', 'json')).stdout).result;

    expect(aside).toContainEqual({ schema: 'yaml/orders.yaml', why: 'copy' });
    expect(aside).toContainEqual({ schema: 'website/static/spec/1-0-9/Core.json', why: 'archived' });
    expect(references).toEqual(['spec/Core.json', 'website/static/spec/1-0-9/Core.json']);
  });

  it('lists the files that references mean by address, so that check judges every subject', async () => {
    const made = new GitRepository(LINEAGE);
    const { stdout } = await init(made.folder);
    made.commit('init');
    const checked = await run(['check', '--offline'], { cwd: made.folder });

    expect(configOf(made.folder).references).toEqual(['spec/Core.json', 'website/static/spec/1-0-9/Core.json']);
    expect(stdout).toContain('references: 2 files are found by address (spec/Core.json and 1 more)');
    expect(checked.stdout).toContain('✓ 4 subjects: 4 pass');
    expect(checked.exit).toBe(0);
  });

  it('adds to the references of a configuration only what they lack', async () => {
    const { folder } = new GitRepository({ ...LINEAGE, 'forewarn.config.json': { references: ['spec/*.json'] } });
    await init(folder);

    expect(configOf(folder).references).toEqual(['spec/*.json', 'website/static/spec/1-0-9/Core.json']);
  });

  it('does not propose what check could not judge, and names it with the reason', async () => {
    const { folder } = new GitRepository({
      ...LINEAGE,
      'types.schema.json': { $defs: { Id: { type: 'string' } } },
      'twice.schema.json': '{"type": "object", "type": "string"}',
    });
    const { stdout } = await init(folder, '--dry-run');

    expect(stdout).toContain('! provider/far.json:');
    expect(stdout).toContain(
      '! types.schema.json only defines schemas, and accepts everything: name types.schema.json#/$defs/Id',
    );
    expect(stdout).toContain('! twice.schema.json:1:');
    expect(stdout).not.toContain('+ open.twice');
  });

  it('leaves out components that only their names call errors', async () => {
    const names = ['error_400', '422', 'ProblemDetails', 'ErrorRate', 'Order'];
    const schemas = Object.fromEntries(names.map((name) => [name, { type: 'object' }]));
    const paths = {
      '/rate': {
        get: {
          responses: {
            200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/ErrorRate' } } } },
          },
        },
      },
    };
    const { folder } = new GitRepository({
      'openapi.json': { openapi: '3.0.3', info: { title: 'T', version: '1' }, paths, components: { schemas } },
    });
    const { stdout } = await init(folder);

    // An answer says what a component is for, whatever it is called.
    expect(Object.values(subjectsOf(folder))).toEqual(['open.error-rate', 'open.order']);
    expect(stdout).toContain('  - 3 error bodies are left out');
  });

  it('gives a document the same names whatever stands beside it', async () => {
    const document = (name: string) => ({
      openapi: '3.0.3',
      info: { title: name, version: '1' },
      paths: {},
      components: { schemas: { Order: { type: 'object', title: name } } },
    });
    const files = { 'openapi/orders_v2.json': document('b'), 'b/Refund.schema.json': plain };
    const alone = new GitRepository(files);
    const beside = new GitRepository({
      'openapi/orders_v1.json': document('a'),
      'a/Refund.schema.json': { ...plain, title: 'another' },
      ...files,
    });
    await init(alone.folder);
    await init(beside.folder);

    expect(subjectsOf(alone.folder)).toEqual({
      'b/Refund.schema.json': 'open.b.refund',
      'openapi/orders_v2.json#/components/schemas/Order': 'open.orders-v2.order',
    });
    expect(subjectsOf(beside.folder)).toMatchObject(subjectsOf(alone.folder));
  });

  it('says what was left out where nothing remains', async () => {
    const { folder } = new GitRepository({ 'examples/order.json': plain });
    const { exit, stderr } = await init(folder);

    expect(stderr).toContain('1 file was left out (examples/order.json)');
    expect(exit).toBe(2);
  });

  it('prints the grants with --dry-run as well', async () => {
    const { folder } = new GitRepository(LINEAGE);

    const { stdout } = await init(folder, '--dry-run');

    expect(stdout.match(/forewarn teams grant-prefix YOUR-TEAM open\n/g)).toHaveLength(1);
  });
});

describe('the names that init proposes', () => {
  const namesOf = (...found: string[]) =>
    proposeSubjects(found, { prefix: 'p', listed: [{ subject: 'p.taken', schema: 'x.json' }] }).map(
      ({ subject }) => subject,
    );

  it.each([
    [['schemas/Order.schema.json'], ['p.order']],
    [
      ['schemas/order.json', 'spec/order.json'],
      ['p.schemas.order', 'p.spec.order'],
    ],
    [
      ['order.json', 'order.yaml'],
      ['p.order-json', 'p.order-yaml'],
    ],
    [['taken.json'], ['p.taken-json']],
    [['p/orders/1-0-0/order.json'], ['p.orders.order']],
    [
      ['asyncapi.yaml#/channels/a/messages/seen', 'asyncapi.yaml#/channels/b/messages/seen'],
      ['p.asyncapi-yaml.a.seen', 'p.asyncapi-yaml.b.seen'],
    ],
    [['v2.json#/channels/c/subscribe/message/oneOf/1/payload'], ['p.v2.c-1']],
    [['openapi.json#/components/schemas/Größe'], ['p.groesse']],
  ])('are of %j: %j', (found, names) => {
    expect(namesOf(...found)).toEqual(names);
    expect(namesOf(...[...found].reverse())).toEqual([...names].reverse());
  });

  it('fit into a name, and stay apart', () => {
    const long = (end: string): string => `${'very-long-folder/'.repeat(12)}order-${end}.json`;
    const [one, other] = namesOf(long('a'), long('b'));

    expect(one).toMatch(/^p\.[a-z0-9.-]*order-a-[0-9a-f]{8}$/);
    expect(one?.length).toBeLessThanOrEqual(120);
    expect(other).not.toBe(one);
  });
});

describe('check --offline of what cannot be compared', () => {
  const bad = { ...plain, properties: { id: { type: 'string', pattern: '^[0-9_-.]+$' } } };
  const repository = () =>
    new GitRepository({
      'bad.json': bad,
      'good.json': plain,
      'forewarn.config.json': {
        subjects: [
          { subject: 'p.bad', schema: 'bad.json' },
          { subject: 'p.good', schema: 'good.json' },
        ],
      },
    });
  const check = (made: GitRepository, ...more: string[]) => run(['check', '--offline', ...more], { cwd: made.folder });

  it('is undecided with a warning where it could not be compared before either, and passes unchanged', async () => {
    const { exit, stdout, stderr } = await check(repository());

    expect(stdout).toContain('p.bad  HEAD -> bad.json: no changes, undecided');
    expect(stdout).toContain('UNDECIDED it could not be read before either: bad.json is not a JSON Schema');
    expect(stderr).toContain('warning: bad.json:');
    expect(stderr).toContain('is not a regular expression of ECMA-262');
    expect(exit).toBe(0);
  });

  it.each([
    { flags: [], exit: 1 },
    { flags: ['--on-undecided', 'pass'], exit: 0 },
  ])('exits $exit where it changed, with $flags', async ({ flags, exit }) => {
    const made = repository();
    made.write({ 'bad.json': { ...bad, required: ['id'] } });
    const ran = await check(made, ...flags);

    expect(ran.stdout).toContain('UNDECIDED');
    expect(ran.exit).toBe(exit);
  });

  it('is the mistake of who makes it: exit 2', async () => {
    const made = repository();
    made.write({ 'bad.json': plain });
    made.commit('mended');
    made.write({ 'bad.json': bad });
    const { exit, stdout, stderr } = await check(made);

    expect(stderr).toContain('error: bad.json is not a JSON Schema that can be compared.');
    expect(stdout).toContain('p.good');
    expect(exit).toBe(2);
  });
});
