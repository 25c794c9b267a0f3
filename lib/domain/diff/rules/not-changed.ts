import { BOTH_BREAKING, defineRule } from '../rule.ts';
import { findChangedConstraint } from '../values/changed-keyword.ts';

export const notChanged = defineRule({
  id: 'not-changed',
  title: 'exclusion changed',
  describe: 'What a value must not be (`not`) came, went or changed.',
  why: 'An exclusion that came narrows, one that went widens, one that changed may do both.',
  kind: 'structural',
  severity: BOTH_BREAKING,
  keywords: ['not'],
  harm: 'Values that were ruled out may reach the model.',
  forProducer:
    'Keep what {field} was never to be out of the records until the readers are ready, or announce it with a date.',
  forReader: 'Check what relied on the exclusion.',
  find(pair) {
    return findChangedConstraint(pair, 'not');
  },
});
