import { describeRule, NARROWED } from './rule-table.ts';

describeRule('enum-value-removed', {
  reports: [
    [
      'each value that the new enum no longer lists',
      { enum: ['a', 'b'] },
      { enum: ['a'] },
      { pointer: '', schemaPointer: '/enum', before: 'b', severity: NARROWED },
    ],
    [
      'values that became one constant',
      { enum: ['a', 'b'] },
      { const: 'a' },
      { pointer: '', before: 'b', severity: NARROWED },
    ],
  ],
  leaves: [
    ['another order', { enum: ['a', 'b'] }, { enum: ['b', 'a'] }],
    ['an enum that went', { enum: ['a'] }, { type: 'string' }],
  ],
});
