import { BOTH_DANGEROUS, describeRule } from './rule-table.ts';

describeRule('tuple-item-removed', {
  reports: [
    [
      'a position that a closed list lost',
      { type: 'array', prefixItems: [{ type: 'integer' }, { type: 'string' }], items: false },
      { type: 'array', prefixItems: [{ type: 'integer' }], items: false },
      {
        pointer: '',
        schemaPointer: '/prefixItems/1',
        before: { type: 'string' },
        severity: { serving: 'dangerous', training: 'breaking' },
      },
    ],
    [
      'a position that an open list no longer declares',
      { type: 'array', prefixItems: [{ type: 'integer' }, { type: 'string' }] },
      { type: 'array', prefixItems: [{ type: 'integer' }] },
      { pointer: '', severity: BOTH_DANGEROUS },
    ],
  ],
  leaves: [
    [
      'a position that changed',
      { type: 'array', prefixItems: [{ type: 'integer' }] },
      { type: 'array', prefixItems: [{ type: 'string' }] },
    ],
  ],
});
