import { describe, expect, it } from 'vitest';
import { META_SCHEMAS } from '../../../lib/domain/schema/dialect.ts';
import { fromPlain } from '../../../lib/domain/schema/json.ts';
import {
  type ParsedSchemaResult,
  parseSchema,
  parseSchemaValue,
  type SchemaProblemCode,
} from '../../../lib/domain/schema/parse-schema.ts';

const parse = (schema: unknown): ParsedSchemaResult => parseSchema(JSON.stringify(schema));
const D4 = META_SCHEMAS['draft-04'];
const D6 = META_SCHEMAS['draft-06'];
const D7 = META_SCHEMAS['draft-07'];
const D2019 = META_SCHEMAS['2019-09'];
const nested = (levels: number): unknown =>
  Array.from({ length: levels }).reduce((inner) => ({ properties: { a: inner } }), {});

describe('parseSchema accepts', () => {
  it.each([
    ['a boolean', true, '2020-12'],
    ['a schema without a draft as 2020-12', { prefixItems: [{ type: 'string' }] }, '2020-12'],
    [
      'draft 4 with its own words',
      { $schema: D4, id: 'http://x.example/a', minimum: 1, exclusiveMinimum: true },
      'draft-04',
    ],
    ['draft 6', { $schema: `${D6}#`, const: 1, examples: [1] }, 'draft-06'],
    ['draft 7 by https', { $schema: D7.replace('http:', 'https:'), if: true, items: [true] }, 'draft-07'],
    ['2019-09', { $schema: D2019, $recursiveAnchor: true, items: { $recursiveRef: '#' } }, '2019-09'],
    ['a schema that names no certain draft', { $schema: 'http://json-schema.org/schema#' }, '2020-12'],
    ['vocabularies', { $vocabulary: { 'https://json-schema.org/draft/2020-12/vocab/core': true } }, '2020-12'],
    ['unknown words', { 'x-unit': 'EUR', anything: { $ref: 5 } }, '2020-12'],
    [
      'a pattern that only compiles without the u flag',
      { pattern: '^\\-$', patternProperties: { '\\_': {} } },
      '2020-12',
    ],
    ['256 levels of schemas', nested(256), '2020-12'],
    [
      'names that are methods elsewhere',
      JSON.parse('{"properties":{"__proto__":{"type":"string"},"toString":{}}}'),
      '2020-12',
    ],
    ['a list in which draft 4 wants a value', { $schema: D4, enum: [], required: [], items: [] }, 'draft-04'],
    ['a repeated value in an enum of draft 4', { $schema: D4, enum: [{ a: 1 }, { a: 1 }] }, 'draft-04'],
  ])('%s', (_name, schema, dialect) => {
    expect(parse(schema)).toMatchObject({ ok: true, schema: { dialect } });
  });

  it.each([
    ['a pointer', { $ref: '#/$defs/a', $defs: { a: {} } }],
    ['a percent-encoded and escaped pointer', { $ref: '#/$defs/a%25b~1c~0d%20e', $defs: { 'a%b/c~d e': {} } }],
    ['the root, recursively', { properties: { child: { $ref: '#' } } }],
    ['an anchor', { $ref: '#here', $defs: { a: { $anchor: 'here' } } }],
    ['a dynamic anchor', { $dynamicRef: '#node', $defs: { a: { $dynamicAnchor: 'node' } } }],
    ['an anchor of draft 7', { $schema: D7, $ref: '#here', definitions: { a: { $id: '#here' } } }],
    ['an anchor of draft 4', { $schema: D4, allOf: [{ $ref: '#here' }], definitions: { a: { id: '#here' } } }],
    ['a resource by its absolute $id', { $ref: 'https://x.example/a', $defs: { a: { $id: 'https://x.example/a' } } }],
    [
      'a resource by a relative $id',
      { $id: 'https://x.example/dir/root', $ref: 'a#/$defs/b', $defs: { a: { $id: 'a', $defs: { b: {} } } } },
    ],
    ['a urn', { $id: 'urn:example:root', $ref: '#/$defs/a', $defs: { a: {} } }],
    [
      'its own resource from inside',
      { $defs: { a: { $id: 'https://x.example/a', $ref: '#/$defs/b', $defs: { b: {} } } } },
    ],
    [
      'an embedded resource of another draft',
      {
        $defs: {
          a: {
            $id: 'https://x.example/a',
            $schema: D7,
            items: [true],
            allOf: [{ $ref: '#/definitions/b' }],
            definitions: { b: {} },
          },
        },
      },
    ],
    [
      'a place that no keyword calls a schema',
      { $ref: '#/components/a', components: { a: { $ref: '#/components/b' }, b: {} } },
    ],
    ['a $defs beside a $ref that hides its siblings', { $schema: D7, $ref: '#/definitions/a', definitions: { a: {} } }],
    ["a draft's own meta-schema", { properties: { schema: { $ref: META_SCHEMAS['draft-07'] } } }],
    ['a vocabulary of a meta-schema', { $ref: 'https://json-schema.org/draft/2020-12/meta/core#/$defs/uriString' }],
    [
      'an anchor that two equal schemas have',
      { $ref: '#a', $defs: { a: { $anchor: 'a', type: 'string' }, b: { type: 'string', $anchor: 'a' } } },
    ],
    [
      'an anchor whose name stands in a keyword of another draft as well',
      {
        $schema: D7,
        contentSchema: { $id: '#b', type: 'string' },
        prefixItems: [{ $id: '#b', type: 'null' }],
        definitions: { b: { $id: '#b', type: 'integer' } },
        properties: { p: { $ref: '#b' } },
      },
    ],
  ])('a reference to %s', (_name, schema) => {
    expect(parse(schema)).toMatchObject({ ok: true });
  });

  it.each(['enum', 'examples'])('what looks like a reference inside %s', (keyword) => {
    expect(parse({ [keyword]: [{ $ref: 'https://x.example/remote' }] })).toMatchObject({ ok: true });
  });
  it.each(['const', 'default', 'x-anything'])('what looks like a reference inside %s', (keyword) => {
    expect(parse({ [keyword]: { $ref: 'https://x.example/remote', pattern: '(' } })).toMatchObject({ ok: true });
  });
  it('a property that is called $ref', () => {
    expect(parse({ properties: { $ref: { type: 'string' }, $id: { type: 'string' } } })).toMatchObject({ ok: true });
  });
  it('a reference that draft 7 ignores beside another', () => {
    expect(
      parse({ $schema: D7, $ref: '#/definitions/a', allOf: [{ $ref: 'https://x.example/b' }], definitions: { a: {} } }),
    ).toMatchObject({ ok: true });
  });
});

