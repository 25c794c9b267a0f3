import { defineRule, NARROWED } from '../rule.ts';
import { findMovedBounds } from '../values/bounds.ts';

export const rangeNarrowed = defineRule({
  id: 'range-narrowed',
  describe: 'The bounds of a number reach less far.',
  why: 'New records are a part of the old ones; history may lie beyond the new bounds.',
  kind: 'structural',
  severity: NARROWED,
  keywords: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  harm: 'Training on history may drop or clip values; a changed limit may hide a changed unit.',
  forProducer:
    'Say in the announcement whether the unit or the meaning of {field} changed; keep the old bounds readable for history.',
  forReader: 'Ask whether the unit or the meaning changed; read history with the old schema.',
  sageMaker: 'baseline_drift_check',
  find(pair) {
    return findMovedBounds(pair, 'narrowed', { name: 'range', type: 'number', low: 'minimum', high: 'maximum' });
  },
});
