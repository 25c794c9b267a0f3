import { BOTH_BREAKING, describeRule } from './rule-table.ts';

describeRule('pattern-changed', {
  reports: [
    [
      'another pattern',
      { type: 'string', pattern: '^a' },
      { type: 'string', pattern: '^b' },
      { pointer: '', schemaPointer: '/pattern', before: '^a', after: '^b', severity: BOTH_BREAKING },
    ],
  ],
  leaves: [
    ['a pattern that came', { type: 'string' }, { type: 'string', pattern: '^a' }],
    ['the same pattern', { pattern: '^a', minLength: 1 }, { pattern: '^a' }],
  ],
});
