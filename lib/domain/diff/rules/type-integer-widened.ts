import { defineRule, WIDENED } from '../rule.ts';
import { findTypeChange } from '../values/type-change.ts';

export const typeIntegerWidened = defineRule({
  id: 'type-integer-widened',
  describe: 'An integer may now be any number.',
  why: 'Old readers of integers reject 1.5; history holds integers, which are numbers.',
  kind: 'structural',
  severity: WIDENED,
  harm: 'A cast to int may truncate 1.5 to 1, silently; a count or a category code may fall between the values that the model learned.',
  forProducer: 'Round {field} as before, or put the fraction into a field of its own.',
  forReader: 'Round to an integer until the model is retrained, and check columns that were declared as integers.',
  tfdv: 'INT_TYPE_INT_EXPECTED',
  sageMaker: 'data_type_check',
  find(pair) {
    return findTypeChange(pair, 'integer-widened');
  },
});
