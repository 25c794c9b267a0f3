import { BOTH_SAFE, describeRule } from './rule-table.ts';

describeRule('deprecated-removed', {
  reports: [
    [
      'a notice that was taken back',
      { deprecated: true },
      {},
      { pointer: '', schemaPointer: '/deprecated', before: true, after: false, severity: BOTH_SAFE },
    ],
  ],
  leaves: [['a notice that stays', { deprecated: true, minLength: 1 }, { deprecated: true }]],
});
