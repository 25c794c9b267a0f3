import { describeRule, NARROWED } from './rule-table.ts';

describeRule('type-narrowed', {
  reports: [
    [
      'a type that went',
      { type: ['string', 'integer'] },
      { type: 'string' },
      { pointer: '', before: ['integer', 'string'], after: 'string', severity: NARROWED },
    ],
    ['a number that became an integer', { type: 'number' }, { type: 'integer' }, { pointer: '', severity: NARROWED }],
    [
      'a type that is now said',
      { type: 'object', properties: { a: {} } },
      { type: 'object', properties: { a: { type: 'string' } } },
      { pointer: '/a', after: 'string', severity: NARROWED },
    ],
  ],
  leaves: [
    ['a type that an enum implied', { enum: ['a'] }, { type: 'string', enum: ['a'] }],
    ['a type that came', { type: 'string' }, { type: ['string', 'integer'] }],
  ],
});
