import { BOTH_DANGEROUS, defineRule } from '../rule.ts';
import { findChangedAnnotation } from '../values/changed-keyword.ts';

export const defaultChanged = defineRule({
  id: 'default-changed',
  describe: 'The `default` of a value came, went or changed.',
  why: 'Validators ignore it; readers that fill in the default do not.',
  kind: 'annotation',
  severity: BOTH_DANGEROUS,
  harm: 'Records without the field may be scored on another value, with no error anywhere.',
  forProducer: 'Write the value into {field} of every record instead of leaving it to the default.',
  forReader:
    'Ask what a record without the field means from now on, and fill in the old default yourself where the model was trained on it.',
  sageMaker: 'baseline_drift_check',
  find(pair) {
    return findChangedAnnotation(pair, 'default');
  },
});
