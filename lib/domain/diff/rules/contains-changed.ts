import { BOTH_BREAKING, defineRule } from '../rule.ts';
import { findChangedAnnotation, findChangedConstraint } from '../values/changed-keyword.ts';

export const containsChanged = defineRule({
  id: 'contains-changed',
  describe: 'What a list must contain (`contains`, `minContains`, `maxContains`) came, went or changed.',
  why: 'A constraint that came narrows, one that went widens, one that changed may do both.',
  kind: 'structural',
  severity: BOTH_BREAKING,
  keywords: ['contains', 'minContains', 'maxContains'],
  harm: 'A search for the item that always was there may find none.',
  forProducer:
    'Keep sending lists in {field} that fulfil the old demand until the readers are ready, or announce the change with a date.',
  forReader: 'Handle the list in which nothing matches.',
  find(pair) {
    if (!pair.old.canBe('array') || !pair.next.canBe('array')) return [];
    // A count alone says nothing, and if `contains` came or went, that says it.
    const isCounted = [pair.old, pair.next].every((node) => node.schemasAt('contains').length > 0);
    const keywords = isCounted ? ['minContains', 'maxContains'] : [];
    const counts = keywords.flatMap((keyword) =>
      findChangedAnnotation(pair, keyword).map((finding) => ({ ...finding, severity: BOTH_BREAKING })),
    );
    return [...findChangedConstraint(pair, 'contains'), ...counts];
  },
});
