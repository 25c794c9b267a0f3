import { BOTH_DANGEROUS, defineRule } from '../rule.ts';
import { findChangedAnnotation } from '../values/changed-keyword.ts';

export const semanticsChanged = defineRule({
  id: 'semantics-changed',
  describe: 'The `x-semantics` of a value came, went or changed.',
  why: 'Every validator passes the values; they mean something else.',
  kind: 'annotation',
  severity: BOTH_DANGEROUS,
  harm: 'The feature may mean something else than in training, with no error anywhere.',
  forProducer: 'Keep the old meaning in {field}, and put the new one into a field of its own name.',
  forReader: 'Ask since when the values mean something else, and retrain on what came after.',
  sageMaker: 'baseline_drift_check',
  find(pair) {
    return findChangedAnnotation(pair, 'x-semantics');
  },
});
