import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromPlain } from '../../../lib/domain/schema/json.ts';
import { isAsserting, KEYWORD_NAMES } from '../../../lib/domain/schema/keywords.ts';
import { parseSchemaValue } from '../../../lib/domain/schema/parse-schema.ts';

const problemsOf = (schema: unknown): readonly string[] => {
  const parsed = parseSchemaValue(fromPlain(schema), { unknown: 'refused' });
  return parsed.ok ? [] : parsed.problems.map(({ pointer, detail }) => `${parsed.code} ${pointer} ${detail}`);
};
const isTaken = (schema: unknown): boolean => parseSchemaValue(fromPlain(schema), { unknown: 'refused' }).ok;

/** A value of each keyword that all drafts would take there. */
const VALUES: Readonly<Record<string, unknown>> = {
  type: 'string',
  enum: ['a'],
  const: 1,
  format: 'date',
  pattern: 'a',
  required: ['a'],
  uniqueItems: true,
  allOf: [{}],
  anyOf: [{}],
  oneOf: [{}],
  prefixItems: [{}],
  dependentRequired: { a: ['b'] },
  $ref: '#',
  $recursiveRef: '#',
  $dynamicRef: '#',
};
const sampleOf = (keyword: string): unknown =>
  VALUES[keyword] ?? (/^(min|max|multiple|exclusive)/.test(keyword) ? 1 : {});

