import { describeRule, NARROWED } from './rule-table.ts';

describeRule('pattern-added', {
  reports: [
    [
      'a pattern that came',
      { type: 'string' },
      { type: 'string', pattern: '^a' },
      { pointer: '', schemaPointer: '/pattern', after: '^a', severity: NARROWED },
    ],
    [
      'a second pattern',
      { pattern: '^a' },
      { allOf: [{ pattern: '^a' }, { pattern: 'z$' }] },
      { pointer: '', after: 'z$', severity: NARROWED },
    ],
  ],
  leaves: [
    ['a pattern that changed', { pattern: '^a' }, { pattern: '^b' }],
    ['a pattern on a number', { type: 'integer' }, { type: 'integer', pattern: '^a' }],
  ],
});
