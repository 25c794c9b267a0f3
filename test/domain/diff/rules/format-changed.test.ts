import { BOTH_DANGEROUS, describeRule } from './rule-table.ts';

describeRule('format-changed', {
  reports: [
    [
      'a format that came',
      { type: 'string' },
      { type: 'string', format: 'date' },
      { pointer: '', schemaPointer: '/format', after: 'date', severity: BOTH_DANGEROUS },
    ],
    [
      'another format',
      { format: 'date' },
      { format: 'date-time' },
      { pointer: '', before: 'date', after: 'date-time', severity: BOTH_DANGEROUS },
    ],
    [
      'a format that went',
      { format: 'date' },
      {},
      { pointer: '', schemaPointer: '/format', before: 'date', severity: BOTH_DANGEROUS },
    ],
  ],
  leaves: [['the same format elsewhere', { format: 'date' }, { allOf: [{ format: 'date' }] }]],
});
