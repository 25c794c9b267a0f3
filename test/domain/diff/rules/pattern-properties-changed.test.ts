import { BOTH_BREAKING, describeRule, NARROWED, WIDENED } from './rule-table.ts';

describeRule('pattern-properties-changed', {
  reports: [
    [
      'a pattern that came',
      { type: 'object' },
      { type: 'object', patternProperties: { '^x': { type: 'integer' } } },
      { pointer: '', schemaPointer: '/patternProperties/^x', after: { type: 'integer' }, severity: NARROWED },
    ],
    [
      'a pattern that a closed object gained',
      { type: 'object', additionalProperties: false },
      { type: 'object', patternProperties: { '^x': { type: 'integer' } }, additionalProperties: false },
      { pointer: '', severity: BOTH_BREAKING },
    ],
    [
      'a pattern that went',
      { type: 'object', patternProperties: { '^x': { type: 'integer' } } },
      { type: 'object' },
      { pointer: '', before: { type: 'integer' }, severity: WIDENED },
    ],
    [
      'a pattern that a closed object lost',
      { type: 'object', patternProperties: { '^x': { type: 'integer' } }, additionalProperties: false },
      { type: 'object', additionalProperties: false },
      { pointer: '', severity: { serving: 'dangerous', training: 'breaking' } },
    ],
  ],
  leaves: [
    [
      'members of another type, which the type rules report',
      { type: 'object', patternProperties: { '^x': { type: 'integer' } } },
      { type: 'object', patternProperties: { '^x': { type: 'string' } } },
    ],
  ],
});
