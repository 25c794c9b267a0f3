import { describeRule, WIDENED } from './rule-table.ts';

describeRule('item-count-widened', {
  reports: [
    [
      'an upper bound that rose',
      { type: 'array', maxItems: 5 },
      { type: 'array', maxItems: 9 },
      { pointer: '', schemaPointer: '/maxItems', before: { maxItems: 5 }, after: { maxItems: 9 }, severity: WIDENED },
    ],
    [
      'a lower bound that fell',
      { type: 'array', minItems: 2 },
      { type: 'array', minItems: 1 },
      { pointer: '', severity: WIDENED },
    ],
  ],
  leaves: [
    ['a lower bound of zero, which says nothing', { type: 'array', minItems: 0 }, { type: 'array' }],
    ['bounds that narrowed', { type: 'array', maxItems: 9 }, { type: 'array', maxItems: 5 }],
    ['a bound on another type', { type: 'boolean', maxItems: 5 }, { type: 'boolean' }],
  ],
});
