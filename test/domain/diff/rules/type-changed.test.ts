import { BOTH_BREAKING, describeRule } from './rule-table.ts';

describeRule('type-changed', {
  reports: [
    [
      'listed values that share no type with the old ones',
      { enum: ['a', null] },
      { const: 1.5 },
      { pointer: '', schemaPointer: '/const', before: ['null', 'string'], after: 'number' },
    ],
    [
      'an integer that became a string',
      { type: 'object', properties: { category: { type: 'integer' } } },
      { type: 'object', properties: { category: { type: 'string' } } },
      {
        pointer: '/category',
        schemaPointer: '/properties/category/type',
        before: 'integer',
        after: 'string',
        severity: BOTH_BREAKING,
      },
    ],
    [
      'the type of a definition at each of its places',
      {
        properties: { a: { $ref: '#/$defs/m' }, b: { items: { $ref: '#/$defs/m' } } },
        $defs: { m: { type: 'integer' } },
      },
      {
        properties: { a: { $ref: '#/$defs/m' }, b: { items: { $ref: '#/$defs/m' } } },
        $defs: { m: { type: 'string' } },
      },
      [
        { pointer: '/a', schemaPointer: '/$defs/m/type', severity: BOTH_BREAKING },
        { pointer: '/b/*', severity: BOTH_BREAKING },
      ],
    ],
    [
      'types that came while others went',
      { type: ['integer', 'string'] },
      { type: ['string', 'boolean'] },
      { pointer: '', severity: BOTH_BREAKING },
    ],
    ['null that became a string', { type: 'null' }, { type: 'string' }, { pointer: '', severity: BOTH_BREAKING }],
    [
      'types across enum and type',
      { enum: [1, 2] },
      { type: 'string' },
      { pointer: '', before: 'integer', after: 'string', severity: BOTH_BREAKING },
    ],
  ],
  leaves: [
    ['the order of types', { type: ['integer', 'string'] }, { type: ['string', 'integer'] }],
    ['a type that became nullable', { type: 'integer' }, { type: ['integer', 'null'] }],
    ['listed values that share a type, whose own rules report them', { enum: [1, 'a'] }, { enum: ['a', true] }],
    [
      'a property that is called type',
      { type: 'object', properties: { type: { type: 'string' } } },
      { type: 'object', properties: { type: { type: 'string', maxLength: 3 } } },
    ],
  ],
});
