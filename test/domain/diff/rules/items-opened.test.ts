import { describeRule, WIDENED } from './rule-table.ts';

describeRule('items-opened', {
  reports: [
    [
      'a tuple that may go on',
      { type: 'array', prefixItems: [{ type: 'integer' }], items: false },
      { type: 'array', prefixItems: [{ type: 'integer' }] },
      { pointer: '', before: 'closed', after: 'open', severity: WIDENED },
    ],
    [
      'it across drafts',
      {
        $schema: 'http://json-schema.org/draft-07/schema#',
        type: 'array',
        items: [{ type: 'integer' }],
        additionalItems: false,
      },
      { type: 'array', prefixItems: [{ type: 'integer' }] },
      { pointer: '', severity: WIDENED },
    ],
  ],
  leaves: [
    [
      'a tuple that ends in both drafts',
      {
        $schema: 'http://json-schema.org/draft-07/schema#',
        type: 'array',
        items: [{ type: 'integer' }],
        additionalItems: false,
      },
      { type: 'array', prefixItems: [{ type: 'integer' }], items: false },
    ],
  ],
});
