import { defineRule, NARROWED } from '../rule.ts';
import { findMovedBounds } from '../values/bounds.ts';

export const lengthNarrowed = defineRule({
  id: 'length-narrowed',
  describe: "The bounds of a text's length reach less far.",
  why: 'New records are a part of the old ones; history may lie beyond the new bounds.',
  kind: 'structural',
  severity: NARROWED,
  keywords: ['minLength', 'maxLength'],
  harm: 'Training on history may drop the texts that no longer fit.',
  forProducer: 'Keep longer and shorter texts in {field} readable for as long as history holds them.',
  forReader: 'Read history with the old schema.',
  find(pair) {
    return findMovedBounds(pair, 'narrowed', {
      name: 'length',
      type: 'string',
      low: 'minLength',
      high: 'maxLength',
      floor: 0,
    });
  },
});
