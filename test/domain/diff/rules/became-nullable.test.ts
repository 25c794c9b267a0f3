import { describeRule, WIDENED } from './rule-table.ts';

describeRule('became-nullable', {
  reports: [
    [
      'a type that null joined',
      { type: 'object', properties: { a: { type: 'string' } } },
      { type: 'object', properties: { a: { type: ['string', 'null'] } } },
      {
        pointer: '/a',
        schemaPointer: '/properties/a/type',
        before: 'string',
        after: ['null', 'string'],
        severity: WIDENED,
      },
    ],
    [
      'an anyOf with null',
      { type: 'object', properties: { a: { type: 'string' } } },
      { type: 'object', properties: { a: { anyOf: [{ type: 'string' }, { type: 'null' }] } } },
      { pointer: '/a', severity: WIDENED },
    ],
    [
      'an enum that null joined',
      { type: 'object', properties: { a: { enum: ['x'] } } },
      { type: 'object', properties: { a: { enum: ['x', null] } } },
      { pointer: '/a', severity: WIDENED },
    ],
    [
      'a oneOf with null around a reference',
      { type: 'object', properties: { a: { $ref: '#/$defs/s' } }, $defs: { s: { type: 'string' } } },
      {
        type: 'object',
        properties: { a: { oneOf: [{ type: 'null' }, { $ref: '#/$defs/s' }] } },
        $defs: { s: { type: 'string' } },
      },
      { pointer: '/a', severity: WIDENED },
    ],
  ],
  leaves: [
    [
      'one nullable form that replaced another',
      { type: 'object', properties: { a: { anyOf: [{ type: 'string' }, { type: 'null' }] } } },
      { type: 'object', properties: { a: { type: ['null', 'string'] } } },
    ],
    [
      'a type that null joined while the enum still forbids it',
      { type: 'object', properties: { a: { type: 'string', enum: ['x'] } } },
      { type: 'object', properties: { a: { type: ['string', 'null'], enum: ['x'] } } },
    ],
    [
      'a place that may be anything now',
      { type: 'object', properties: { a: { type: 'string' } } },
      { type: 'object', properties: { a: {} } },
    ],
  ],
});
