import { BOTH_DANGEROUS, describeRule } from './rule-table.ts';

describeRule('content-changed', {
  reports: [
    [
      'another encoding',
      { contentEncoding: 'base64' },
      { contentEncoding: 'base16' },
      { pointer: '', before: 'base64', after: 'base16', severity: BOTH_DANGEROUS },
    ],
    [
      'a media type that came',
      {},
      { contentMediaType: 'image/png' },
      { pointer: '', after: 'image/png', severity: BOTH_DANGEROUS },
    ],
    [
      'another schema of the decoded content',
      { contentSchema: { type: 'integer' } },
      { contentSchema: { type: 'string' } },
      { pointer: '', schemaPointer: '/contentSchema', severity: BOTH_DANGEROUS },
    ],
    [
      'another unit in the decoded content',
      { contentSchema: { type: 'integer', 'x-unit': 'EUR' } },
      { contentSchema: { type: 'integer', 'x-unit': 'cent' } },
      { pointer: '', severity: BOTH_DANGEROUS },
    ],
  ],
  leaves: [['the same encoding', { contentEncoding: 'base64', maxLength: 3 }, { contentEncoding: 'base64' }]],
});
