import { BOTH_DANGEROUS, defineRule } from '../rule.ts';

export const changesOmitted = defineRule({
  id: 'changes-omitted',
  describe: 'There are more changes than a report holds.',
  why: 'The worst 1,000 are listed and the others counted; the severities are the worst among those counted.',
  kind: 'presence',
  severity: BOTH_DANGEROUS,
  harm: 'Unknown without the list.',
  forProducer: 'Publish the change in smaller steps, so that each is listed.',
  forReader: 'Ask the producer for the whole list, and look for the fields that you read.',
  find() {
    return [];
  },
});