describe('parseSchema refuses', () => {
  const refusals: readonly (readonly [string, SchemaProblemCode, string, string | RegExp, unknown])[] = [
    ['a number', 'invalid-schema', '', 'an object or a boolean', 5],
    [
      'an unknown draft, with those it knows',
      'unknown-dialect',
      '/$schema',
      'https://json-schema.org/draft/2020-12/schema',
      { $schema: 'https://x.example/schema' },
    ],
    ['a draft that is not text', 'unknown-dialect', '/$schema', 'not a known dialect', { $schema: 5 }],
    [
      'an unknown draft of an embedded resource',
      'unknown-dialect',
      '/$defs/a/$schema',
      'not a known dialect',
      { $defs: { a: { $id: 'https://x.example/a', $schema: 'https://x.example/b' } } },
    ],
    [
      'a type that does not exist',
      'invalid-schema',
      '/properties/a/type',
      /must be one of array.*read as 2020-12/,
      { properties: { a: { type: 'text' } } },
    ],
    ['items as a list in 2020-12', 'invalid-schema', '/items', 'read as 2020-12', { items: [true] }],
    [
      'a number as exclusiveMinimum in draft 4',
      'invalid-schema',
      '/exclusiveMinimum',
      'boolean',
      { $schema: D4, minimum: 1, exclusiveMinimum: 1 },
    ],
    [
      'an invalid embedded resource of another draft',
      'invalid-schema',
      '/$defs/a/minLength',
      'must be',
      { $defs: { a: { $id: 'https://x.example/a', $schema: D7, minLength: -1 } } },
    ],
    [
      'a pattern that does not compile',
      'invalid-schema',
      '/properties/a~1b/pattern',
      'not a regular expression',
      { properties: { 'a/b': { pattern: '(' } } },
    ],
    [
      'a patternProperties that does not compile',
      'invalid-schema',
      '/patternProperties/[',
      'not a regular expression',
      { patternProperties: { '[': {} } },
    ],
    [
      'two schemas of one $id',
      'invalid-schema',
      '/$defs/b/$id',
      'names another schema',
      { $defs: { a: { $id: 'https://x.example/a' }, b: { $id: 'https://x.example/a', type: 'string' } } },
    ],
    [
      'a $id that is not a URI',
      'invalid-schema',
      '/$defs/a/$id',
      'not a URI reference',
      { $defs: { a: { $id: 'http://[' } } },
    ],
    [
      'a remote reference, with the remedy',
      'remote-reference',
      '/properties/a/items/$ref',
      'bundle its target',
      { properties: { a: { items: { $ref: 'https://x.example/money.json' } } } },
    ],
    ['a reference to a file', 'remote-reference', '/$ref', 'leaves the document', { $ref: 'file:///etc/passwd' }],
    ['a reference relative to nothing', 'remote-reference', '/$ref', 'leaves the document', { $ref: 'other.json#/a' }],
    [
      'a relative reference under a urn',
      'remote-reference',
      '/$ref',
      'leaves the document',
      { $id: 'urn:example:a', $ref: 'b' },
    ],
    [
      'a dangling pointer',
      'dangling-reference',
      '/$ref',
      'leads to no schema',
      { $ref: '#/$defs/a', $defs: { b: {} } },
    ],
    [
      'a dangling anchor',
      'dangling-reference',
      '/$ref',
      'leads to no schema',
      { $ref: '#a', $defs: { b: { $anchor: 'b' } } },
    ],
    [
      'a pointer to what is not a schema',
      'dangling-reference',
      '/$ref',
      'leads to no schema',
      { $ref: '#/title', title: 'x' },
    ],
    ['a broken percent code', 'dangling-reference', '/$ref', 'leads to no schema', { $ref: '#/%E0%A4%A' }],
    [
      'a pointer through a prototype',
      'dangling-reference',
      '/$ref',
      'leads to no schema',
      { $ref: '#/__proto__/constructor' },
    ],
    [
      'a member that is not a schema and has the name of a keyword',
      'invalid-schema',
      '/properties/items',
      'object',
      { properties: { items: [] } },
    ],
    [
      'an anchor that names two schemas',
      'invalid-schema',
      '/$defs/b/$anchor',
      'names another schema as well, at "/$defs/a": give each its own',
      { $ref: '#a', $defs: { a: { $anchor: 'a', type: 'string' }, b: { $anchor: 'a', type: 'integer' } } },
    ],
    [
      'a name of draft 7 that names two schemas',
      'invalid-schema',
      '/definitions/b/$id',
      'names another schema',
      { $schema: D7, $ref: '#a', definitions: { a: { $id: '#a', type: 'string' }, b: { $id: '#a' } } },
    ],
    [
      'an embedded schema with the address of the one around it',
      'invalid-schema',
      '/$defs/a/$id',
      'names another schema',
      { $id: 'https://x.example/a', $defs: { a: { $id: 'https://x.example/a', type: 'string' } } },
    ],
    [
      'what is not a schema and only a reference calls one',
      'invalid-schema',
      '/components/a/type',
      'one of',
      { $ref: '#/components/a', components: { a: { type: 'strnig' } } },
    ],
    [
      'a $recursiveRef to another place than the root',
      'invalid-schema',
      '/$recursiveRef',
      'must be "#"',
      { $schema: D2019, $recursiveRef: '#/$defs/a', $defs: { a: {} } },
    ],
    [
      'an id that a hidden sibling gives',
      'dangling-reference',
      '/allOf/0/$ref',
      'leads to no schema',
      { $schema: D7, allOf: [{ $ref: '#a' }], definitions: { b: { $ref: '#', $id: '#a' } } },
    ],
    [
      'a reference inside a referenced unknown place',
      'remote-reference',
      '/components/a/$ref',
      'leaves',
      { $ref: '#/components/a', components: { a: { $ref: 'https://x.example/b' } } },
    ],
    [
      'JSON of more levels than 1,000',
      'too-large',
      '',
      '1000',
      Array.from({ length: 1_001 }).reduce((inner) => [inner], []),
    ],
    [
      'more levels of schemas than a validator has calls',
      'invalid-schema',
      '',
      'nests too deeply to be validated',
      Array.from({ length: 990 }).reduce((inner) => ({ items: inner }), {}),
    ],
    ['more than 200,000 values', 'too-large', '', '200000', { enum: Array.from({ length: 200_001 }, (_, at) => at) }],
  ];
  it.each(refusals)('%s', (_name, code, pointer, detail, schema) => {
    const result = parse(schema);
    expect(result).toMatchObject({ ok: false, code, problems: [{ pointer }] });
    if (!result.ok)
      expect(result.problems[0]?.detail).toMatch(
        detail instanceof RegExp ? detail : new RegExp(detail.replace(/[.$]/g, '\\$&')),
      );
  });

  it('what is not JSON, with its line and column', () => {
    expect(parseSchema('{\n  "type": ,\n}')).toMatchObject({
      ok: false,
      code: 'not-json',
      problems: [{ pointer: '', detail: expect.stringContaining('line 2, column 11') }],
    });
  });
  it('a member that occurs twice', () => {
    expect(parseSchema('{"type": "string", "type": "null"}')).toMatchObject({ ok: false, code: 'not-json' });
  });
  it('a text beyond 4,000,000 characters before it is parsed', () => {
    expect(parseSchema(`"${' '.repeat(4_000_000)}"`)).toMatchObject({ ok: false, code: 'too-large' });
  });
  it('every remote reference at once, but no more than twenty', () => {
    const properties = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [`p${at}`, { $ref: `https://x.example/${at}` }]),
    );
    const result = parse({ properties });
    expect(result.ok ? [] : result.problems).toHaveLength(20);
  });
  it('too deep a value that another parser made', () => {
    const deep = Array.from({ length: 1_001 }).reduce<unknown>((inner) => [inner], []);
    expect(parseSchemaValue(fromPlain(deep))).toMatchObject({ ok: false, code: 'too-large' });
  });
});

