import { findChangedAnnotation } from '../changed-keyword.ts';
import { BOTH_SAFE, defineRule } from '../rule.ts';

export const descriptionChanged = defineRule({
  id: 'description-changed',
  describe: 'The title or description of a place changed.',
  why: 'Words for people; no reader breaks on them.',
  kind: 'annotation',
  severity: BOTH_SAFE,
  harm: 'None by itself; a new description may tell of a new meaning.',
  advice: 'If the meaning changed, say so in `x-semantics`.',
  find(pair) {
    return ['title', 'description'].flatMap((keyword) => findChangedAnnotation(pair, keyword));
  },
});
