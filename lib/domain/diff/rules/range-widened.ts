import { defineRule, WIDENED } from '../rule.ts';
import { findMovedBounds } from '../values/bounds.ts';

export const rangeWidened = defineRule({
  id: 'range-widened',
  describe: 'The bounds of a number reach further.',
  why: 'Old readers reject what lies beyond the old bounds; history lies within the new ones.',
  kind: 'structural',
  severity: WIDENED,
  keywords: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  harm: 'Values beyond what the model was trained on: a tree clamps them, a linear model extrapolates, a scaler may leave its range.',
  forProducer:
    'Keep {field} within the old bounds until the readers are ready, or announce the wider ones with a date.',
  forReader: 'Clip at the old bounds until the model is retrained, or say `handles: [wider-range]`.',
  tfdv: 'FLOAT_TYPE_BIG_FLOAT, FLOAT_TYPE_SMALL_FLOAT, INT_TYPE_BIG_INT, INT_TYPE_SMALL_INT',
  sageMaker: 'baseline_drift_check',
  find(pair) {
    return findMovedBounds(pair, 'widened', { name: 'range', type: 'number', low: 'minimum', high: 'maximum' });
  },
});
