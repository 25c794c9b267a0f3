import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Workspace } from '../../lib/cli/workspace/workspace.ts';
import { parseSchemaValue } from '../../lib/domain/schema/parse-schema.ts';
import { folderWith, run } from './run.ts';

const bundle = async (files: Readonly<Record<string, unknown>>, name: string, references: readonly string[] = []) => {
  const cwd = folderWith(files);
  const source = await new Workspace(
    { cwd, readStdin: () => Promise.resolve('') },
    { references },
    () => undefined,
  ).read(name);
  const parsed = parseSchemaValue(source.value);
  return { source, value: JSON.parse(source.text), problem: parsed.ok ? undefined : parsed };
};
const MONEY = {
  type: 'object',
  properties: { amount: { type: 'number' }, currency: { $ref: '#/definitions/code' } },
  definitions: { code: { type: 'string' } },
};

describe('a schema that refers to other files', () => {
  it('is sent as it was written if it refers to none', async () => {
    const text = '{ "maximum": 9007199254740993,\n "type": "number" }';

    const { source } = await bundle({ 'a.json': text }, 'a.json');

    expect(source).toMatchObject({ text, name: 'a.json', files: ['a.json'] });
  });

  it('takes them along under $defs, with an $id that its references lead to', async () => {
    const files = {
      'schemas/order.json': {
        properties: { total: { $ref: 'types/money.json' }, code: { $ref: 'types/money.json#/definitions/code' } },
      },
      'schemas/types/money.json': MONEY,
    };

    const { value, source, problem } = await bundle(files, 'schemas/order.json');

    expect(value).toEqual({
      ...files['schemas/order.json'],
      $defs: { 'types/money.json': { ...MONEY, $id: '/types/money.json' } },
    });
    expect(problem).toBeUndefined();
    expect(source.files).toEqual(['schemas/order.json', 'schemas/types/money.json']);
  });

  it('keeps the $id of a file, and its references as they are where that is where they lead', async () => {
    const files = {
      'order.json': {
        $id: 'https://example.com/s/order.json',
        properties: { total: { $ref: 'money.json' }, note: { $ref: 'note.json' } },
      },
      'money.json': { ...MONEY, $id: 'https://example.com/s/money.json' },
      'note.json': { $id: 'https://elsewhere.example/note.json', type: 'string' },
    };

    const { value, problem } = await bundle(files, 'order.json');

    expect(value.properties).toEqual({
      total: { $ref: 'money.json' },
      note: { $ref: 'https://elsewhere.example/note.json' },
    });
    expect(Object.keys(value.$defs)).toEqual([
      'https://example.com/s/money.json',
      'https://elsewhere.example/note.json',
    ]);
    expect(problem).toBeUndefined();
  });

  it('follows circles, also back to itself', async () => {
    const files = {
      'a.json': { properties: { b: { $ref: 'b.json' } } },
      'b.json': { properties: { a: { $ref: 'a.json' }, b: { $ref: '#' } } },
    };

    const { value, problem } = await bundle(files, 'a.json');

    expect(value).toMatchObject({ $id: '/a.json', $defs: { 'b.json': { properties: { a: { $ref: 'a.json' } } } } });
    expect(problem).toBeUndefined();
  });

  it('names the dialect of a file that is another one, in the words of the outer one', async () => {
    const files = {
      'a.json': { $schema: 'http://json-schema.org/draft-07/schema#', properties: { b: { $ref: 'b.json' } } },
      'b.json': { $schema: 'https://json-schema.org/draft/2020-12/schema', prefixItems: [{ type: 'string' }] },
    };

    const { value, problem } = await bundle(files, 'a.json');

    expect(value.definitions['b.json']).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' });
    expect(problem).toBeUndefined();
  });

  it('gives a file that is only a $ref an $id that this draft does not hide', async () => {
    const schema = { $schema: 'http://json-schema.org/draft-07/schema#' };
    const files = {
      'a.json': { ...schema, properties: { b: { $ref: 'b.json' } } },
      'b.json': { ...schema, $ref: '#/definitions/B', definitions: { B: { type: 'strin' } } },
    };

    const { value, source } = await bundle(files, 'a.json');

    expect(value.definitions['b.json']).toEqual({
      $id: '/b.json',
      definitions: { B: { type: 'strin' } },
      allOf: [{ $ref: '#/definitions/B' }],
    });
    expect(source.locate('/definitions/b.json/allOf/0/$ref')).toMatchObject({ file: 'b.json', line: 3 });
  });

  it('finds by its own address what the configuration lists under references', async () => {
    const files = {
      'a.json': { $ref: 'https://example.com/common/money.json' },
      'common/money.json': { ...MONEY, $id: 'https://example.com/common/money.json' },
    };

    const { value } = await bundle(files, 'a.json', ['common/*.json']);

    expect(Object.keys(value.$defs)).toEqual(['https://example.com/common/money.json']);
  });

  it('tells where in which file a change is', async () => {
    const { source } = await bundle({ 'a.json': { $ref: 'money.json' }, 'money.json': MONEY }, 'a.json');

    expect(source.locate('/$defs/money.json/properties/amount/type')).toEqual({
      file: 'money.json',
      line: 5,
      column: 7,
    });
    expect(source.locate('/$ref')).toEqual({ file: 'a.json', line: 2, column: 3 });
  });

  it('does not depend on where it is read from', async () => {
    const files = { 'x/a.json': { $ref: '../y/b.json' }, 'y/b.json': { type: 'string' } };
    const cwd = folderWith(files);
    const world = (folder: string) => ({ cwd: folder, readStdin: () => Promise.resolve('') });

    const [above, inside] = [
      await new Workspace(world(cwd), {}, () => undefined).read('x/a.json'),
      await new Workspace(world(join(cwd, 'x')), {}, () => undefined).read('a.json'),
    ];

    expect(inside.text).toBe(above.text);
  });
});

