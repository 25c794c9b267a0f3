import { defineRule, WIDENED } from '../rule.ts';
import { findMovedBounds } from '../values/bounds.ts';

export const lengthWidened = defineRule({
  id: 'length-widened',
  describe: "The bounds of a text's length reach further.",
  why: 'Old readers reject what lies beyond the old bounds; history lies within the new ones.',
  kind: 'structural',
  severity: WIDENED,
  keywords: ['minLength', 'maxLength'],
  harm: 'Longer or shorter texts may be cut off, or fall outside a fixed-width encoding.',
  forProducer:
    'Keep the texts in {field} within the old length until the readers are ready, or announce the new length with a date.',
  forReader: 'Check fixed widths and truncation before the texts come.',
  find(pair) {
    return findMovedBounds(pair, 'widened', {
      name: 'length',
      type: 'string',
      low: 'minLength',
      high: 'maxLength',
      floor: 0,
    });
  },
});
