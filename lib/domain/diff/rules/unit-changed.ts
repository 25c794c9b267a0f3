import { BOTH_DANGEROUS, defineRule } from '../rule.ts';
import { findChangedAnnotation } from '../values/changed-keyword.ts';

export const unitChanged = defineRule({
  id: 'unit-changed',
  describe: 'The `x-unit` of a value came, went or changed.',
  why: 'Every validator passes the values; every model reads them as another quantity.',
  kind: 'annotation',
  severity: BOTH_DANGEROUS,
  harm: 'Values may be off by a constant factor, such as 100 between cents and euros, with no error anywhere.',
  forProducer: 'Keep {field} in the old unit, and put the value in the new unit into a field of its own name.',
  forReader:
    'Convert to the unit that the model was trained on from the day of the change on, and ask which day that is.',
  sageMaker: 'baseline_drift_check',
  find(pair) {
    return findChangedAnnotation(pair, 'x-unit');
  },
});