describe('what is published must be a schema', () => {
  it.each([
    { schema: { user_id: 42 }, says: '"user_id" is not a keyword of JSON Schema' },
    {
      schema: { user_id: 42, category: 'a', amount: 1, at: 'b' },
      says: '"amount", "at", "category" and 1 more are',
    },
    {
      schema: { $schema: 'https://json-schema.org/draft/2020-12/schema', id: 7, title: 'x', price: 1 },
      says: '"price" is',
    },
    { schema: { title: 'K', version: '1.0.0' }, says: '"version" is not a keyword' },
    { schema: { description: 'ok', content: {} }, says: '"content" is not a keyword' },
    { schema: { payload: { type: 'object' } }, says: '"payload" is not a keyword' },
    {
      schema: { $ref: '#/examples/0', examples: [{ payload: {} }] },
      says: 'unknown-keyword /examples/0 is not a schema',
    },
  ])('refuses $schema', ({ schema, says }) => {
    expect(problemsOf(schema).join()).toContain(says);
  });

  it.each([
    { schema: { type: 'object', propertys: {} }, pointer: '/propertys', meant: 'properties' },
    { schema: { properties: {}, requried: ['a'] }, pointer: '/requried', meant: 'required' },
    {
      schema: { properties: { a: { type: 'object', requierd: ['b'] } } },
      pointer: '/properties/a/requierd',
      meant: 'required',
    },
    {
      schema: { type: 'object', additionalproperties: false },
      pointer: '/additionalproperties',
      meant: 'additionalProperties',
    },
    {
      schema: { type: 'object', additional_properties: false },
      pointer: '/additional_properties',
      meant: 'additionalProperties',
    },
    { schema: { oneof: [{}] }, pointer: '/oneof', meant: 'oneOf' },
    { schema: { items: { tpye: 'string' } }, pointer: '/items/tpye', meant: 'type' },
    {
      schema: { properties: { a: { ref: '#/$defs/a' } }, $defs: { a: {} } },
      pointer: '/properties/a/ref',
      meant: '$ref',
    },
    { schema: { properties: { a: { deprecatd: true } } }, pointer: '/properties/a/deprecatd', meant: 'deprecated' },
    { schema: { type: 'string', decription: 'a' }, pointer: '/decription', meant: 'description' },
    { schema: { properties: { a: { readonly: true } } }, pointer: '/properties/a/readonly', meant: 'readOnly' },
    { schema: { items: { exmaple: 1 } }, pointer: '/items/exmaple', meant: 'example' },
    { schema: { items: { exmaples: [1] } }, pointer: '/items/exmaples', meant: 'examples' },
    { schema: { type: 'string', depracated: true }, pointer: '/depracated', meant: 'deprecated' },
    { schema: { type: 'string', nulable: true }, pointer: '/nulable', meant: 'nullable' },
    { schema: { type: 'string', defualt: 'a' }, pointer: '/defualt', meant: 'default' },
    { schema: { $defs: { a: { minLenght: 1 } } }, pointer: '/$defs/a/minLenght', meant: 'minLength' },
  ])('refuses $pointer and names $meant', ({ schema, pointer, meant }) => {
    const name = JSON.stringify(pointer.split('/').at(-1));

    expect(problemsOf(schema)).toEqual([
      `unknown-keyword ${pointer} ${name} is not a keyword: did you mean "${meant}"?`,
    ]);
  });

  it.each([
    true,
    {},
    { title: 'Anything', description: 'goes' },
    { 'x-unit': 'EUR' },
    { type: 'string', markdownDescription: 'a', enumNames: ['a'], tsType: 'X', javaType: 'Y', propertyOrder: 1 },
    { type: 'object', nullable: true, discriminator: {}, xml: {}, example: 1, externalDocs: {} },
    { properties: { requierd: { type: 'string' }, propertys: {} } },
    {
      type: 'object',
      default: { requierd: ['a'] },
      examples: [{ typ: 1 }],
      const: { itmes: {} },
      enum: [{ ref: 'a' }],
    },
    { type: 'string', _format: 'date', '//': 'note', '@type': 'x', comment: 'x' },
    {
      type: 'string',
      samples: ['a'],
      defaults: { a: 1 },
      titles: ['a'],
      descriptions: { en: 'a' },
      enumDescriptions: [],
    },
    { $defs: {} },
    { $defs: { a: { type: 'string' } }, contentMediaType: 'application/json', contentSchema: { $ref: '#/$defs/a' } },
    { $defs: { a: { $defs: { b: {} } } }, $ref: '#/$defs/a' },
    { properties: { a: { note: 'an annotation of ours alone' } } },
    { type: 'object', item: 'a word with no schema in it', types: 3 },
    {
      $id: 'https://a.example/a',
      $ref: 'types#/item',
      $defs: { types: { $id: 'https://a.example/types', item: {}, types: {} } },
    },
  ])('takes %j', (schema) => {
    expect(problemsOf(schema)).toEqual([]);
  });

  it.each([
    { schema: { $defs: { Order: { type: 'object' }, 'a/b': true } }, at: ['/$defs/Order', '/$defs/a~1b'] },
    { schema: { title: 'T', definitions: { A: {} }, $defs: { B: {} } }, at: ['/$defs/B', '/definitions/A'] },
    { schema: { $id: 'https://a.example/a', $defs: { A: { $ref: '#' } }, 'x-owner': 'b' }, at: ['/$defs/A'] },
  ])('refuses a schema that only defines $at', ({ schema, at }) => {
    const parsed = parseSchemaValue(fromPlain(schema), { unknown: 'refused' });

    expect(parsed).toMatchObject({ ok: false, code: 'only-definitions' });
    expect(parsed.ok ? [] : parsed.problems.map(({ pointer }) => pointer)).toEqual(at);
  });

  it.each([
    { user_id: 42, propertys: {} },
    { type: 'string', decription: 'a', readonly: true },
    { $defs: { a: { type: 'string' } } },
  ])('takes %j in what was published before', (schema) => {
    expect(parseSchemaValue(fromPlain(schema)).ok).toBe(true);
  });

  it('takes each keyword of each draft in every other', () => {
    for (const keyword of KEYWORD_NAMES)
      for (const draft of ['http://json-schema.org/draft-07/schema#', 'https://json-schema.org/draft/2020-12/schema'])
        expect(problemsOf({ $schema: draft, type: 'object', [keyword]: sampleOf(keyword) }).join()).not.toContain(
          'is not a keyword',
        );
  });

  it('refuses every slip of one key in a keyword that rejects values, wherever it stands', () => {
    const slips = fc
      .record({
        keyword: fc.constantFrom(...KEYWORD_NAMES.filter((name) => isAsserting(name) && name.length > 4)),
        at: fc.nat(20),
        slip: fc.constantFrom('drop', 'double', 'swap', 'replace', 'case'),
      })
      .map(({ keyword, at, slip }) => ({ keyword, name: misspell(keyword, (at % (keyword.length - 1)) + 1, slip) }))
      .filter(({ name }) => !KEYWORD_NAMES.includes(name));

    fc.assert(
      fc.property(slips, fc.nat(2), ({ keyword, name }, depth) => {
        let schema: unknown = { [name]: sampleOf(keyword) };
        for (let level = 0; level < depth; level++) schema = { type: 'object', properties: { a: schema } };
        expect(isTaken(schema)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

function misspell(name: string, at: number, slip: string): string {
  const [before, here = '', after] = [name.slice(0, at), name[at], name.slice(at + 1)];
  switch (slip) {
    case 'drop':
      return before + after;
    case 'double':
      return before + here + here + after;
    case 'swap':
      return before + after.slice(0, 1) + here + after.slice(1);
    case 'replace':
      return `${before}q${after}`;
    default:
      return name.toUpperCase();
  }
}
