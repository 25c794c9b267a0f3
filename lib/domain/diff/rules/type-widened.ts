import { defineRule, WIDENED } from '../rule.ts';
import { findTypeChange } from '../values/type-change.ts';

export const typeWidened = defineRule({
  id: 'type-widened',
  describe: 'A value may have types that it could not have.',
  why: 'Old readers meet a type that they reject; history keeps to the old types.',
  kind: 'structural',
  severity: WIDENED,
  harm: 'A column of mixed types may become pandas object dtype, and the values of the new type NaN when coerced.',
  forProducer: 'Keep {field} to the old types, and put the values of the new type into a field of their own.',
  forReader: 'Convert the new type to the one that the model knows, and let what cannot be converted fail loudly.',
  tfdv: 'UNEXPECTED_DATA_TYPE',
  sageMaker: 'data_type_check',
  find(pair) {
    return findTypeChange(pair, 'widened');
  },
});