describe('a reference that leads nowhere', () => {
  const cases = [
    {
      files: { 'a.json': '{\n  "$ref": "b.json"\n}' },
      says: 'a.json:2:3: "b.json" leads to no file: there is no b.json',
    },
    {
      files: { 'a.json': '{\n  "$ref": "#/$defs/x"\n}' },
      says: 'a.json:2:3: "#/$defs/x" leads to no schema in this document',
    },
    {
      files: { 'a.json': '{"$ref": "b.json"}', 'b.json': '{\n\n "$ref": "c.json"}' },
      says: 'b.json:3:2: "c.json" leads to no file',
    },
    {
      files: { 'a.json': '{\n "$ref": "b.json#/nope"}', 'b.json': '{}' },
      says: 'a.json:2:2: "b.json#/nope" leads to no schema',
    },
    {
      files: { 'a.json': '{"$ref": "https://example.com/x.json"}' },
      says: 'a.json:1:2: "https://example.com/x.json" is not fetched: keep a copy',
    },
    { files: { 'a.json': '{"$ref": "b.json"}', 'b.json': '[' }, says: 'b.json:1:2 is not JSON' },
    { files: { 'a.json': '{"$ref": "../../../../etc/passwd"}' }, says: 'lies outside the repository' },
    { files: { 'a.yaml': '$ref: b.json\n' }, schema: 'a.yaml', says: 'a.yaml:1:1: "b.json" leads to no file' },
  ];
  it.each(cases)('$says', async ({ files, schema = 'a.json', says }) => {
    const { exit, stderr, stdout } = await run(['check', '--subject', 'a', schema], {
      files,
      env: { FOREWARN_URL: 'http://127.0.0.1:9', FOREWARN_TOKEN: 't' },
    });

    expect(stderr).toContain(says);
    expect([exit, stdout]).toEqual([2, '']);
  });

  it('is one that a symbolic link takes out of the repository', async () => {
    const secret = join(tmpdir(), `forewarn-secret-${process.pid}.json`);
    writeFileSync(secret, '{"const": "secret"}');
    onTestFinished(() => rmSync(secret));
    const cwd = folderWith({ 'a.json': { $ref: 'link.json' } });
    symlinkSync(secret, join(cwd, 'link.json'));

    const { exit, stderr } = await run(['check', '--subject', 'a', 'a.json', '--against', 'a.json'], { cwd });

    expect(exit).toBe(2);
    expect(stderr).toContain('link.json lies outside the repository');
    expect(stderr).toContain('a.json:2:3: "link.json" leads there');
  });

  it('is one to a file that would take the place of another', async () => {
    const files = {
      'x/a.json': { anyOf: [{ $ref: '../b.json' }, { $ref: 'b.json' }] },
      'b.json': true,
      'x/b.json': false,
    };

    const { stderr } = await run(['diff', 'x/a.json', 'x/a.json'], { files });

    expect(stderr).toContain(
      'x/b.json and b.json would both be https://document.invalid/b.json in one bundle: give each its own $id.',
    );
  });
});

const OPENAPI = `openapi: 3.0.3
info: { title: Payments, version: '1' }
components:
  schemas:
    Order:
      type: object
      properties:
        id: { type: integer, maximum: 9007199254740993 }
        note: { type: string, nullable: true }
        total: { $ref: '#/components/schemas/Money' }
        parent: { $ref: '#/components/schemas/Order' }
    Money:
      type: object
      properties:
        currency: { $ref: 'common.json#/definitions/code' }
    Unrelated: { type: string }
`;

