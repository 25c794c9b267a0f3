import { describeRule, WIDENED } from './rule-table.ts';

describeRule('property-count-widened', {
  reports: [
    [
      'an upper bound that rose',
      { type: 'object', maxProperties: 5 },
      { type: 'object', maxProperties: 9 },
      {
        pointer: '',
        schemaPointer: '/maxProperties',
        before: { maxProperties: 5 },
        after: { maxProperties: 9 },
        severity: WIDENED,
      },
    ],
    [
      'a lower bound that fell',
      { type: 'object', minProperties: 2 },
      { type: 'object', minProperties: 1 },
      { pointer: '', severity: WIDENED },
    ],
  ],
  leaves: [
    ['a lower bound of zero, which says nothing', { type: 'object', minProperties: 0 }, { type: 'object' }],
    ['bounds that narrowed', { type: 'object', maxProperties: 9 }, { type: 'object', maxProperties: 5 }],
    ['a bound on another type', { type: 'boolean', maxProperties: 5 }, { type: 'boolean' }],
  ],
});
