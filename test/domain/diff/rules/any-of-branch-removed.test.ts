import { describeRule, NARROWED } from './rule-table.ts';

describeRule('any-of-branch-removed', {
  reports: [
    [
      'a form that went',
      {
        anyOf: [
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'c' } }, required: ['kind'] },
        ],
      },
      {
        anyOf: [
          { type: 'object', properties: { kind: { const: 'c' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
        ],
      },
      {
        pointer: '',
        schemaPointer: '/anyOf/1',
        before: { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        severity: NARROWED,
      },
    ],
    [
      'all forms but one',
      {
        anyOf: [
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        ],
      },
      { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
      {
        pointer: '',
        before: { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        severity: NARROWED,
      },
    ],
  ],
  leaves: [
    [
      'a form that changed',
      {
        anyOf: [
          { type: 'object', properties: { kind: { const: 'a' }, x: { type: 'string' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        ],
      },
      {
        anyOf: [
          { type: 'object', properties: { kind: { const: 'a' }, x: { type: 'integer' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        ],
      },
    ],
    [
      'forms that a definition names',
      {
        anyOf: [
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        ],
      },
      {
        anyOf: [{ $ref: '#/$defs/a' }, { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] }],
        $defs: { a: { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] } },
      },
    ],
  ],
});
