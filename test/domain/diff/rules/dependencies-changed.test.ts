import { BOTH_BREAKING, describeRule, NARROWED, WIDENED } from './rule-table.ts';

describeRule('dependencies-changed', {
  reports: [
    [
      'a demand that came',
      { type: 'object', properties: {} },
      { type: 'object', properties: {}, dependentRequired: { a: ['b'] } },
      { pointer: '', schemaPointer: '/dependentRequired', after: ['b'], severity: NARROWED },
    ],
    [
      'a demand that grew',
      { type: 'object', properties: {}, dependentRequired: { a: ['b'] } },
      { type: 'object', properties: {}, dependentRequired: { a: ['b', 'c'] } },
      { pointer: '', severity: NARROWED },
    ],
    [
      'a demand that shrank',
      { type: 'object', properties: {}, dependentRequired: { a: ['b', 'c'] } },
      { type: 'object', properties: {}, dependentRequired: { a: ['b'] } },
      { pointer: '', severity: WIDENED },
    ],
    [
      'a demand that went',
      { type: 'object', properties: {}, dependentSchemas: { a: { required: ['b'] } } },
      { type: 'object', properties: {} },
      { pointer: '', severity: WIDENED },
    ],
    [
      'a schema that changed',
      { type: 'object', properties: {}, dependentSchemas: { a: { required: ['b'] } } },
      { type: 'object', properties: {}, dependentSchemas: { a: { required: ['c'] } } },
      { pointer: '', severity: BOTH_BREAKING },
    ],
  ],
  leaves: [
    [
      'the same demand in another draft',
      { $schema: 'http://json-schema.org/draft-07/schema#', dependencies: { a: ['b'] } },
      { dependentRequired: { a: ['b'] } },
    ],
    [
      'a word that the draft does not know',
      { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' },
      { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object', dependentRequired: { a: ['b'] } },
    ],
  ],
});
