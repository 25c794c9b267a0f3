import { describeRule, WIDENED } from './rule-table.ts';

describeRule('const-removed', {
  reports: [
    [
      'a constant that went',
      { type: 'string', const: 'a' },
      { type: 'string' },
      { pointer: '', schemaPointer: '/const', before: 'a', severity: WIDENED },
    ],
  ],
  leaves: [['a constant that grew into an enum', { const: 'a' }, { enum: ['a', 'b'] }]],
});
