import { describeRule, WIDENED } from './rule-table.ts';

describeRule('became-optional', {
  reports: [
    [
      'a required property that is now optional',
      { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
      { type: 'object', properties: { a: { type: 'string' } } },
      { pointer: '/a', schemaPointer: '/required', before: 'required', after: 'optional', severity: WIDENED },
    ],
  ],
  leaves: [
    [
      'a property that went',
      { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
      { type: 'object', properties: {} },
    ],
    [
      'a property that became required',
      { type: 'object', properties: { a: { type: 'string' } } },
      { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
    ],
  ],
});
