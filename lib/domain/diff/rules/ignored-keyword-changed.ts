import { BOTH_SAFE, defineRule, show } from '../rule.ts';
import { ignoredOnlyIn } from '../values/ignored-keywords.ts';

export const ignoredKeywordChanged = defineRule({
  id: 'ignored-keyword-changed',
  describe:
    'A keyword without effect at its place came, went or changed: one of another draft, one beside a `$ref` that hides it (drafts 4 to 7), one of a type that the value never has, or one without its partner (`then` without `if`).',
  why: 'Nothing changes in the records; whoever wrote it may believe that something does.',
  kind: 'annotation',
  severity: BOTH_SAFE,
  harm: 'None; what was meant to be promised or ruled out is not.',
  forProducer: 'Write the keyword of {field} where it counts, or remove it.',
  forReader: 'Nothing is to be done: the keyword never said anything.',
  find({ old, next }) {
    const [before, after] = [ignoredOnlyIn(old, next), ignoredOnlyIn(next, old)];
    return [...new Set([...before.keys(), ...after.keys()])].flatMap((keyword) => {
      const [left, right] = [before.get(keyword), after.get(keyword)];
      const one = right ?? left;
      if (!one) return [];
      return [
        {
          schemaPointer: one.pointer,
          ...(left ? { before: left.value } : {}),
          ...(right ? { after: right.value } : {}),
          what: `${keyword} ${one.why}: changed from ${show(left?.value)} to ${show(right?.value)}`,
        },
      ];
    });
  },
});
