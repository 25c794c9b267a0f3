import { defineRule, WIDENED } from '../rule.ts';
import { findMovedBounds } from '../values/bounds.ts';

export const propertyCountWidened = defineRule({
  id: 'property-count-widened',
  describe: "The bounds of a map's size reach further.",
  why: 'Old readers reject what lies beyond the old bounds; history lies within the new ones.',
  kind: 'structural',
  severity: WIDENED,
  keywords: ['minProperties', 'maxProperties'],
  harm: 'A map of more or fewer members than before may overflow or empty the features made from it.',
  forProducer:
    'Keep the maps in {field} within the old size until the readers are ready, or announce the new size with a date.',
  forReader: 'Check what is made from the number of members before the records come.',
  find(pair) {
    return findMovedBounds(pair, 'widened', {
      name: 'property count',
      type: 'object',
      low: 'minProperties',
      high: 'maxProperties',
      floor: 0,
    });
  },
});
