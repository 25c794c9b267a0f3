import { defineRule, NARROWED } from '../rule.ts';
import { findTypeChange } from '../values/type-change.ts';

export const typeNarrowed = defineRule({
  id: 'type-narrowed',
  describe: 'A value may no longer have some of its types.',
  why: 'New records are a part of the old ones; history may hold the types that went.',
  kind: 'structural',
  severity: NARROWED,
  harm: 'Training on history may drop or coerce the values of the type that went.',
  forProducer: 'Keep the types that went readable in {field} for as long as history holds them.',
  forReader: 'Convert history, or read it with the old schema.',
  tfdv: 'UNEXPECTED_DATA_TYPE',
  sageMaker: 'data_type_check',
  find(pair) {
    return findTypeChange(pair, 'narrowed');
  },
});
