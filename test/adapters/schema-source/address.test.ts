import { describe, expect, it } from 'vitest';
import { Workspace } from '../../../lib/cli/workspace/workspace.ts';
import { folderWith, run } from '../../cli/run.ts';

const ASYNCAPI_2 = (messages: string): string => `asyncapi: 2.6.0
info: {title: K, version: 1.0.0}
channels:
  orders:
    subscribe:
      message:
        oneOf:
          - $ref: './${messages}#/components/messages/Placed'
          - $ref: '#/components/messages/Local'
components:
  messages:
    Local: {payload: {type: object, properties: {y: {type: string}}}}
`;
const PLACED = (type: string): string => `components:
  messages:
    Placed: {payload: {type: object, properties: {z: {type: ${type}}}}}
`;
const ASYNCAPI_3 = (common: string): string => `asyncapi: 3.0.0
info: {title: K, version: 1.0.0}
channels:
  likes:
    address: likes
    messages:
      liked: {$ref: './${common}#/liked'}
operations:
  send: {action: send, channel: {$ref: '#/channels/likes'}}
`;
const LIKED = (type: string): string => `liked:
  payload: {type: object, properties: {id: {type: ${type}}}}
`;
const files = {
  'old2.yaml': ASYNCAPI_2('messages-old.yaml'),
  'new2.yaml': ASYNCAPI_2('messages-new.yaml'),
  'messages-old.yaml': PLACED('boolean'),
  'messages-new.yaml': PLACED('string'),
  'old3.yaml': ASYNCAPI_3('common-old.yaml'),
  'new3.yaml': ASYNCAPI_3('common-new.yaml'),
  'common-old.yaml': LIKED('string'),
  'common-new.yaml': LIKED('integer'),
};
const diff = (at: string, old: string, next: string, more: Readonly<Record<string, unknown>> = {}) =>
  run(['diff', `${old}${at}`, `${next}${at}`], { files: { ...files, ...more } });

describe('the address of a message', () => {
  it('names the alternatives to choose from, each of which leads to its payload', async () => {
    const all = await diff('#/channels/orders/subscribe/message', 'old2.yaml', 'new2.yaml');
    const placed = await diff('#/channels/orders/subscribe/message/oneOf/0', 'old2.yaml', 'new2.yaml');
    const local = await diff('#/channels/orders/subscribe/message/oneOf/1', 'old2.yaml', 'new2.yaml');

    expect(all.stderr).toContain(
      'is a message, and no schema: name one of old2.yaml#/channels/orders/subscribe/message/oneOf/0, old2.yaml#/channels/orders/subscribe/message/oneOf/1.',
    );
    expect(placed.stdout).toContain('BREAKING type-changed /z boolean -> string  messages-new.yaml:3');
    expect([all.exit, placed.exit, local.exit]).toEqual([2, 1, 0]);
  });

  it.each(['#/channels/likes/messages/liked', '#/channels/likes'])('leads into the file behind it: %s', async (at) => {
    const { exit, stdout } = await diff(at, 'old3.yaml', 'new3.yaml');

    expect(stdout).toContain('BREAKING type-changed /id string -> integer  common-new.yaml:2');
    expect(exit).toBe(1);
  });

  it('counts every file on the way among those whose change is one of the schema', async () => {
    const world = { cwd: folderWith(files), readStdin: async () => '' };

    const { files: read } = await new Workspace(world, {}, () => undefined).read(
      'new3.yaml#/channels/likes/messages/liked',
    );

    expect(read).toEqual(['common-new.yaml', 'new3.yaml']);
  });

  it('reads a payload in another file in the language of the document that led there', async () => {
    const draft7 = (file: string) => ({
      [file]: 'liked:\n  payload: {items: [{type: string}], additionalItems: false}\n',
    });
    const { exit, stderr } = await diff('#/channels/likes/messages/liked', 'old3.yaml', 'new3.yaml', {
      ...draft7('common-old.yaml'),
      ...draft7('common-new.yaml'),
    });

    expect([exit, stderr]).toEqual([0, '']);
  });

  it('names the messages to choose from where a channel has several', async () => {
    const several = { asyncapi: '3.0.0', channels: { c: { messages: { a: { payload: {} }, b: { payload: {} } } } } };

    const { exit, stderr } = await diff('#/channels/c', 'a.json', 'a.json', { 'a.json': several });

    expect(stderr).toContain(
      'a.json#/channels/c is a channel, and no schema: name one of a.json#/channels/c/messages/a, a.json#/channels/c/messages/b.',
    );
    expect(exit).toBe(2);
  });

  it('is refused where it has no payload, or one in another format', async () => {
    const bare = { asyncapi: '3.0.0', components: { messages: { a: { name: 'a' } } } };
    const avro = {
      asyncapi: '3.0.0',
      components: {
        messages: { a: { payload: { schemaFormat: 'application/vnd.apache.avro;version=1.9.0', schema: {} } } },
      },
    };
    const at = '#/components/messages/a';

    expect((await diff(at, 'a.json', 'a.json', { 'a.json': bare })).stderr).toContain('has no payload');
    expect((await diff(at, 'a.json', 'a.json', { 'a.json': avro })).stderr).toContain('vnd.apache.avro');
  });
});

