import { describeRule, WIDENED } from './rule-table.ts';

describeRule('any-of-branch-added', {
  reports: [
    [
      'a form beside the one that has most of the plain names',
      { type: 'object', properties: { all: { type: 'string' }, note: {} } },
      {
        anyOf: [
          { type: 'object', properties: { one: { type: 'string' }, note: {} } },
          { type: 'object', properties: { all: { type: 'integer' }, note: {} } },
        ],
      },
      { pointer: '', schemaPointer: '/anyOf/0' },
    ],
    [
      'a form that came',
      {
        anyOf: [
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        ],
      },
      {
        anyOf: [
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'c' } }, required: ['kind'] },
        ],
      },
      {
        pointer: '',
        schemaPointer: '/anyOf/2',
        after: { type: 'object', properties: { kind: { const: 'c' } }, required: ['kind'] },
        severity: WIDENED,
      },
    ],
    [
      'a form beside what was the only one',
      { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
      {
        anyOf: [
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        ],
      },
      {
        pointer: '',
        after: { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        severity: WIDENED,
      },
    ],
  ],
  leaves: [
    [
      'the forms in another order',
      {
        anyOf: [
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        ],
      },
      {
        anyOf: [
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
        ],
      },
    ],
    [
      'a form that changed, found by its discriminant',
      {
        anyOf: [
          { type: 'object', properties: { kind: { const: 'a' }, x: { type: 'string' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' }, x: { type: 'string' } }, required: ['kind'] },
        ],
      },
      {
        anyOf: [
          { type: 'object', properties: { kind: { const: 'b' }, x: { type: 'integer' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'a' }, x: { type: 'integer' } }, required: ['kind'] },
        ],
      },
    ],
    [
      'a form of another type, which the type rules report',
      { anyOf: [{ type: 'string' }, { type: 'integer' }] },
      { anyOf: [{ type: 'string' }, { type: 'integer' }, { type: 'boolean' }] },
    ],
    [
      'null',
      { anyOf: [{ type: 'string' }, { type: 'integer' }] },
      { anyOf: [{ type: 'string' }, { type: 'integer' }, { type: 'null' }] },
    ],
  ],
});
