import { describeRule, NARROWED } from './rule-table.ts';

describeRule('property-count-narrowed', {
  reports: [
    [
      'an upper bound that came',
      { type: 'object' },
      { type: 'object', maxProperties: 9 },
      { pointer: '', schemaPointer: '/maxProperties', before: {}, after: { maxProperties: 9 }, severity: NARROWED },
    ],
    [
      'a lower bound that rose',
      { type: 'object', minProperties: 1 },
      { type: 'object', minProperties: 2 },
      { pointer: '', severity: NARROWED },
    ],
  ],
  leaves: [
    ['a lower bound of zero, which says nothing', { type: 'object' }, { type: 'object', minProperties: 0 }],
    ['bounds that widened', { type: 'object', maxProperties: 5 }, { type: 'object', maxProperties: 9 }],
  ],
});