const body = (type: string) => ({ 'application/json': { schema: { type: 'object', properties: { a: { type } } } } });
const openapi = (type: string) => ({
  openapi: '3.1.0',
  info: { title: 'T', version: '1', description: 'd', license: { name: 'MIT' } },
  servers: [{ url: 'https://a.example' }],
  tags: [{ name: 'x', description: 'd' }],
  paths: {
    '/orders': {
      summary: 's',
      get: {
        operationId: 'list',
        parameters: [{ name: 'q', in: 'query', schema: { type } }],
        responses: { 200: { $ref: '#/components/responses/R' }, 400: { description: 'bad' } },
      },
      post: { requestBody: { content: body(type) }, responses: { 201: { description: 'made', content: body(type) } } },
    },
  },
  webhooks: { made: { post: { requestBody: { content: body(type) } } } },
  components: {
    responses: {
      R: { description: 'r', content: body(type) },
      Two: { description: 't', content: { ...body(type), 'application/problem+json': { schema: {} } } },
    },
    securitySchemes: { key: { type: 'apiKey', name: 'k', in: 'header' } },
    examples: { E: { summary: 's', value: { a: 1 } } },
    links: { L: { operationId: 'list', description: 'd' } },
    schemas: { A: { type: 'object', properties: { a: { type } } } },
  },
});
const api = { 'old.json': openapi('integer'), 'new.json': openapi('string') };

