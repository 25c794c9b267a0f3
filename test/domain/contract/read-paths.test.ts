import { describe, expect, it } from 'vitest';
import { changesRead, touches } from '../../../lib/domain/contract/read-paths.ts';
import { changesBetween } from '../diff/rules/rule-table.ts';

describe('touches', () => {
  it.each([
    ['the same place', '/a/b', '/a/b'],
    ['a place beneath what is read', '/a/b/c', '/a/b'],
    ['what holds the field that is read', '/a', '/a/b'],
    ['the whole record', '', '/a'],
    ['one position, for a reader of all items', '/items/2', '/items/*'],
    ['one position, for a reader of a member of all items', '/items/2', '/items/*/price'],
    ['one position of a position, for a reader of all', '/grid/0/1', '/grid/*/*'],
    ['any item, for a reader of one position', '/items/*', '/items/2'],
    ['one position, for its reader', '/2', '/2'],
    ['any member of a map, for a reader of one', '/by-id/*/price', '/by-id/a/price'],
  ])('finds that a change concerns its reader: %s', (_sentence, change, read) => {
    expect(touches(change, read)).toBe(true);
  });

  it.each([
    ['another member', '/a/b', '/a/c'],
    ['a name that begins alike', '/ab', '/a'],
    ['another position', '/items/2', '/items/1'],
    ['another member of all items', '/items/2/price', '/items/*/name'],
  ])('leaves %s', (_sentence, change, read) => {
    expect(touches(change, read)).toBe(false);
  });
});

describe('changesRead', () => {
  it('gives the reader of all items what changed at one position of a tuple', () => {
    const tuple = (unit: string) => ({
      type: 'object',
      properties: { box: { type: 'array', prefixItems: [{ type: 'number' }, { type: 'number', 'x-unit': unit }] } },
    });
    const changes = changesBetween(tuple('EUR'), tuple('cent'));
    expect(changes.map(({ pointer }) => pointer)).toEqual(['/box/1']);
    expect(changesRead(changes, [{ pointer: '/box/*' }])).toEqual(changes);
    expect(changesRead(changes, [{ pointer: '/box' }])).toEqual(changes);
    expect(changesRead(changes, [{ pointer: '/other' }])).toEqual([]);
  });
});
