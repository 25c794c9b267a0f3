import { defineRule, NARROWED } from '../rule.ts';
import { findMovedBounds } from '../values/bounds.ts';

export const itemCountNarrowed = defineRule({
  id: 'item-count-narrowed',
  describe: "The bounds of a list's length reach less far.",
  why: 'New records are a part of the old ones; history may lie beyond the new bounds.',
  kind: 'structural',
  severity: NARROWED,
  keywords: ['minItems', 'maxItems'],
  harm: 'Training on history may drop the lists that no longer fit.',
  forProducer: 'Keep longer and shorter lists in {field} readable for as long as history holds them.',
  forReader: 'Read history with the old schema.',
  tfdv: 'FEATURE_TYPE_HIGH_NUMBER_VALUES, FEATURE_TYPE_LOW_NUMBER_VALUES',
  find(pair) {
    return findMovedBounds(pair, 'narrowed', {
      name: 'item count',
      type: 'array',
      low: 'minItems',
      high: 'maxItems',
      floor: 0,
    });
  },
});
