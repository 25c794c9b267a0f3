import { BOTH_BREAKING, describeRule, NARROWED } from './rule-table.ts';

describeRule('property-names-changed', {
  reports: [
    [
      'a demand on names that came',
      { type: 'object' },
      { type: 'object', propertyNames: { maxLength: 3 } },
      { pointer: '', schemaPointer: '/propertyNames', after: { maxLength: 3 }, severity: NARROWED },
    ],
    [
      'another demand',
      { propertyNames: { maxLength: 3 } },
      { propertyNames: { maxLength: 4 } },
      { pointer: '', severity: BOTH_BREAKING },
    ],
  ],
  leaves: [
    [
      'the same demand',
      { propertyNames: { maxLength: 3 }, minProperties: 1 },
      { propertyNames: { allOf: [{ maxLength: 3 }] } },
    ],
  ],
});
