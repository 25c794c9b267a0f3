import { BOTH_BREAKING, defineRule } from '../rule.ts';
import { findTypeChange } from '../values/type-change.ts';

export const typeChanged = defineRule({
  id: 'type-changed',
  describe: 'A value has another type: some types came and others went.',
  why: 'Neither side reads the other.',
  kind: 'structural',
  severity: BOTH_BREAKING,
  harm: 'pandas errors="coerce" may turn this into NaN, silently; a lookup table keyed by the old type finds nothing.',
  forProducer: 'Keep {field}, add a field of the new type, and deprecate the old one.',
  forReader:
    'Convert both types to the one that the model knows before the new one comes, and let what cannot be converted fail loudly.',
  tfdv: 'UNEXPECTED_DATA_TYPE, INT_TYPE_NOT_INT_STRING, STRING_TYPE_NOW_INT',
  sageMaker: 'data_type_check',
  find(pair) {
    return findTypeChange(pair, 'changed');
  },
});
