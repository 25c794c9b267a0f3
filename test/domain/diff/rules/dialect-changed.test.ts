import { BOTH_SAFE, describeRule } from './rule-table.ts';

describeRule('dialect-changed', {
  reports: [
    [
      'another draft',
      { $schema: 'http://json-schema.org/draft-07/schema#', type: 'string' },
      { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'string' },
      { pointer: '', schemaPointer: '/$schema', before: 'draft-07', after: '2020-12', severity: BOTH_SAFE },
    ],
  ],
  leaves: [
    [
      'a draft that is now said',
      { type: 'string' },
      { $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'string' },
    ],
    [
      'http that became https',
      { $schema: 'http://json-schema.org/draft-07/schema#', type: 'string' },
      { $schema: 'https://json-schema.org/draft-07/schema', type: 'string' },
    ],
  ],
});
