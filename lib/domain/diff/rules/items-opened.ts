import { itemsOf } from '../pair/object-view.ts';
import { defineRule, WIDENED } from '../rule.ts';
import { schemasOf } from '../values/changed-keyword.ts';

export const itemsOpened = defineRule({
  id: 'items-opened',
  describe: 'A list that ended may have further items.',
  why: 'Old readers reject the further items; history has none.',
  kind: 'structural',
  severity: WIDENED,
  keywords: ['items', 'additionalItems', 'unevaluatedItems'],
  harm: 'A fixed-size vector may be cut off or fail on more items.',
  forProducer:
    'Send nothing after the declared positions of {field} until the readers are ready, or put what is new into a field of its own.',
  forReader: 'Check what unpacks this list by position, and let it ignore what comes after.',
  tfdv: 'FEATURE_TYPE_HIGH_NUMBER_VALUES',
  find(pair) {
    if (!pair.old.canBe('array') || !pair.next.canBe('array')) return [];
    const [before, after] = [itemsOf(pair.old), itemsOf(pair.next)];
    if (!before.rest.isClosed || after.rest.isClosed) return [];
    return [
      {
        schemaPointer: after.rest.pointer,
        before: 'closed',
        after: 'open',
        content: schemasOf(after.rest.locations),
        what: 'further items allowed',
      },
    ];
  },
});
