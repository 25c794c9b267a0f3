import { itemsOf } from '../pair/object-view.ts';
import { BOTH_DANGEROUS, defineRule, WIDENED } from '../rule.ts';
import { schemasOf } from '../values/changed-keyword.ts';

export const tupleItemAdded = defineRule({
  id: 'tuple-item-added',
  describe: 'A list declares a position more.',
  why: 'A list that ended before it grows past what old readers accept; one that was open now says what is there, which readers by position may take for something else.',
  kind: 'structural',
  severity: { serving: 'breaking', training: 'safe' },
  harm: 'A vector that is unpacked by position may have another length, or another meaning at its end.',
  forProducer:
    'Leave the new position {field} out until the readers are ready, or put it into a field of its own name.',
  forReader: 'Check what unpacks this list by position, and let it ignore what comes after.',
  tfdv: 'FEATURE_TYPE_HIGH_NUMBER_VALUES',
  find(pair) {
    if (!pair.old.canBe('array') || !pair.next.canBe('array')) return [];
    const [before, after] = [itemsOf(pair.old), itemsOf(pair.next)];
    return after.prefix.slice(before.prefix.length).flatMap((locations, index) => {
      const [location] = locations;
      if (!location) return [];
      const position = before.prefix.length + index;
      return [
        {
          schemaPointer: location.pointer,
          after: location.schema,
          content: [position, schemasOf(locations)],
          severity: before.rest.isClosed ? WIDENED : BOTH_DANGEROUS,
          what: `position ${position} added`,
        },
      ];
    });
  },
});
