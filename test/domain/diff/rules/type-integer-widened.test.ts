import { describeRule, WIDENED } from './rule-table.ts';

describeRule('type-integer-widened', {
  reports: [
    [
      'an integer that became a number',
      { type: 'object', properties: { a: { type: 'integer' } } },
      { type: 'object', properties: { a: { type: 'number' } } },
      { pointer: '/a', before: 'integer', after: 'number', severity: WIDENED },
    ],
    ['it beside null', { type: ['integer', 'null'] }, { type: ['number', 'null'] }, { pointer: '', severity: WIDENED }],
  ],
  leaves: [
    ['a number that says integer as well', { type: 'number' }, { type: ['number', 'integer'] }],
    ['a number that became an integer', { type: 'number' }, { type: 'integer' }],
  ],
});
