import { BOTH_BREAKING, defineRule } from '../rule.ts';
import { findChangedConstraint } from '../values/changed-keyword.ts';

export const propertyNamesChanged = defineRule({
  id: 'property-names-changed',
  describe: 'What the names of members must be (`propertyNames`) came, went or changed.',
  why: 'A constraint that came narrows, one that went widens, one that changed may do both.',
  kind: 'structural',
  severity: BOTH_BREAKING,
  keywords: ['propertyNames'],
  harm: 'Features named after the members may gain names that the model never saw.',
  forProducer:
    'Name the members of {field} as before until the readers are ready, or announce the new names with a date.',
  forReader: 'List the member names that you read, and ignore the others.',
  tfdv: 'SCHEMA_NEW_COLUMN',
  sageMaker: 'extra_column_check',
  find(pair) {
    if (!pair.old.canBe('object') || !pair.next.canBe('object')) return [];
    return findChangedConstraint(pair, 'propertyNames');
  },
});
