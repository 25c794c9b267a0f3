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
  ],
  leaves: [['the same encoding', { contentEncoding: 'base64', maxLength: 3 }, { contentEncoding: 'base64' }]],
});
