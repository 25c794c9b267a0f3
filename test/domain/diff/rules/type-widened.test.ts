import { describeRule, WIDENED } from './rule-table.ts';

describeRule('type-widened', {
  reports: [
    [
      'a type that came',
      { type: 'string' },
      { type: ['string', 'integer'] },
      { pointer: '', before: 'string', after: ['integer', 'string'], severity: WIDENED },
    ],
    ['a type that is no longer said', { type: 'string' }, {}, { pointer: '', before: 'string', severity: WIDENED }],
    [
      'a branch of another type',
      { type: 'string' },
      { anyOf: [{ type: 'string' }, { type: 'integer' }] },
      { pointer: '', severity: WIDENED },
    ],
  ],
  leaves: [
    ['an integer that became a number', { type: 'integer' }, { type: 'number' }],
    ['null alone', { type: 'string' }, { type: ['string', 'null'] }],
    [
      'the same types in another form',
      { type: ['string', 'integer'] },
      { anyOf: [{ type: 'string' }, { type: 'integer' }] },
    ],
  ],
});
