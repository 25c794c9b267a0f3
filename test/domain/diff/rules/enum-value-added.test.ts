import { describeRule, WIDENED } from './rule-table.ts';

describeRule('enum-value-added', {
  reports: [
    [
      'each value that the new enum lists',
      { enum: ['a'] },
      { enum: ['a', 'b', 'c'] },
      [
        { pointer: '', schemaPointer: '/enum', after: 'b', severity: WIDENED },
        { pointer: '', after: 'c', severity: WIDENED },
      ],
    ],
    [
      'a value that joined a constant',
      { const: 'a' },
      { enum: ['a', 'b'] },
      { pointer: '', after: 'b', severity: WIDENED },
    ],
    [
      'a value of a nullable enum',
      { type: ['string', 'null'], enum: ['a', null] },
      { type: ['string', 'null'], enum: ['a', null, 'b'] },
      { pointer: '', after: 'b', severity: WIDENED },
    ],
  ],
  leaves: [
    ['another order', { enum: ['a', 'b'] }, { enum: ['b', 'a'] }],
    ['null, which has rules of its own', { enum: ['a'] }, { enum: ['a', null] }],
    ['values of another type than before', { type: 'integer', enum: [1] }, { type: 'string', enum: ['a'] }],
    ['a number that is written otherwise', { enum: [1] }, { enum: [1.0] }],
  ],
});
