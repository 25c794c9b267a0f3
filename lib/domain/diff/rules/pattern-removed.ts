import { defineRule, show, WIDENED } from '../rule.ts';
import { contentOf, statedOnlyIn } from '../values/stated-values.ts';

export const patternRemoved = defineRule({
  id: 'pattern-removed',
  describe: 'A text need no longer match a regular expression.',
  why: 'Old readers reject texts that do not match; history matches.',
  kind: 'structural',
  severity: WIDENED,
  keywords: ['pattern'],
  harm: 'Parsing by the old pattern may yield NaN or a wrong part of the text, silently.',
  forProducer: 'Keep sending {field} in the old form until the readers are ready, or announce other forms with a date.',
  forReader: 'Check what parses this text before others come.',
  find(pair) {
    if (!pair.old.canBe('string') || !pair.next.canBe('string')) return [];
    const [before, ...others] = statedOnlyIn(pair.old, pair.next, 'pattern');
    const [after] = statedOnlyIn(pair.next, pair.old, 'pattern');
    if (before === undefined || after !== undefined) return [];
    return [
      {
        schemaPointer: pair.old.pointerOf('pattern'),
        before,
        ...contentOf(others, []),
        what: `pattern ${show(before)} removed`,
      },
    ];
  },
});