describe('an address in an OpenAPI document', () => {
  it.each([
    '#/components/schemas/A',
    '#/components/schemas/A/properties/a',
    '#/components/responses/R',
    '#/components/responses/R/content/application~1json',
    '#/paths/~1orders/get/responses/200',
    '#/paths/~1orders/get/parameters/0',
    '#/paths/~1orders/post/responses/201/content/application~1json/schema',
    '#/paths/~1orders/post/requestBody',
    '#/webhooks/made/post/requestBody',
  ])('leads to the schema of %s', async (at) => {
    const { exit, stdout } = await diff(at, 'old.json', 'new.json', api);

    expect(stdout).toContain('BREAKING type-changed');
    expect(exit).toBe(1);
  });

  it('says in which lens a request body is read, and not of what a webhook sends', async () => {
    const request = await diff('#/paths/~1orders/post/requestBody', 'old.json', 'new.json', api);
    const webhook = await diff('#/webhooks/made/post/requestBody', 'old.json', 'new.json', api);

    expect(request.stderr).toContain('this is what clients send and the API reads');
    expect(webhook.stderr).toBe('');
  });

  it.each([
    {
      at: '',
      says: 'describes an API, and is not a schema itself: name one of its schemas, e.g. new.json#/components/schemas/A',
    },
    { at: '#/info', says: 'new.json#/info is no place of a schema.' },
    { at: '#/paths/~1orders/get', says: 'is an operation, and no schema: name' },
    {
      at: '#/components/responses/Two',
      says: 'name one of new.json#/components/responses/Two/content/application~1json/schema, new',
    },
    { at: '#/components/schemas', says: 'is no place of a schema' },
    { at: '#/components/schemas/None', says: 'has no schema at /components/schemas/None' },
    { at: '#/components/schemas/A/properties', says: 'is no place of a schema' },
  ])('is refused, with what can be named: $says', async ({ at, says }) => {
    const { exit, stderr, stdout } = await diff(at, 'old.json', 'new.json', {
      'old.json': { type: 'object' },
      'new.json': api['new.json'],
    });
    const alone = await run(['diff', 'x.json', `new.json${at}`], {
      files: { 'x.json': {}, 'new.json': api['new.json'] },
    });

    expect(alone.stderr).toContain(says);
    expect([alone.exit, exit, stdout]).toEqual([2, 2, '']);
    expect(stderr).not.toBe('');
  });

  it('is no way for a reference to something else', async () => {
    const document = {
      openapi: '3.1.0',
      components: {
        responses: { R: { description: 'r' } },
        schemas: { A: { $ref: '#/components/responses/R', type: 'object' } },
      },
    };

    const { exit } = await diff('#/components/schemas/A', 'a.json', 'a.json', { 'a.json': document });

    expect(exit).toBe(2);
  });

  /** Every object of a document that the specification calls something else than a schema. */
  it('is read as a schema nowhere else', async () => {
    const leads =
      /^#\/(?:paths\/~1orders\/(?:get\/parameters\/0|post\/responses\/201|post\/requestBody|get\/responses\/200)|webhooks\/made\/post\/requestBody|components\/responses\/R|components\/schemas\/A)(?:$|\/content\/application~1json(?:\/schema(?:\/properties\/a)?)?$|\/properties\/a$|\/schema$)|^#\/components\/responses\/Two\/content\/[^/]*(?:\/schema(?:\/properties\/a)?)?$/;
    const accepted: string[] = [];
    for (const at of pointersOf(openapi('string'))) {
      const { exit } = await run(['diff', 'x.json', `a.json${at}`, '--fail-on', 'breaking'], {
        files: { 'x.json': true, 'a.json': openapi('string') },
      });
      if (exit !== 2 && !leads.test(at)) accepted.push(at);
    }
    expect(accepted).toEqual([]);
  }, 120_000);
});

function pointersOf(value: unknown, at = '#'): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const way = `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return typeof member === 'object' ? [way, ...pointersOf(member, way)] : [];
  });
}

describe('a Swagger 2.0 document', () => {
  const swagger = (type: string): string => `swagger: "2.0"
info: {title: T, version: "1"}
paths: {}
definitions:
  A: {type: object, properties: {b: {type: ${type}}}}
`;
  const both = { 'old.yaml': swagger('string'), 'new.yaml': swagger('integer') };

  it('is not a schema itself', async () => {
    const { exit, stderr } = await diff('', 'old.yaml', 'new.yaml', both);

    expect(stderr).toContain(
      'describes an API, and is not a schema itself: name one of its schemas, e.g. old.yaml#/definitions/A',
    );
    expect(exit).toBe(2);
  });

  it('has definitions that are', async () => {
    const { exit, stdout } = await diff('#/definitions/A', 'old.yaml', 'new.yaml', both);

    expect(stdout).toContain('BREAKING type-changed /b string -> integer');
    expect(exit).toBe(1);
  });

  it.each([
    { line: 'openapi: 4.0.0', says: 'OpenAPI 4.0.0' },
    { line: 'asyncapi: 1.2.0', says: 'AsyncAPI 1.2.0' },
    { line: 'swagger: "1.2"', says: 'Swagger 1.2' },
  ])('of a version that is not known is refused: $says', async ({ line, says }) => {
    const document = `${line}\ncomponents: {schemas: {A: {type: object}}}\n`;
    const { exit, stderr } = await diff('#/components/schemas/A', 'a.yaml', 'a.yaml', { 'a.yaml': document });

    expect(stderr).toContain(`a.yaml is written in ${says}, which cannot be read`);
    expect(exit).toBe(2);
  });

  it('may write its version as a number', async () => {
    const document = 'openapi: 3.1\npaths: {}\n';

    expect((await diff('', 'a.yaml', 'a.yaml', { 'a.yaml': document })).exit).toBe(2);
  });
});
