import { describe, expect, it } from 'vitest';
import { decideContainment } from '../../../../lib/domain/containment/decide.ts';
import { parsed } from '../../parsed.ts';

const D7 = 'http://json-schema.org/draft-07/schema#';
const options = { contentModel: 'open', formatMode: 'annotation' } as const;
const decide = (left: object, right: object) => decideContainment(parsed(left), parsed(right), options);

const NAMED = { definitions: { b: { $id: '#b', type: 'integer' } }, properties: { p: { $ref: '#b' } } };
const INTEGER = { properties: { p: { type: 'integer' } } };
const STRING = { properties: { p: { type: 'string' } } };

describe('a name inside a keyword that the draft ignores', () => {
  it.each([
    ['contentSchema before it', { $schema: D7, contentSchema: { $id: '#b', type: 'string' }, ...NAMED }],
    ['contentSchema behind it', { $schema: D7, ...NAMED, contentSchema: { $id: '#b', type: 'string' } }],
    ['prefixItems', { $schema: D7, prefixItems: [{ $id: '#b', type: 'string' }], ...NAMED }],
    ['dependentSchemas', { $schema: D7, dependentSchemas: { q: { $id: '#b', type: 'string' } }, ...NAMED }],
    ['unevaluatedItems', { $schema: D7, unevaluatedItems: { $id: '#b', type: 'string' }, ...NAMED }],
    ['a keyword that no draft knows', { $schema: D7, example: { $id: '#b', type: 'string' }, ...NAMED }],
    [
      'if in draft 6',
      { $schema: 'http://json-schema.org/draft-06/schema#', if: { $id: '#b', type: 'string' }, ...NAMED },
    ],
    [
      'dependencies in 2020-12',
      {
        dependencies: { q: { $anchor: 'b', type: 'string' } },
        $defs: { b: { $anchor: 'b', type: 'integer' } },
        properties: { p: { $ref: '#b' } },
      },
    ],
  ])('names nothing: %s', (_name, schema) => {
    expect(decide(schema, INTEGER).verdict).toBe('compatible');
    expect(decide(INTEGER, schema).verdict).toBe('compatible');
    expect(decide(schema, STRING)).toMatchObject({ verdict: 'breaking' });
    expect(decide(STRING, schema)).toMatchObject({ verdict: 'breaking' });
  });
});

describe("a reference to a draft's own meta-schema", () => {
  it('is followed, though nothing is fetched', () => {
    const about = { $ref: D7 };
    expect(decide({ type: 'boolean' }, about).verdict).toBe('compatible');
    expect(decide({ type: 'object', properties: { type: { const: 5 } }, required: ['type'] }, about)).toMatchObject({
      verdict: 'breaking',
      witness: { type: 5 },
    });
    expect(decide(about, about).verdict).toBe('compatible');
  });
});
