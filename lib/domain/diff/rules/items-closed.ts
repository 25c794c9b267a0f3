import { itemsOf } from '../pair/object-view.ts';
import { defineRule, NARROWED } from '../rule.ts';

export const itemsClosed = defineRule({
  id: 'items-closed',
  describe: 'A list may no longer have items beyond its declared positions.',
  why: 'New records are a part of the old ones; history may hold longer lists.',
  kind: 'structural',
  severity: NARROWED,
  keywords: ['items', 'additionalItems', 'unevaluatedItems'],
  harm: 'Training on history may drop the longer lists.',
  forProducer: 'Keep further items of {field} readable for as long as history holds them.',
  forReader: 'Read history with the old schema.',
  tfdv: 'FEATURE_TYPE_HIGH_NUMBER_VALUES',
  find(pair) {
    if (!pair.old.canBe('array') || !pair.next.canBe('array')) return [];
    const [before, after] = [itemsOf(pair.old), itemsOf(pair.next)];
    if (before.rest.isClosed || !after.rest.isClosed) return [];
    return [{ schemaPointer: after.rest.pointer, before: 'open', after: 'closed', what: 'no further items allowed' }];
  },
});
