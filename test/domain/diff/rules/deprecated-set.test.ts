import { describeRule } from './rule-table.ts';

describeRule('deprecated-set', {
  reports: [
    [
      'a property that is deprecated now',
      { type: 'object', properties: { a: { type: 'string' } } },
      { type: 'object', properties: { a: { type: 'string', deprecated: true } } },
      {
        pointer: '/a',
        schemaPointer: '/properties/a/deprecated',
        before: false,
        after: true,
        severity: { serving: 'dangerous', training: 'safe' },
      },
    ],
    [
      'it beside a reference of draft 7',
      {
        $schema: 'http://json-schema.org/draft-07/schema#',
        type: 'object',
        properties: { a: { $ref: '#/definitions/s' } },
        definitions: { s: { type: 'string' } },
      },
      {
        $schema: 'http://json-schema.org/draft-07/schema#',
        type: 'object',
        properties: { a: { $ref: '#/definitions/s', deprecated: true } },
        definitions: { s: { type: 'string' } },
      },
      { pointer: '/a', severity: { serving: 'dangerous', training: 'safe' } },
    ],
  ],
  leaves: [['a false, which says nothing', {}, { deprecated: false }]],
});
