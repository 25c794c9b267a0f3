import { defineRule, WIDENED } from '../rule.ts';
import { findMovedBounds } from '../values/bounds.ts';

export const itemCountWidened = defineRule({
  id: 'item-count-widened',
  describe: "The bounds of a list's length reach further.",
  why: 'Old readers reject what lies beyond the old bounds; history lies within the new ones.',
  kind: 'structural',
  severity: WIDENED,
  keywords: ['minItems', 'maxItems'],
  harm: 'A fixed-size window or tensor may be cut off, padded or fail on another number of items.',
  forProducer:
    'Keep the lists in {field} within the old length until the readers are ready, or announce the new length with a date.',
  forReader: 'Check padding and truncation before the lists come.',
  tfdv: 'FEATURE_TYPE_HIGH_NUMBER_VALUES, FEATURE_TYPE_LOW_NUMBER_VALUES',
  find(pair) {
    return findMovedBounds(pair, 'widened', {
      name: 'item count',
      type: 'array',
      low: 'minItems',
      high: 'maxItems',
      floor: 0,
    });
  },
});
