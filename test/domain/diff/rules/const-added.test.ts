import { describeRule, NARROWED } from './rule-table.ts';

describeRule('const-added', {
  reports: [
    [
      'a constant that came',
      { type: 'string' },
      { type: 'string', const: 'a' },
      { pointer: '', schemaPointer: '/const', after: 'a', severity: NARROWED },
    ],
  ],
  leaves: [['an enum that came', { type: 'string' }, { type: 'string', enum: ['a'] }]],
});
