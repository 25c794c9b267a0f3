import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf } from '../../../lib/adapters/validation/excerpt.ts';
import { findDefects } from '../../../lib/adapters/validation/known-defects.ts';
import { askAjv, askHyperjump, type Opinion } from '../../../lib/adapters/validation/validators.ts';
import { fromPlain, type JsonValue, parseJson } from '../../../lib/domain/schema/json.ts';
import { anySchema, anyValue } from '../../domain/containment/arbitraries.ts';

const D4 = { $schema: 'http://json-schema.org/draft-04/schema#' };
const D6 = { $schema: 'http://json-schema.org/draft-06/schema#' };
const D7 = { $schema: 'http://json-schema.org/draft-07/schema#' };
const D19 = { $schema: 'https://json-schema.org/draft/2019-09/schema' };
const THEN = 'then';

const parse = (text: string): JsonValue => {
  const parsed = parseJson(text);
  if (!parsed.ok) throw new Error(parsed.detail);
  return parsed.value;
};

/** Both validators' answers; one that a listed defect explains is left out. */
async function answersTo(schema: JsonValue, record: JsonValue): Promise<readonly Opinion['answer'][]> {
  const question = { schema: excerptOf(schema, record), record, formatMode: 'annotation' } as const;
  const excused = new Set(findDefects(question.schema, record).flatMap(({ validators }) => validators));
  const opinions = { ajv: askAjv(question), hyperjump: await askHyperjump(question) };
  const counted = (['ajv', 'hyperjump'] as const).filter((name) => !excused.has(name));
  return counted.map((name) => opinions[name].answer);
}

const everybodySays = async (schema: JsonValue, record: JsonValue): Promise<Opinion['answer'] | undefined> => {
  const [first, ...others] = await answersTo(schema, record);
  return others.every((other) => other === first) ? first : undefined;
};

const tree = {
  $id: 'tree',
  $dynamicAnchor: 'node',
  type: 'object',
  properties: { data: true, children: { type: 'array', items: { $dynamicRef: '#node' } } },
};
const strictTree = {
  $id: 'https://example.com/strict',
  $ref: 'tree',
  $dynamicAnchor: 'node',
  unevaluatedProperties: false,
  $defs: { tree },
};
const listOfStrings = {
  $id: 'https://example.com/strings',
  $ref: 'list',
  $defs: {
    string: { $dynamicAnchor: 'item', type: 'string' },
    list: { $id: 'list', items: { $dynamicRef: '#item' }, $defs: { any: { $dynamicAnchor: 'item' } } },
  },
};
const recursive = {
  ...D19,
  $id: 'https://example.com/strict',
  $recursiveAnchor: true,
  $ref: 'tree',
  unevaluatedProperties: false,
  $defs: { tree: { $id: 'tree', $recursiveAnchor: true, properties: { child: { $recursiveRef: '#' } } } },
};
const bundle = {
  properties: { a: { $ref: '#name' }, b: { $ref: 'https://example.com/b#/$defs/c' } },
  $defs: {
    a: { $anchor: 'name', type: 'string' },
    b: { $id: 'https://example.com/b', $defs: { c: { type: 'integer' } } },
  },
};
const shadowed = {
  ...D7,
  contentSchema: { $id: '#b', type: 'string' },
  properties: { p: { $ref: '#b' } },
  definitions: { b: { $id: '#b', type: 'integer' } },
};
const reference = {
  ...D7,
  $ref: '#/definitions/a',
  definitions: { a: { properties: { a: { $ref: '#' } }, maxProperties: 1 } },
};
const otherDraft = {
  properties: { a: { $ref: 'old' } },
  $defs: { o: { $id: 'old', ...D7, items: [{ type: 'string' }] } },
};

const circle = {
  a: { allOf: [{ $ref: '#/$defs/b' }], required: ['b'] },
  b: { allOf: [{ $ref: '#/$defs/a' }], type: 'object' },
};

/** Forty definitions with a path for each of 2^40 ways to the last. */
function doubling(keyword: 'allOf' | 'anyOf' | 'oneOf'): object {
  const definitions = Array.from({ length: 40 }, (_, at): [string, object] => {
    const next = { $ref: `#/$defs/n${at + 1}` };
    return [`n${at}`, { [keyword]: [next, next] }];
  });
  return Object.fromEntries([...definitions, ['n40', { type: 'string' }]]);
}

