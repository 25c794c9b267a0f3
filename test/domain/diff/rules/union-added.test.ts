import { describeRule, NARROWED } from './rule-table.ts';

describeRule('union-added', {
  reports: [
    [
      'a choice of forms that came',
      { type: 'object', properties: { x: { type: 'string' } } },
      { type: 'object', properties: { x: { type: 'string' } }, anyOf: [{ required: ['x'] }, { required: ['y'] }] },
      { pointer: '', schemaPointer: '/anyOf', after: 'anyOf', severity: NARROWED },
    ],
  ],
  leaves: [
    [
      'a form beside what was the only one',
      { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
      {
        anyOf: [
          { type: 'object', properties: { kind: { const: 'a' } }, required: ['kind'] },
          { type: 'object', properties: { kind: { const: 'b' } }, required: ['kind'] },
        ],
      },
    ],
    ['a nullable form', { type: 'string' }, { anyOf: [{ type: 'string' }, { type: 'null' }] }],
  ],
});
