import { BOTH_BREAKING, describeRule, NARROWED } from './rule-table.ts';

describeRule('required-property-added', {
  reports: [
    [
      'a property that every record must have',
      { type: 'object', properties: {} },
      { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
      { pointer: '/a', schemaPointer: '/properties/a', after: { type: 'string' }, severity: NARROWED },
    ],
    [
      'a required name that nothing declares',
      { type: 'object', properties: {} },
      { type: 'object', properties: {}, required: ['a'] },
      { pointer: '/a', schemaPointer: '/required', severity: NARROWED },
    ],
    [
      'it as breaking both ways for a closed reader',
      { type: 'object', properties: {}, additionalProperties: false },
      { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false },
      { pointer: '/a', severity: BOTH_BREAKING },
    ],
  ],
  leaves: [
    [
      'a property that was there',
      { type: 'object', properties: { a: { type: 'string' } } },
      { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
    ],
    [
      'an optional property',
      { type: 'object', properties: {} },
      { type: 'object', properties: { a: { type: 'string' } } },
    ],
  ],
});