describe('an excerpt means to both validators what the schema means', () => {
  it.each<[what: string, schema: object, record: unknown, answer: 'valid' | 'invalid']>([
    ['an id with the scheme file', { $id: 'file:///schemas/a.json', type: 'string' }, 'a', 'valid'],
    ['an id that is a name', { $id: 'urn:example:a', type: 'string' }, 1, 'invalid'],
    ['an id that is a path', { $id: 'schemas/a', type: 'string' }, 1, 'invalid'],
    ['the id of a meta-schema', { $id: 'https://json-schema.org/draft/2020-12/schema', type: 'string' }, 1, 'invalid'],
    ['the id of another draft’s', { $id: 'http://json-schema.org/draft-07/schema', type: 'string' }, 1, 'invalid'],
    ['a vocabulary', { $id: 'https://example.com/a', $vocabulary: { 'urn:a': true } }, 1, 'valid'],
    ['a vocabulary without an id', { $vocabulary: { 'urn:a': true }, type: 'string' }, 1, 'invalid'],
    ['an id where the draft has none', { id: 'a', type: 'string' }, 1, 'invalid'],
    ['a keyword of OpenAPI', { type: 'string', nullable: true }, null, 'invalid'],
    ['an empty enum', { enum: [] }, 1, 'invalid'],
    ['an empty enum beside others', { allOf: [true], enum: [], properties: {} }, {}, 'invalid'],
    ['a schema that refers to itself on the spot', { type: 'object', allOf: [{ $ref: '#' }] }, 1, 'invalid'],
    ['the same, beside a reference', { $ref: '#', type: 'object' }, {}, 'valid'],
    ['two that refer to each other', { $ref: '#/$defs/a', $defs: circle }, { a: 1 }, 'invalid'],
    ['the other of the two', { $ref: '#/$defs/b', $defs: circle }, { b: 1 }, 'valid'],
    ['a reference to itself in draft 7', { ...D7, allOf: [{ $ref: '#' }], type: 'object' }, 1, 'invalid'],
    ['a branch that is listed twice', { oneOf: [{ type: 'null' }, { minimum: 1 }, { minimum: 1 }] }, 'a', 'invalid'],
    ['a branch beside one that is listed twice', { oneOf: [{ type: 'null' }, false, false] }, null, 'valid'],
    ['nothing but a branch that is listed twice', { oneOf: [true, true] }, 1, 'invalid'],
    ['definitions that list the next one twice', { $ref: '#/$defs/n0', $defs: doubling('allOf') }, 'a', 'valid'],
    ['one of definitions listed twice', { $ref: '#/$defs/n0', $defs: doubling('anyOf') }, 1, 'invalid'],
    ['exactly one of definitions listed twice', { $ref: '#/$defs/n0', $defs: doubling('oneOf') }, 'a', 'invalid'],
    ['a name and an address', bundle, { a: 1 }, 'invalid'],
    ['a pointer into another resource', bundle, { b: 'text' }, 'invalid'],
    ['what both allow', bundle, { a: 'text', b: 1 }, 'valid'],
    ['an anchor in a keyword that the draft ignores', shadowed, { p: 1 }, 'valid'],
    ['an anchor in a keyword that the draft ignores, broken', shadowed, { p: 'text' }, 'invalid'],
    ['a root reference', reference, { a: { a: { a: 1, b: 2 } } }, 'invalid'],
    [
      'siblings of a reference',
      { ...D7, $ref: '#/definitions/a', type: 'string', definitions: { a: true } },
      1,
      'valid',
    ],
    ['a condition before drafts knew it', { ...D6, if: {}, [THEN]: false }, 1, 'valid'],
    ['dependencies after drafts knew them', { dependencies: { a: ['b'] } }, { a: 1 }, 'valid'],
    ['dependencies', { ...D7, dependencies: { a: ['b'], c: false } }, { a: 1 }, 'invalid'],
    ['dependencies that are schemas', { ...D7, dependencies: { a: ['b'], c: false } }, { c: 1 }, 'invalid'],
    ['a constant in draft 4', { ...D4, const: 1, enum: [1, 2] }, 2, 'invalid'],
    ['no positions', { ...D7, items: [], additionalItems: false }, [1], 'invalid'],
    ['positions', { ...D7, items: [true, { type: 'string' }], additionalItems: false }, [1, 'text'], 'valid'],
    ['a dynamic reference', strictTree, { children: [{ daat: 1 }] }, 'invalid'],
    ['a dynamic reference, valid', strictTree, { children: [{ data: 1 }] }, 'valid'],
    ['a dynamic anchor that only a scope leads to', listOfStrings, [1], 'invalid'],
    ['a recursive reference', recursive, { child: { other: 1 } }, 'invalid'],
    ['a recursive reference, valid', recursive, { child: { child: {} } }, 'valid'],
    ['a resource of another draft', otherDraft, { a: [1] }, 'invalid'],
    ['a draft’s own schema', { $ref: 'https://json-schema.org/draft/2020-12/schema' }, { type: 1 }, 'invalid'],
    [
      'a member that it does not name',
      { properties: { a: false }, additionalProperties: { type: 'string' } },
      { b: 1 },
      'invalid',
    ],
  ])('of %s', async (_, schema, record, answer) => {
    expect(await everybodySays(fromPlain(schema), fromPlain(record))).toBe(answer);
  });

  const KEYWORDS: readonly (readonly [schema: string, record: string, answer: 'valid' | 'invalid'])[] = [
    ['{"required":[NAME]}', '{}', 'invalid'],
    ['{"required":[NAME]}', '{NAME:1}', 'valid'],
    ['{"properties":{NAME:{"type":"string"}}}', '{}', 'valid'],
    ['{"properties":{NAME:{"type":"string"}}}', '{NAME:1}', 'invalid'],
    ['{"properties":{NAME:true},"additionalProperties":false}', '{NAME:1}', 'valid'],
    ['{"properties":{"a":true},"additionalProperties":false}', '{NAME:1}', 'invalid'],
    ['{"propertyNames":{"enum":[NAME]}}', '{NAME:1}', 'valid'],
    ['{"const":{NAME:1}}', '{NAME:1}', 'valid'],
    ['{"const":{NAME:1}}', '{NAME:2}', 'invalid'],
    ['{"uniqueItems":true}', '[{NAME:1},{NAME:1}]', 'invalid'],
    ['{"dependentRequired":{NAME:["b"]}}', '{NAME:1}', 'invalid'],
    ['{"dependentRequired":{"a":[NAME]}}', '{"a":1}', 'invalid'],
    ['{"dependentSchemas":{NAME:false}}', '{}', 'valid'],
    ['{"unevaluatedProperties":false}', '{NAME:1}', 'invalid'],
    ['{"anyOf":[{"properties":{"b":true}}],"unevaluatedProperties":false}', '{NAME:1}', 'invalid'],
    ['{"$ref":"#/$defs/NAME","$defs":{NAME:{"type":"string"}}}', '1', 'invalid'],
  ];
  it.each(['toString', 'valueOf', 'constructor', '__proto__', ''])('of members named %j', async (name) => {
    const filled = (text: string) =>
      parse(text.replace('/NAME"', `/${name}"`).replaceAll('NAME', JSON.stringify(name)));
    for (const [schema, record, answer] of KEYWORDS)
      expect([schema, await everybodySays(filled(schema), filled(record))]).toEqual([schema, answer]);
  });

  it('of any schema and record', async () => {
    await fc.assert(
      fc.asyncProperty(anySchema, anyValue, async (schema, value) => {
        const [whole, record] = [fromPlain(schema), fromPlain(value)];
        const ask = (one: JsonValue) => ({ schema: one, record, formatMode: 'annotation' }) as const;
        const excerpt = excerptOf(whole, record);
        expect({ schema, value, ...askAjv(ask(excerpt)) }).toEqual({ schema, value, ...askAjv(ask(whole)) });
        expect({ schema, value, ...(await askHyperjump(ask(excerpt))) }).toEqual({
          schema,
          value,
          ...(await askHyperjump(ask(whole))),
        });
      }),
      { numRuns: 120 },
    );
  });
});

