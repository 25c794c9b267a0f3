import { BOTH_DANGEROUS, describeRule } from './rule-table.ts';

describeRule('semantics-changed', {
  reports: [
    [
      'another meaning',
      { 'x-semantics': 'gross' },
      { 'x-semantics': 'net' },
      { pointer: '', schemaPointer: '/x-semantics', before: 'gross', after: 'net', severity: BOTH_DANGEROUS },
    ],
  ],
  leaves: [['the same meaning, as an object', { 'x-semantics': { a: 1 } }, { 'x-semantics': { a: 1 }, minLength: 1 }]],
});
