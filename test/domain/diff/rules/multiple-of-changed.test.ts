import { BOTH_BREAKING, describeRule, NARROWED, WIDENED } from './rule-table.ts';

describeRule('multiple-of-changed', {
  reports: [
    [
      'a step that came',
      { type: 'number' },
      { type: 'number', multipleOf: 5 },
      { pointer: '', after: 5, severity: NARROWED },
    ],
    ['a step that went', { multipleOf: 5 }, {}, { pointer: '', before: 5, severity: WIDENED }],
    ['a coarser step', { multipleOf: 0.1 }, { multipleOf: 0.3 }, { pointer: '', severity: NARROWED }],
    ['a finer step', { multipleOf: 10 }, { multipleOf: 5 }, { pointer: '', severity: WIDENED }],
    [
      'a step that is neither',
      { multipleOf: 2 },
      { multipleOf: 3 },
      { pointer: '', before: 2, after: 3, severity: BOTH_BREAKING },
    ],
  ],
  leaves: [
    ['a step that is written otherwise', { multipleOf: 10 }, { multipleOf: 1e1 }],
    ['a step on a string', { type: 'string', multipleOf: 2 }, { type: 'string' }],
  ],
});
