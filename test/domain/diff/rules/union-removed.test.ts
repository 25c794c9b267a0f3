import { describeRule, WIDENED } from './rule-table.ts';

describeRule('union-removed', {
  reports: [
    [
      'a choice of forms that went',
      { type: 'object', properties: { x: { type: 'string' } }, oneOf: [{ required: ['x'] }, { required: ['y'] }] },
      { type: 'object', properties: { x: { type: 'string' } } },
      { pointer: '', schemaPointer: '/oneOf', before: 'oneOf', severity: WIDENED },
    ],
  ],
  leaves: [
    [
      'a choice that shrank',
      {
        anyOf: [
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'c' } }, required: ['kind'] },
        ],
      },
      {
        anyOf: [
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        ],
      },
    ],
  ],
});
