import { describeRule, NARROWED } from './rule-table.ts';

describeRule('enum-added', {
  reports: [
    [
      'a set that came',
      { type: 'string' },
      { type: 'string', enum: ['a', 'b'] },
      { pointer: '', schemaPointer: '/enum', after: ['a', 'b'], severity: NARROWED },
    ],
  ],
  leaves: [
    ['a set that grew', { enum: ['a'] }, { enum: ['a', 'b'] }],
    ['a constant that came', { type: 'string' }, { type: 'string', const: 'a' }],
  ],
});
