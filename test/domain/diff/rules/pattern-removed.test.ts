import { describeRule, WIDENED } from './rule-table.ts';

describeRule('pattern-removed', {
  reports: [
    [
      'a pattern that went',
      { type: 'string', pattern: '^a' },
      { type: 'string' },
      { pointer: '', schemaPointer: '/pattern', before: '^a', severity: WIDENED },
    ],
  ],
  leaves: [
    ['a pattern that changed', { pattern: '^a' }, { pattern: '^b' }],
    ['a pattern that moved', { pattern: '^a' }, { allOf: [{ pattern: '^a' }] }],
  ],
});
