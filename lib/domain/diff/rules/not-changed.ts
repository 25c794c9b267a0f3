import { findChangedConstraint } from '../changed-keyword.ts';
import { BOTH_BREAKING, defineRule } from '../rule.ts';

export const notChanged = defineRule({
  id: 'not-changed',
  title: 'exclusion changed',
  describe: 'What a value must not be (`not`) came, went or changed.',
  why: 'An exclusion that came narrows, one that went widens, one that changed may do both.',
  kind: 'structural',
  severity: BOTH_BREAKING,
  keywords: ['not'],
  harm: 'Values that were ruled out may reach the model.',
  advice: 'Check what relied on the exclusion.',
  find(pair) {
    return findChangedConstraint(pair, 'not');
  },
});
