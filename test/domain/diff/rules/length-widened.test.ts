import { describeRule, WIDENED } from './rule-table.ts';

describeRule('length-widened', {
  reports: [
    [
      'an upper bound that rose',
      { type: 'string', maxLength: 5 },
      { type: 'string', maxLength: 9 },
      {
        pointer: '',
        schemaPointer: '/maxLength',
        before: { maxLength: 5 },
        after: { maxLength: 9 },
        severity: WIDENED,
      },
    ],
    [
      'a lower bound that fell',
      { type: 'string', minLength: 2 },
      { type: 'string', minLength: 1 },
      { pointer: '', severity: WIDENED },
    ],
  ],
  leaves: [
    ['a lower bound of zero, which says nothing', { type: 'string', minLength: 0 }, { type: 'string' }],
    ['bounds that narrowed', { type: 'string', maxLength: 9 }, { type: 'string', maxLength: 5 }],
    ['a bound on another type', { type: 'boolean', maxLength: 5 }, { type: 'boolean' }],
  ],
});
