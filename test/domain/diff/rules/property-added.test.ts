import { describe, expect, it } from 'vitest';
import { BOTH_SAFE, changesBetween, describeRule, WIDENED } from './rule-table.ts';

describeRule('property-added', {
  reports: [
    [
      'an optional property',
      { type: 'object', properties: {} },
      { type: 'object', properties: { a: { type: 'string' } } },
      { pointer: '/a', schemaPointer: '/properties/a', after: { type: 'string' }, severity: BOTH_SAFE },
    ],
    [
      'it as breaking for a reader that closes the object',
      { type: 'object', properties: {}, additionalProperties: false },
      { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false },
      { pointer: '/a', severity: WIDENED },
    ],
    [
      'it as breaking for a reader that forbids the name',
      { type: 'object', properties: { a: false } },
      { type: 'object', properties: { a: { type: 'string' } } },
      { pointer: '/a', severity: WIDENED },
    ],
    [
      'it through a reference and an allOf',
      { allOf: [{ $ref: '#/$defs/o' }], $defs: { o: { type: 'object', properties: {} } } },
      { $ref: '#/$defs/p', $defs: { p: { type: 'object', properties: { a: { type: 'string' } } } } },
      { pointer: '/a', schemaPointer: '/$defs/p/properties/a', severity: BOTH_SAFE },
    ],
    [
      'it in the items of a list',
      { items: { type: 'object', properties: {} } },
      { items: { type: 'object', properties: { 'a/b': { type: 'string' } } } },
      { pointer: '/*/a~1b', severity: BOTH_SAFE },
    ],
  ],
  leaves: [
    [
      'a property that moved into the branches of a union',
      { type: 'object', properties: { a: { type: 'string' } } },
      {
        type: 'object',
        oneOf: [
          { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
          { type: 'object', properties: { b: { type: 'integer' } } },
        ],
      },
    ],
    [
      'a property that is required as well',
      { type: 'object', properties: {} },
      { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
    ],
    [
      'a property that is forbidden by false',
      { type: 'object', properties: {} },
      { type: 'object', properties: { a: false } },
    ],
    [
      'a property named like a method',
      { type: 'object', properties: { toString: { type: 'string' } } },
      {
        type: 'object',
        properties: { toString: { type: 'string' }, constructor: { type: 'integer' } },
        required: ['constructor'],
      },
    ],
  ],
});

describe('the message of an added property', () => {
  const next = { type: 'object', properties: { a: { type: 'string' } } };
  it.each([
    [
      'the old version is closed',
      { type: 'object', additionalProperties: false },
      ', where the old version is closed;',
    ],
    ['it forbids the name', { properties: { a: false } }, ', of a name that the old version forbids;'],
    ['it is open', { type: 'object' }, 'optional property added;'],
  ])('says that %s', (_sentence, old, words) => {
    const added = changesBetween(old, next).find(({ ruleId }) => ruleId === 'property-added');
    expect(added?.message).toContain(words);
  });
});
