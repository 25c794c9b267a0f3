import { describeRule, WIDENED } from './rule-table.ts';

describeRule('schema-opened', {
  reports: [
    [
      'a schema that accepted nothing',
      false,
      { type: 'string' },
      { pointer: '', before: false, after: true, severity: WIDENED },
    ],
  ],
  leaves: [['a schema that accepts less', true, { type: 'string' }]],
});