describe('an answer of ajv', () => {
  it('hangs on no other question, of as many as one ajv is asked and of those that fail', () => {
    const home = { ...tree, $id: 'https://record.invalid/0' };
    const about = (at: number): readonly JsonValue[] =>
      [
        home,
        { ...home, properties: { data: { type: at % 2 === 0 ? 'string' : 'null' } } },
        { $id: 'https://record.invalid/0', $defs: { t0: { const: at } }, $ref: '#/$defs/t0' },
        { $ref: 'https://record.invalid/0' },
        { $ref: 'https://record.invalid/0#/$defs/t0' },
        { ...D7, definitions: { t0: { type: 'object' } }, $ref: '#/definitions/t0' },
        { ...D7, $ref: '#/definitions/t0' },
        { ...D7, $ref: 'http://json-schema.org/draft-07/schema#' },
      ].map((schema) => fromPlain(schema));
    const record = fromPlain({ data: 'text' });
    const answersAt = (at: number): readonly Opinion['answer'][] =>
      about(at).map((schema) => askAjv({ schema, record, formatMode: 'annotation' }).answer);
    const first = answersAt(0);
    expect(first).toEqual(['valid', 'valid', 'invalid', 'failed', 'failed', 'valid', 'failed', 'valid']);
    for (let at = 2; at <= 80; at += 2) {
      expect(answersAt(at - 1)[1]).toBe('invalid');
      expect(answersAt(at)).toEqual(first);
    }
  });
});

describe('an excerpt', () => {
  it('leaves out what the record does not touch and says all else in names of its own', () => {
    const schema = fromPlain({
      $id: 'https://example.com/a',
      title: 'A',
      properties: { a: { $ref: '#/properties/b' }, b: { type: 'string' }, c: { $id: 'urn:c' } },
      required: ['a'],
    });
    expect(excerptOf(schema, fromPlain({ a: 1 }))).toEqual(
      fromPlain({
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        properties: { a: { $ref: '#/$defs/t0' } },
        required: ['a'],
        $defs: { t0: { type: 'string' } },
      }),
    );
  });

  it('cannot be read where a reference leads nowhere; nothing is fetched', async () => {
    const schema = fromPlain({ $ref: 'https://json.invalid/elsewhere' });
    expect(await answersTo(schema, 1)).toEqual(['failed', 'failed']);
  });
});
