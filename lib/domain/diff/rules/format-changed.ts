import { findChangedAnnotation } from '../changed-keyword.ts';
import { BOTH_DANGEROUS, defineRule } from '../rule.ts';

export const formatChanged = defineRule({
  id: 'format-changed',
  describe: 'The `format` of a value came, went or changed.',
  why: 'By default `format` is an annotation: validators let every text pass, and parsers do not.',
  kind: 'annotation',
  severity: BOTH_DANGEROUS,
  harm: 'A date that is parsed by the old format may become NaT, or swap day and month, silently.',
  advice: 'Check what parses this value; publish one record of the new form with the notice.',
  tfdv: 'UNEXPECTED_DATA_TYPE',
  find(pair) {
    return findChangedAnnotation(pair, 'format');
  },
});
