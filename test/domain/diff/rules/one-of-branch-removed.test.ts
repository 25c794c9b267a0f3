import { describeRule } from './rule-table.ts';

describeRule('one-of-branch-removed', {
  reports: [
    [
      'a form that went',
      {
        oneOf: [
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'c' } }, required: ['kind'] },
        ],
      },
      {
        oneOf: [
          { type: 'object', properties: { kind: { const: 'c' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
        ],
      },
      {
        pointer: '',
        schemaPointer: '/oneOf/1',
        before: { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        severity: { serving: 'dangerous', training: 'breaking' },
      },
    ],
    [
      'all forms but one',
      {
        oneOf: [
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        ],
      },
      { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
      {
        pointer: '',
        before: { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        severity: { serving: 'dangerous', training: 'breaking' },
      },
    ],
  ],
  leaves: [
    [
      'a form that changed',
      {
        oneOf: [
          { type: 'object', properties: { kind: { const: 'a' }, x: { type: 'string' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        ],
      },
      {
        oneOf: [
          { type: 'object', properties: { kind: { const: 'a' }, x: { type: 'integer' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        ],
      },
    ],
    [
      'forms that a definition names',
      {
        oneOf: [
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        ],
      },
      {
        oneOf: [{ $ref: '#/$defs/a' }, { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] }],
        $defs: { a: { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] } },
      },
    ],
  ],
});
