import { defineRule, NARROWED } from '../rule.ts';
import { findMovedBounds } from '../values/bounds.ts';

export const propertyCountNarrowed = defineRule({
  id: 'property-count-narrowed',
  describe: "The bounds of a map's size reach less far.",
  why: 'New records are a part of the old ones; history may lie beyond the new bounds.',
  kind: 'structural',
  severity: NARROWED,
  keywords: ['minProperties', 'maxProperties'],
  harm: 'Training on history may drop the maps that no longer fit.',
  forProducer: 'Keep larger and smaller maps in {field} readable for as long as history holds them.',
  forReader: 'Read history with the old schema.',
  find(pair) {
    return findMovedBounds(pair, 'narrowed', {
      name: 'property count',
      type: 'object',
      low: 'minProperties',
      high: 'maxProperties',
      floor: 0,
    });
  },
});
