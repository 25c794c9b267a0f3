import { defineRule, NARROWED, WIDENED } from '../rule.ts';

export const uniqueItemsChanged = defineRule({
  id: 'unique-items-changed',
  describe: 'Whether a list may repeat an item changed.',
  why: 'A list that may now repeat holds what old readers reject; one that may not any more makes history fail.',
  kind: 'structural',
  severity: WIDENED,
  keywords: ['uniqueItems'],
  harm: 'Counts, sums and one-hot encodings may count an item twice, silently.',
  forProducer: 'Keep the items of {field} distinct until the readers are ready, or announce repeated ones with a date.',
  forReader: 'Remove repeated items when reading.',
  tfdv: 'FEATURE_TYPE_HIGH_UNIQUE',
  find(pair) {
    if (!pair.old.canBe('array') || !pair.next.canBe('array')) return [];
    const [before, after] = [pair.old, pair.next].map((node) =>
      node.stated('uniqueItems').some(({ value }) => value === true),
    );
    if (before === undefined || after === undefined || before === after) return [];
    return [
      {
        schemaPointer: (after ? pair.next : pair.old).pointerOf('uniqueItems'),
        before,
        after,
        severity: after ? NARROWED : WIDENED,
        what: after ? 'items must now differ' : 'items may now repeat',
      },
    ];
  },
});
