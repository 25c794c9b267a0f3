import { BOTH_BREAKING, describeRule } from './rule-table.ts';

describeRule('const-changed', {
  reports: [
    [
      'a constant that is another one',
      { const: 'a' },
      { const: 'b' },
      { pointer: '', schemaPointer: '/const', before: 'a', after: 'b', severity: BOTH_BREAKING },
    ],
  ],
  leaves: [['a constant that is an enum of one value now', { const: 'a' }, { enum: ['a'] }]],
});
