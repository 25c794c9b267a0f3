import { describeRule } from './rule-table.ts';

describeRule('union-kind-changed', {
  reports: [
    [
      'an anyOf that became a oneOf',
      {
        anyOf: [
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        ],
      },
      {
        oneOf: [
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        ],
      },
      {
        pointer: '',
        schemaPointer: '/oneOf',
        before: 'anyOf',
        after: 'oneOf',
        severity: { serving: 'safe', training: 'dangerous' },
      },
    ],
    [
      'a oneOf that became an anyOf',
      {
        oneOf: [
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        ],
      },
      {
        anyOf: [
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        ],
      },
      { pointer: '', severity: { serving: 'dangerous', training: 'safe' } },
    ],
  ],
  leaves: [
    [
      'nullable forms',
      { anyOf: [{ type: 'string' }, { type: 'null' }] },
      { oneOf: [{ type: 'string' }, { type: 'null' }] },
    ],
  ],
});
