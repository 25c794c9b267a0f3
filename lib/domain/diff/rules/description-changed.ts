import { BOTH_SAFE, defineRule } from '../rule.ts';
import { findChangedAnnotation } from '../values/changed-keyword.ts';

export const descriptionChanged = defineRule({
  id: 'description-changed',
  describe: 'The title or description of a place changed.',
  why: 'Words for people; no reader breaks on them.',
  kind: 'annotation',
  severity: BOTH_SAFE,
  harm: 'None by itself; a new description may tell of a new meaning.',
  forProducer: 'Say in `x-semantics` where the meaning of {field} changed; nothing else is to be done.',
  forReader: 'Read the new text: where the meaning changed, ask the producer since when.',
  find(pair) {
    return ['title', 'description'].flatMap((keyword) => findChangedAnnotation(pair, keyword));
  },
});
