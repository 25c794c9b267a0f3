import { describeRule, WIDENED } from './rule-table.ts';

describeRule('additional-properties-opened', {
  reports: [
    [
      'an object that is no longer closed',
      { type: 'object', properties: {}, additionalProperties: false },
      { type: 'object', properties: {} },
      { pointer: '', before: false, after: true, severity: { serving: 'dangerous', training: 'safe' } },
    ],
    [
      'an object that says what else may come',
      { type: 'object', properties: {}, additionalProperties: false },
      { type: 'object', properties: {}, additionalProperties: { type: 'string' } },
      { pointer: '', schemaPointer: '/additionalProperties', after: { type: 'string' }, severity: WIDENED },
    ],
    [
      'it in the words of unevaluatedProperties',
      { type: 'object', properties: {}, unevaluatedProperties: false },
      { type: 'object', properties: {}, unevaluatedProperties: true },
      { pointer: '', severity: WIDENED },
    ],
  ],
  leaves: [
    [
      'members of another type',
      { type: 'object', properties: {}, additionalProperties: { type: 'string' } },
      { type: 'object', properties: {}, additionalProperties: { type: 'integer' } },
    ],
    [
      'a true that says what went without saying',
      { type: 'object', properties: {} },
      { type: 'object', properties: {}, additionalProperties: true },
    ],
  ],
});
