import { BOTH_BREAKING, describeRule, NARROWED, WIDENED } from './rule-table.ts';

describeRule('not-changed', {
  reports: [
    [
      'an exclusion that came',
      {},
      { not: { type: 'string' } },
      { pointer: '', schemaPointer: '/not', after: { type: 'string' }, severity: NARROWED },
    ],
    [
      'an exclusion that went',
      { not: { type: 'string' } },
      {},
      { pointer: '', before: { type: 'string' }, severity: WIDENED },
    ],
    [
      'another exclusion',
      { not: { type: 'string' } },
      { not: { type: 'integer' } },
      { pointer: '', severity: BOTH_BREAKING },
    ],
  ],
  leaves: [
    [
      'the same exclusion',
      { not: { type: 'string' } },
      { not: { $ref: '#/$defs/s' }, $defs: { s: { type: 'string' } } },
    ],
  ],
});
