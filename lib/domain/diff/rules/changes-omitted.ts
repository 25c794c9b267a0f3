import { BOTH_DANGEROUS, defineRule } from '../rule.ts';

export const changesOmitted = defineRule({
  id: 'changes-omitted',
  describe: 'There are more changes than a report holds.',
  why: 'The worst 1,000 are listed and the others counted; the severities are the worst among those counted.',
  kind: 'presence',
  severity: BOTH_DANGEROUS,
  harm: 'Unknown without the list.',
  advice: 'Compare in smaller steps.',
  find() {
    return [];
  },
});
