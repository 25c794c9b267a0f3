import { findChangedAnnotation } from '../changed-keyword.ts';
import { BOTH_DANGEROUS, defineRule } from '../rule.ts';

export const semanticsChanged = defineRule({
  id: 'semantics-changed',
  describe: 'The `x-semantics` of a value came, went or changed.',
  why: 'Every validator passes the values; they mean something else.',
  kind: 'annotation',
  severity: BOTH_DANGEROUS,
  harm: 'The feature may mean something else than in training, with no error anywhere.',
  advice: 'Put the value of the new meaning into a property of its own name.',
  sageMaker: 'baseline_drift_check',
  find(pair) {
    return findChangedAnnotation(pair, 'x-semantics');
  },
});
