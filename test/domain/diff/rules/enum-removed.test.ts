import { describeRule, WIDENED } from './rule-table.ts';

describeRule('enum-removed', {
  reports: [
    [
      'a set that went',
      { type: 'string', enum: ['a', 'b'] },
      { type: 'string' },
      { pointer: '', schemaPointer: '/enum', before: ['a', 'b'], severity: WIDENED },
    ],
  ],
  leaves: [
    ['a set that shrank', { enum: ['a', 'b'] }, { enum: ['a'] }],
    ['a constant that went', { type: 'string', const: 'a' }, { type: 'string' }],
  ],
});
