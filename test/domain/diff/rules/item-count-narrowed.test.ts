import { describeRule, NARROWED } from './rule-table.ts';

describeRule('item-count-narrowed', {
  reports: [
    [
      'an upper bound that came',
      { type: 'array' },
      { type: 'array', maxItems: 9 },
      { pointer: '', schemaPointer: '/maxItems', before: {}, after: { maxItems: 9 }, severity: NARROWED },
    ],
    [
      'a lower bound that rose',
      { type: 'array', minItems: 1 },
      { type: 'array', minItems: 2 },
      { pointer: '', severity: NARROWED },
    ],
  ],
  leaves: [
    ['a lower bound of zero, which says nothing', { type: 'array' }, { type: 'array', minItems: 0 }],
    ['bounds that widened', { type: 'array', maxItems: 5 }, { type: 'array', maxItems: 9 }],
  ],
});
