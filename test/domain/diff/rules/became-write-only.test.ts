import { describeRule } from './rule-table.ts';

const pin = (rest: object, pinRest: object = {}) => ({
  type: 'object',
  required: ['id', 'pin'],
  properties: { id: { type: 'integer' }, pin: { type: 'string', ...rest } },
  ...pinRest,
});
const ASKED = { serving: 'dangerous', training: 'safe' } as const;

describeRule('became-write-only', {
  reports: [
    [
      'a field that readers no longer get',
      pin({}),
      pin({ writeOnly: true }),
      { pointer: '/pin', schemaPointer: '/properties/pin/writeOnly', before: false, after: true, severity: ASKED },
    ],
    [
      'a field of one form, through a reference',
      { oneOf: [{ $ref: '#/$defs/a' }, { type: 'integer' }], $defs: { a: pin({ writeOnly: false }) } },
      { oneOf: [{ $ref: '#/$defs/a' }, { type: 'integer' }], $defs: { a: pin({ writeOnly: true }) } },
      { pointer: '/pin', severity: ASKED },
    ],
    [
      'a field whose draft hides what stands beside its reference',
      {
        $schema: 'http://json-schema.org/draft-07/schema#',
        properties: { a: { $ref: '#/definitions/a' } },
        definitions: { a: { type: 'string' } },
      },
      {
        $schema: 'http://json-schema.org/draft-07/schema#',
        properties: { a: { $ref: '#/definitions/a', writeOnly: true } },
        definitions: { a: { type: 'string' } },
      },
      { pointer: '/a', severity: ASKED },
    ],
  ],
  leaves: [
    ['one that was write-only before', pin({ writeOnly: true }), pin({ writeOnly: true, maxLength: 4 })],
    ['a property of that name', { properties: {} }, { properties: { writeOnly: { const: true } } }],
  ],
});
