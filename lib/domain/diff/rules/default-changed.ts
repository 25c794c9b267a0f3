import { findChangedAnnotation } from '../changed-keyword.ts';
import { BOTH_DANGEROUS, defineRule } from '../rule.ts';

export const defaultChanged = defineRule({
  id: 'default-changed',
  describe: 'The `default` of a value came, went or changed.',
  why: 'Validators ignore it; readers that fill in the default do not.',
  kind: 'annotation',
  severity: BOTH_DANGEROUS,
  harm: 'Records without the field may be scored on another value, with no error anywhere.',
  advice: 'Write the value into the record instead of relying on the default.',
  sageMaker: 'baseline_drift_check',
  find(pair) {
    return findChangedAnnotation(pair, 'default');
  },
});
