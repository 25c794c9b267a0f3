import { describeRule, NARROWED } from './rule-table.ts';

describeRule('became-required', {
  reports: [
    [
      'an optional property that is now required',
      { type: 'object', properties: { a: { type: 'string' } } },
      { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
      { pointer: '/a', schemaPointer: '/required', before: 'optional', after: 'required', severity: NARROWED },
    ],
  ],
  leaves: [
    [
      'the order of the list',
      { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, required: ['a', 'b'] },
      { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } }, required: ['b', 'a'] },
    ],
    [
      'a list that moved into an allOf',
      { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
      { allOf: [{ type: 'object', properties: { a: { type: 'string' } } }, { required: ['a'] }] },
    ],
  ],
});
