import { BOTH_BREAKING, describeRule, WIDENED } from './rule-table.ts';

describeRule('property-removed', {
  reports: [
    [
      'an optional property that went',
      { type: 'object', properties: { a: { type: 'string' }, b: { type: 'integer' } } },
      { type: 'object', properties: { b: { type: 'integer' } } },
      { pointer: '/a', schemaPointer: '/properties/a', before: { type: 'string' }, severity: WIDENED },
    ],
    [
      'it as breaking for history where the new object is closed',
      { type: 'object', properties: { a: { type: 'string' } } },
      { type: 'object', properties: {}, additionalProperties: false },
      { pointer: '/a', severity: BOTH_BREAKING },
    ],
    [
      'it as breaking for history where the new object forbids it by false',
      { type: 'object', properties: { a: { type: 'string' } } },
      { type: 'object', properties: { a: false } },
      { pointer: '/a', severity: BOTH_BREAKING },
    ],
    [
      'a member of a nullable object',
      {
        type: 'object',
        properties: { o: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'integer' } } } },
      },
      {
        type: 'object',
        properties: { o: { anyOf: [{ type: 'object', properties: { b: { type: 'integer' } } }, { type: 'null' }] } },
      },
      { pointer: '/o/a', severity: WIDENED },
    ],
  ],
  leaves: [
    [
      'a property that moved into a branch',
      { type: 'object', properties: { a: { type: 'string' } } },
      {
        type: 'object',
        anyOf: [
          { type: 'object', properties: { a: { type: 'string' } } },
          { type: 'object', properties: { b: { type: 'integer' } } },
        ],
      },
    ],
    [
      'a property that moved into an allOf',
      { type: 'object', properties: { a: { type: 'string' }, b: { type: 'integer' } } },
      {
        allOf: [
          { type: 'object', properties: { a: { type: 'string' } } },
          { type: 'object', properties: { b: { type: 'integer' } } },
        ],
      },
    ],
    [
      'a property of an object that is a string now',
      { properties: { x: { type: 'object', properties: { a: { type: 'string' } } } } },
      { properties: { x: { type: 'string' } } },
    ],
  ],
});