describe('a schema inside an API document', () => {
  it('is taken out with the schemas that it needs, and no others', async () => {
    const { value, problem, source } = await bundle(
      { 'api/openapi.yaml': OPENAPI, 'api/common.json': MONEY },
      'api/openapi.yaml#/components/schemas/Order',
    );

    expect(value).toMatchObject({
      $schema: 'http://json-schema.org/draft-04/schema',
      properties: {
        note: { type: ['string', 'null'] },
        total: { $ref: '#/definitions/Money' },
        parent: { $ref: '#' },
      },
    });
    expect(Object.keys(value.definitions)).toEqual(['Money', 'common.json']);
    expect(source.text).toContain('9007199254740993');
    expect(problem).toBeUndefined();
    expect(source.locate('/properties/total')).toEqual({ file: 'api/openapi.yaml', line: 10, column: 9 });
    expect(source.locate('/definitions/Money/properties/currency')).toEqual({
      file: 'api/openapi.yaml',
      line: 15,
      column: 9,
    });
  });

  it('of OpenAPI 3.1 is what it is, in the dialect that the document names', async () => {
    const document = { openapi: '3.1.0', components: { schemas: { A: { type: ['string', 'null'] } } } };

    const { value } = await bundle({ 'o.json': document }, 'o.json#/components/schemas/A');
    const named = await bundle(
      { 'o.json': { ...document, jsonSchemaDialect: 'https://json-schema.org/draft/2019-09/schema' } },
      'o.json#/components/schemas/A',
    );

    expect(value).toEqual({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: ['string', 'null'] });
    expect(named.value.$schema).toBe('https://json-schema.org/draft/2019-09/schema');
  });

  it('of AsyncAPI is the payload of a message, through its references', async () => {
    const document = {
      asyncapi: '3.0.0',
      components: {
        messages: {
          Placed: { payload: { $ref: '#/components/schemas/Order' } },
          Shipped: {
            payload: { schemaFormat: 'application/schema+json;version=draft-07', schema: { type: 'integer' } },
          },
        },
        schemas: {
          Order: { type: 'object', properties: { a: { $ref: '#/components/schemas/Id' } } },
          Id: { type: 'string' },
        },
      },
    };
    const files = { 'asyncapi.json': document };

    const placed = await bundle(files, 'asyncapi.json#/components/messages/Placed');
    const shipped = await bundle(files, 'asyncapi.json#/components/messages/Shipped/payload');

    expect(placed.value).toEqual({
      $schema: 'http://json-schema.org/draft-07/schema',
      type: 'object',
      properties: { a: { $ref: '#/definitions/Id' } },
      definitions: { Id: { type: 'string' } },
    });
    expect(shipped.value).toMatchObject({ type: 'integer' });
  });

  it.each([
    { name: 'o.json', says: 'o.json describes an API, and is not a schema itself: name one of its schemas' },
    { name: 'o.json#/components/schemas/B', says: 'o.json has no schema at /components/schemas/B.' },
    { name: 'o.json#/components/messages/Avro', says: 'only JSON Schema can be compared' },
    { name: 'o.json#/components/schemas/Loop', says: 'refers to itself' },
  ])('is refused: $says', async ({ name, says }) => {
    const document = {
      asyncapi: '3.0.0',
      components: {
        schemas: { A: true, Loop: { $ref: '#/components/schemas/Loop' } },
        messages: {
          Avro: { payload: { schemaFormat: 'application/vnd.apache.avro;version=1.9.0', schema: { type: 'record' } } },
        },
      },
    };

    await expect(bundle({ 'o.json': document }, name)).rejects.toMatchObject({
      exit: 2,
      message: expect.stringContaining(says),
    });
  });
});

describe('a bundle', () => {
  it('is judged like one file, with proofs that both validators confirm', async () => {
    const old = {
      'old/order.json': { type: 'object', required: ['total'], properties: { total: { $ref: 'money.json' } } },
      'old/money.json': { type: 'integer' },
    };
    const next = { 'new/order.json': old['old/order.json'], 'new/money.json': { type: 'string' } };

    const { exit, stdout } = await run(['diff', 'old/order.json', 'new/order.json'], { files: { ...old, ...next } });

    expect(stdout).toContain('BREAKING type-changed /total integer -> string  new/money.json:2');
    expect(stdout).toContain('    proof    {"total":');
    expect(exit).toBe(1);
  });
});
