import { BOTH_BREAKING, defineRule } from '../rule.ts';

export const breakUnexplained = defineRule({
  id: 'break-unexplained',
  describe: 'The schemas break each other, and no rule says where.',
  why: 'Containment found a record that one side accepts and the other rejects; the severities are those that it proved.',
  kind: 'structural',
  severity: BOTH_BREAKING,
  harm: 'A record like the sample may reach the model, which does not expect it.',
  forProducer:
    'Compare the sample with both schemas at {field}, change that place in smaller steps, and tell us: a rule is missing.',
  forReader:
    'Compare the sample with what your model expects of the place, and ask the producer what is meant by the change.',
  find() {
    return [];
  },
});
