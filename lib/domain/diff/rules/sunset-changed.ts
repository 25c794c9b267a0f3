import { defineRule } from '../rule.ts';
import { findChangedAnnotation } from '../values/changed-keyword.ts';

export const sunsetChanged = defineRule({
  id: 'sunset-changed',
  describe: 'The `x-sunset` date of a place came, went or changed.',
  why: 'Nothing changes in the records; the date by which readers must have moved does.',
  kind: 'annotation',
  severity: { serving: 'dangerous', training: 'safe' },
  harm: 'None yet; the field may go at the new date.',
  forProducer: 'Keep the date of {field} that was announced to its readers, or a later one.',
  forReader: 'Check the date against your next release.',
  find(pair) {
    return findChangedAnnotation(pair, 'x-sunset');
  },
});
