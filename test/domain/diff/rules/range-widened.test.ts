import { describeRule, WIDENED } from './rule-table.ts';

describeRule('range-widened', {
  reports: [
    [
      'a maximum that rose',
      { type: 'number', minimum: 0, maximum: 10 },
      { type: 'number', minimum: 0, maximum: 100 },
      {
        pointer: '',
        schemaPointer: '/minimum',
        before: { minimum: 0, maximum: 10 },
        after: { minimum: 0, maximum: 100 },
        severity: WIDENED,
      },
    ],
    ['a bound that went', { minimum: 0 }, {}, { pointer: '', before: { minimum: 0 }, after: {}, severity: WIDENED }],
    [
      'a bound that is included now',
      { exclusiveMinimum: 0 },
      { minimum: 0 },
      { pointer: '', before: { exclusiveMinimum: 0 }, severity: WIDENED },
    ],
    [
      'a bound of draft 4 that is included now',
      { $schema: 'http://json-schema.org/draft-04/schema#', minimum: 0, exclusiveMinimum: true },
      { $schema: 'http://json-schema.org/draft-04/schema#', minimum: 0 },
      { pointer: '', before: { exclusiveMinimum: 0 }, severity: WIDENED },
    ],
  ],
  leaves: [
    [
      'the same bound of two drafts',
      { $schema: 'http://json-schema.org/draft-04/schema#', minimum: 0, exclusiveMinimum: true },
      { exclusiveMinimum: 0 },
    ],
    ['the tighter of two bounds', { allOf: [{ minimum: 0 }, { minimum: 5 }] }, { minimum: 5 }],
    ['a bound on a string, which has none', { type: 'string', minimum: 3 }, { type: 'string' }],
    ['a range that narrowed', { maximum: 10 }, { maximum: 5 }],
  ],
});
