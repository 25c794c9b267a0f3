import { describeRule, NARROWED } from './rule-table.ts';

describeRule('additional-properties-closed', {
  reports: [
    [
      'an object that is closed now',
      { type: 'object', properties: { a: { type: 'string' } } },
      { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false },
      {
        pointer: '',
        schemaPointer: '/additionalProperties',
        before: true,
        after: false,
        severity: { serving: 'safe', training: 'dangerous' },
      },
    ],
    [
      'a map that is closed now',
      { type: 'object', properties: {}, additionalProperties: { type: 'integer' } },
      { type: 'object', properties: {}, additionalProperties: false },
      { pointer: '', before: { type: 'integer' }, severity: NARROWED },
    ],
  ],
  leaves: [
    [
      'an object closed by another word',
      { type: 'object', properties: {}, additionalProperties: false },
      { type: 'object', properties: {}, unevaluatedProperties: false },
    ],
  ],
});
