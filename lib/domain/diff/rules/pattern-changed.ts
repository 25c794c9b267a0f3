import { BOTH_BREAKING, defineRule, show } from '../rule.ts';
import { contentOf, statedOnlyIn } from '../values/stated-values.ts';

export const patternChanged = defineRule({
  id: 'pattern-changed',
  describe: 'A text must match another regular expression.',
  why: 'Unless containment proves otherwise, each side may reject what the other accepts.',
  kind: 'structural',
  severity: BOTH_BREAKING,
  keywords: ['pattern'],
  harm: 'Parsing by the old pattern may yield NaN or a wrong part of the text, silently.',
  forProducer:
    'Keep sending {field} in the old form until the readers are ready, or send the new form in a field of its own.',
  forReader: 'Accept both forms before the new one comes.',
  find(pair) {
    if (!pair.old.canBe('string') || !pair.next.canBe('string')) return [];
    const [before, ...others] = statedOnlyIn(pair.old, pair.next, 'pattern');
    const [after, ...further] = statedOnlyIn(pair.next, pair.old, 'pattern');
    if (before === undefined || after === undefined) return [];
    return [
      {
        schemaPointer: pair.next.pointerOf('pattern'),
        before,
        after,
        ...contentOf(others, further),
        what: `pattern changed from ${show(before)} to ${show(after)}`,
      },
    ];
  },
});
