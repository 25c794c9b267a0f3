import { describeRule, NARROWED, WIDENED } from './rule-table.ts';

describeRule('unique-items-changed', {
  reports: [
    [
      'items that may now repeat',
      { type: 'array', uniqueItems: true },
      { type: 'array' },
      { pointer: '', before: true, after: false, severity: WIDENED },
    ],
    [
      'items that may no longer repeat',
      { type: 'array' },
      { type: 'array', uniqueItems: true },
      { pointer: '', schemaPointer: '/uniqueItems', after: true, severity: NARROWED },
    ],
  ],
  leaves: [['a false, which says nothing', { type: 'array' }, { type: 'array', uniqueItems: false }]],
});
