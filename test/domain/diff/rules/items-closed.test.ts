import { describeRule, NARROWED } from './rule-table.ts';

describeRule('items-closed', {
  reports: [
    [
      'a tuple that must end',
      { type: 'array', prefixItems: [{ type: 'integer' }] },
      { type: 'array', prefixItems: [{ type: 'integer' }], items: false },
      { pointer: '', schemaPointer: '/items', before: 'open', after: 'closed', severity: NARROWED },
    ],
  ],
  leaves: [
    [
      'items of another type',
      { type: 'array', items: { type: 'integer' } },
      { type: 'array', items: { type: 'string' } },
    ],
    [
      'additionalItems without a tuple, which mean nothing',
      { $schema: 'http://json-schema.org/draft-07/schema#', type: 'array', items: { type: 'integer' } },
      {
        $schema: 'http://json-schema.org/draft-07/schema#',
        type: 'array',
        items: { type: 'integer' },
        additionalItems: false,
      },
    ],
  ],
});
