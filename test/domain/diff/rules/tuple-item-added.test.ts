import { BOTH_DANGEROUS, describeRule, WIDENED } from './rule-table.ts';

describeRule('tuple-item-added', {
  reports: [
    [
      'a position that a closed list gained',
      { type: 'array', prefixItems: [{ type: 'integer' }], items: false },
      { type: 'array', prefixItems: [{ type: 'integer' }, { type: 'string' }], items: false },
      { pointer: '', schemaPointer: '/prefixItems/1', after: { type: 'string' }, severity: WIDENED },
    ],
    [
      'a position that an open list says more of',
      { type: 'array', prefixItems: [{ type: 'integer' }] },
      { type: 'array', prefixItems: [{ type: 'integer' }, { type: 'string' }] },
      { pointer: '', severity: BOTH_DANGEROUS },
    ],
  ],
  leaves: [
    [
      'the same positions in another draft',
      { $schema: 'http://json-schema.org/draft-07/schema#', items: [{ type: 'integer' }, { type: 'string' }] },
      { prefixItems: [{ type: 'integer' }, { type: 'string' }] },
    ],
    ['items of a list', { type: 'array', items: { type: 'integer' } }, { type: 'array', items: { type: 'string' } }],
  ],
});
