import { BOTH_BREAKING, describeRule, WIDENED } from './rule-table.ts';

describeRule('required-property-removed', {
  reports: [
    [
      'a property that every record had',
      { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
      { type: 'object', properties: {} },
      { pointer: '/a', schemaPointer: '/properties/a', before: { type: 'string' }, severity: WIDENED },
    ],
    [
      'it as breaking for history where the new object is closed',
      { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
      { type: 'object', properties: {}, additionalProperties: false },
      { pointer: '/a', severity: BOTH_BREAKING },
    ],
  ],
  leaves: [
    [
      'a property that became optional',
      { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
      { type: 'object', properties: { a: { type: 'string' } } },
    ],
    ['an optional one', { type: 'object', properties: { a: { type: 'string' } } }, { type: 'object', properties: {} }],
  ],
});
