import { BOTH_DANGEROUS, describeRule } from './rule-table.ts';

describeRule('default-changed', {
  reports: [
    [
      'another default',
      { default: 0 },
      { default: 1 },
      { pointer: '', schemaPointer: '/default', before: 0, after: 1, severity: BOTH_DANGEROUS },
    ],
    ['a default that went', { default: 0 }, {}, { pointer: '', before: 0, severity: BOTH_DANGEROUS }],
    ['a default of null that came', {}, { default: null }, { pointer: '', after: null, severity: BOTH_DANGEROUS }],
  ],
  leaves: [
    [
      'a property called default',
      { type: 'object', properties: { default: { type: 'string' } } },
      { type: 'object', properties: { default: { type: 'integer' } } },
    ],
    ['members in another order', { default: { a: 1, b: 2 } }, { default: { b: 2, a: 1 } }],
  ],
});
