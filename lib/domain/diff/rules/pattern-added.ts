import { defineRule, NARROWED, show } from '../rule.ts';
import { statedOnlyIn } from '../values/stated-values.ts';

export const patternAdded = defineRule({
  id: 'pattern-added',
  describe: 'A text must now match a regular expression.',
  why: 'New records are a part of the old ones; history may hold texts that do not match.',
  kind: 'structural',
  severity: NARROWED,
  keywords: ['pattern'],
  harm: 'Training on history may drop the texts that do not match.',
  forProducer: 'Keep texts of other forms readable in {field} for as long as history holds them.',
  forReader: 'Read history with the old schema, or normalise it to the pattern.',
  find(pair) {
    if (!pair.old.canBe('string') || !pair.next.canBe('string')) return [];
    const [before] = statedOnlyIn(pair.old, pair.next, 'pattern');
    const [after] = statedOnlyIn(pair.next, pair.old, 'pattern');
    if (before !== undefined || after === undefined) return [];
    return [{ schemaPointer: pair.next.pointerOf('pattern'), after, what: `pattern ${show(after)} added` }];
  },
});
