import { BOTH_BREAKING, defineRule } from '../rule.ts';
import { findTypeChange } from '../type-change.ts';

export const typeChanged = defineRule({
  id: 'type-changed',
  describe: 'A value has another type: some types came and others went.',
  why: 'Neither side reads the other.',
  kind: 'structural',
  severity: BOTH_BREAKING,
  harm: 'pandas errors="coerce" may turn this into NaN, silently; a lookup table keyed by the old type finds nothing.',
  advice:
    'Add a property of the new type beside the old one, deprecate the old one, and remove it when no live model reads it.',
  tfdv: 'UNEXPECTED_DATA_TYPE, INT_TYPE_NOT_INT_STRING, STRING_TYPE_NOW_INT',
  sageMaker: 'data_type_check',
  find(pair) {
    return findTypeChange(pair, 'changed');
  },
});
