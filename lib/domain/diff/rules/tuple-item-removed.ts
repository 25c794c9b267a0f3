import { itemsOf } from '../pair/object-view.ts';
import { defineRule } from '../rule.ts';
import { schemasOf } from '../values/changed-keyword.ts';

export const tupleItemRemoved = defineRule({
  id: 'tuple-item-removed',
  describe: 'A list no longer declares a position.',
  why: 'Where the list now ends before it, history holds lists that are too long, and a reader of that position loses it.',
  kind: 'structural',
  severity: { serving: 'dangerous', training: 'breaking' },
  harm: 'A vector that is unpacked by position may lack its end, and shift what follows.',
  forProducer: 'Keep sending a value at {field} until the readers are ready, or announce its end with a date.',
  forReader: 'Check what unpacks this list by position, and train without the value before it goes.',
  tfdv: 'FEATURE_TYPE_LOW_NUMBER_VALUES',
  find(pair) {
    if (!pair.old.canBe('array') || !pair.next.canBe('array')) return [];
    const [before, after] = [itemsOf(pair.old), itemsOf(pair.next)];
    return before.prefix.slice(after.prefix.length).flatMap((locations, index) => {
      const [location] = locations;
      if (!location) return [];
      const position = after.prefix.length + index;
      return [
        {
          schemaPointer: location.pointer,
          before: location.schema,
          content: [position, schemasOf(locations)],
          severity: { serving: 'dangerous', training: after.rest.isClosed ? 'breaking' : 'dangerous' },
          what: `position ${position} removed`,
        },
      ];
    });
  },
});
