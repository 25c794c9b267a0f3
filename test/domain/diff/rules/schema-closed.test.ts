import { BOTH_BREAKING, describeRule } from './rule-table.ts';

describeRule('schema-closed', {
  reports: [
    [
      'a schema that accepts nothing now',
      { type: 'string' },
      false,
      { pointer: '', schemaPointer: '', before: true, after: false, severity: BOTH_BREAKING },
    ],
    [
      'items that nothing fits',
      { type: 'array', items: { type: 'string' }, contains: { type: 'integer' } },
      { type: 'array', prefixItems: [false], items: { type: 'string' }, contains: { type: 'integer' } },
      { pointer: '/0', severity: BOTH_BREAKING },
    ],
  ],
  leaves: [
    [
      'a list that must end',
      { type: 'array', prefixItems: [{ type: 'integer' }] },
      { type: 'array', prefixItems: [{ type: 'integer' }], items: false },
    ],
    ['false on both sides', { not: {}, allOf: [false] }, false],
  ],
});
