import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../lib/domain/schema/dialect.ts';
import { indexSchema, type SchemaDocument } from '../../../lib/domain/schema/document.ts';
import { fromPlain, isJsonObject } from '../../../lib/domain/schema/json.ts';

function index(schema: unknown, dialect: Dialect = '2020-12'): SchemaDocument {
  const value = fromPlain(schema);
  if (!isJsonObject(value)) throw new TypeError('the test needs an object');
  return indexSchema(value, dialect);
}
const D7 = 'http://json-schema.org/draft-07/schema#';

describe('indexSchema', () => {
  it('lists every place that is a schema, and none that is data', () => {
    const document = index({
      properties: { a: { items: { type: 'string' } }, const: { const: { properties: { b: {} } } } },
      anyOf: [true, { not: {} }],
      default: { properties: { c: {} } },
      dependencies: { d: { type: 'string' } },
    });
    expect(document.locations.map(({ pointer }) => pointer)).toEqual([
      '',
      '/properties/a',
      '/properties/a/items',
      '/properties/const',
      '/anyOf/0',
      '/anyOf/1',
      '/anyOf/1/not',
    ]);
  });

  it('knows the keywords of each draft', () => {
    const schema = { dependencies: { d: {} }, if: {}, contains: {}, additionalItems: {}, items: [{}] };
    const pointers = (dialect: Dialect) =>
      index(schema, dialect)
        .locations.map(({ pointer }) => pointer)
        .sort();
    expect(pointers('draft-04')).toEqual(['', '/additionalItems', '/dependencies/d', '/items/0']);
    expect(pointers('draft-07')).toEqual(['', '/additionalItems', '/contains', '/dependencies/d', '/if', '/items/0']);
    expect(pointers('2019-09')).toEqual(['', '/additionalItems', '/contains', '/if', '/items/0']);
    expect(pointers('2020-12')).toEqual(['', '/contains', '/if']);
  });

  it('gives an embedded resource its own base and draft, and what is inside it too', () => {
    const document = index({
      $id: 'https://x.example/root',
      $defs: { a: { $id: 'sub/a', $schema: D7, definitions: { b: { type: 'string' } } } },
    });
    const inner = document.resolve(document.root, '#/$defs/a/definitions/b');
    expect(inner).toMatchObject({
      pointer: '/$defs/a/definitions/b',
      resource: { uri: 'https://x.example/sub/a', pointer: '/$defs/a', dialect: 'draft-07' },
    });
    expect(document.resolve(document.root, 'sub/a#/definitions/b')).toEqual(inner);
    expect(inner && document.resolve(inner, '#/definitions/b')).toEqual(inner);
    expect(inner && document.resolve(inner, '../root')?.pointer).toBe('');
  });

  it('keeps anchors of one name in two resources apart', () => {
    const document = index({
      $defs: {
        a: { $id: 'https://x.example/a', $defs: { x: { $anchor: 'x', title: 'of a' } } },
        b: { $id: 'https://x.example/b', $defs: { x: { $anchor: 'x', title: 'of b' } } },
      },
    });
    expect(document.resolve(document.root, 'https://x.example/a#x')?.pointer).toBe('/$defs/a/$defs/x');
    expect(document.resolve(document.root, 'https://x.example/b#x')?.pointer).toBe('/$defs/b/$defs/x');
    expect(document.resolve(document.root, '#x')).toBeUndefined();
  });

  it('takes no heed of an $id inside an enum', () => {
    const document = index({ enum: [{ $id: 'https://x.example/a' }] });
    expect(document.resolve(document.root, 'https://x.example/a')).toBeUndefined();
  });

  it('walks to a child by unescaped tokens', () => {
    const document = index({ properties: { 'a/b~c': { prefixItems: [true] } } });
    expect(document.child(document.root, ['properties', 'a/b~c', 'prefixItems', '0'])).toMatchObject({
      schema: true,
      pointer: '/properties/a~1b~0c/prefixItems/0',
    });
    expect(document.child(document.root, ['properties'])).toMatchObject({ pointer: '/properties' });
    expect(document.child(document.root, ['properties', 'a/b~c', 'prefixItems', '00'])).toBeUndefined();
    expect(document.child(document.root, ['properties', 'toString'])).toBeUndefined();
  });
});
