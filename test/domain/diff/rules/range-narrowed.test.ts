import { describeRule, NARROWED } from './rule-table.ts';

describeRule('range-narrowed', {
  reports: [
    [
      'a minimum that came',
      { type: 'number' },
      { type: 'number', minimum: 0 },
      { pointer: '', schemaPointer: '/minimum', before: {}, after: { minimum: 0 }, severity: NARROWED },
    ],
    [
      'a range that moved, beside its widening',
      { minimum: 0, maximum: 10 },
      { minimum: 5, maximum: 20 },
      { pointer: '', severity: NARROWED },
    ],
  ],
  leaves: [
    ['a range that widened', { maximum: 5 }, { maximum: 10 }],
    ['a number that is written otherwise', { maximum: 10 }, { maximum: 1e1 }],
  ],
});
