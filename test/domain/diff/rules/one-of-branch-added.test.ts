import { describeRule } from './rule-table.ts';

describeRule('one-of-branch-added', {
  reports: [
    [
      'a form that came',
      {
        oneOf: [
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        ],
      },
      {
        oneOf: [
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'c' } }, required: ['kind'] },
        ],
      },
      {
        pointer: '',
        schemaPointer: '/oneOf/2',
        after: { type: 'object', properties: { kind: { const: 'c' } }, required: ['kind'] },
        severity: { serving: 'breaking', training: 'dangerous' },
      },
    ],
    [
      'a form beside what was the only one',
      { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
      {
        oneOf: [
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        ],
      },
      {
        pointer: '',
        after: { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        severity: { serving: 'breaking', training: 'dangerous' },
      },
    ],
  ],
  leaves: [
    [
      'the forms in another order',
      {
        oneOf: [
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        ],
      },
      {
        oneOf: [
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
        ],
      },
    ],
    [
      'a form that changed, found by its discriminant',
      {
        oneOf: [
          { type: 'object', properties: { kind: { const: 'a' }, x: { type: 'string' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' }, x: { type: 'string' } }, required: ['kind'] },
        ],
      },
      {
        oneOf: [
          { type: 'object', properties: { kind: { const: 'b' }, x: { type: 'integer' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'a' }, x: { type: 'integer' } }, required: ['kind'] },
        ],
      },
    ],
    [
      'a form of another type, which the type rules report',
      { oneOf: [{ type: 'string' }, { type: 'integer' }] },
      { oneOf: [{ type: 'string' }, { type: 'integer' }, { type: 'boolean' }] },
    ],
    [
      'null',
      { oneOf: [{ type: 'string' }, { type: 'integer' }] },
      { oneOf: [{ type: 'string' }, { type: 'integer' }, { type: 'null' }] },
    ],
  ],
});
