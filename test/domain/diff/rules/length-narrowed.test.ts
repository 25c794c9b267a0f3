import { describeRule, NARROWED } from './rule-table.ts';

describeRule('length-narrowed', {
  reports: [
    [
      'an upper bound that came',
      { type: 'string' },
      { type: 'string', maxLength: 9 },
      { pointer: '', schemaPointer: '/maxLength', before: {}, after: { maxLength: 9 }, severity: NARROWED },
    ],
    [
      'a lower bound that rose',
      { type: 'string', minLength: 1 },
      { type: 'string', minLength: 2 },
      { pointer: '', severity: NARROWED },
    ],
  ],
  leaves: [
    ['a lower bound of zero, which says nothing', { type: 'string' }, { type: 'string', minLength: 0 }],
    ['bounds that widened', { type: 'string', maxLength: 5 }, { type: 'string', maxLength: 9 }],
  ],
});
