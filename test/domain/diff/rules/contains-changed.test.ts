import { BOTH_BREAKING, describeRule, NARROWED, WIDENED } from './rule-table.ts';

describeRule('contains-changed', {
  reports: [
    [
      'a count that the older draft ignored',
      { $schema: 'http://json-schema.org/draft-07/schema#', properties: { v: { contains: {}, minContains: 2 } } },
      { $schema: 'https://json-schema.org/draft/2019-09/schema', properties: { v: { contains: {}, minContains: 2 } } },
      { pointer: '/v', schemaPointer: '/properties/v/minContains', after: 2 },
    ],
    [
      'a demand that came',
      { type: 'array' },
      { type: 'array', contains: { type: 'integer' } },
      { pointer: '', schemaPointer: '/contains', after: { type: 'integer' }, severity: NARROWED },
    ],
    [
      'a demand that went',
      { type: 'array', contains: { type: 'integer' } },
      { type: 'array' },
      { pointer: '', before: { type: 'integer' }, severity: WIDENED },
    ],
    [
      'another demand',
      { type: 'array', contains: { type: 'integer' } },
      { type: 'array', contains: { type: 'string' } },
      { pointer: '', severity: BOTH_BREAKING },
    ],
    [
      'another count',
      { type: 'array', contains: { type: 'integer' }, minContains: 1 },
      { type: 'array', contains: { type: 'integer' }, minContains: 2 },
      { pointer: '', schemaPointer: '/minContains', severity: BOTH_BREAKING },
    ],
  ],
  leaves: [
    [
      'the same through a reference',
      { type: 'array', contains: { type: 'integer' } },
      { type: 'array', contains: { $ref: '#/$defs/i' }, $defs: { i: { type: 'integer' } } },
    ],
    [
      'a word of draft 6 in draft 4',
      { $schema: 'http://json-schema.org/draft-04/schema#', type: 'array' },
      { $schema: 'http://json-schema.org/draft-04/schema#', type: 'array', contains: { type: 'integer' } },
    ],
  ],
});