describe('a parsed schema', () => {
  const schemaOf = (text: string) => {
    const result = parseSchema(text);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    return result.schema;
  };
  it('has one fingerprint whatever its white space, order of members and form of numbers', () => {
    const [left, right] = [
      schemaOf('{"type":"number","maximum":10}'),
      schemaOf('{ "maximum": 1e1,\n "type": "number" }'),
    ];
    expect(left.canonical).toBe('{"maximum":10,"type":"number"}');
    expect(left.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(right.fingerprint).toBe(left.fingerprint);
  });
  it('keeps the digits that a double would lose', () => {
    expect(schemaOf('{"maximum":9007199254740993}').fingerprint).not.toBe(
      schemaOf('{"maximum":9007199254740992}').fingerprint,
    );
    expect(schemaOf('{"multipleOf":1e-400,"maximum":1e400}').canonical).toContain('e-400');
  });
  it('is read as the draft that the caller names where it names none itself', () => {
    expect(parseSchema('{"items":[true]}', { defaultDialect: 'draft-07' })).toMatchObject({
      ok: true,
      schema: { dialect: 'draft-07' },
    });
    expect(parseSchema(`{"$schema":"${D6}"}`, { defaultDialect: 'draft-07' })).toMatchObject({
      schema: { dialect: 'draft-06' },
    });
  });
  it('is the same from text and from a value', () => {
    const value = { type: 'object', properties: { a: { type: 'string' } } };
    expect(parseSchemaValue(fromPlain(value))).toEqual(parseSchema(JSON.stringify(value)));
  });
});

describe('hostile schemas', () => {
  it.each([
    ['a long list of types', { type: Array.from({ length: 50_000 }, (_, at) => `t${at}`) }],
    [
      'a long enum of objects in draft 4',
      { $schema: D4, enum: Array.from({ length: 40_000 }, (_, at) => ({ a: at })) },
    ],
    ['a long list of required names', { required: Array.from({ length: 100_000 }, (_, at) => `t${at}`) }],
    ['a loop of references', { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { $ref: '#/$defs/a' } } }],
    ['a pattern of nested groups', { pattern: '('.repeat(20_000) }],
  ])('%s ends within two seconds', (_name, schema) => {
    const text = JSON.stringify(schema);
    const started = performance.now();
    parseSchema(text);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
