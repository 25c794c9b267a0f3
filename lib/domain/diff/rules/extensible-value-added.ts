import { defineRule, show } from '../rule.ts';
import { categoryDifferences } from '../values/category-values.ts';

export const extensibleValueAdded = defineRule({
  id: 'extensible-value-added',
  describe:
    'A set of values that may grow (`x-extensible-enum`, or what the policy names in `categoryKeywords`) has a new one.',
  why: 'No validator rejects the value, so that containment is silent; a model that encodes the listed values meets one that it never saw. History does not hold it.',
  kind: 'annotation',
  severity: { serving: 'dangerous', training: 'safe' },
  harm: 'A category that the model never saw may be encoded as "other", as all zeros or as NaN, silently, or raise at prediction time.',
  forProducer: 'Tell the readers of {field} what the new value means before you send it.',
  forReader: 'Map the new value to a known one until the model is retrained.',
  tfdv: 'ENUM_TYPE_UNEXPECTED_STRING_VALUES',
  sageMaker: 'categorical_values_check',
  find(pair, { categoryKeywords }) {
    return categoryDifferences(pair, categoryKeywords).flatMap(({ keyword, added, pointer }) =>
      added.map((value) => ({
        schemaPointer: pointer,
        after: value,
        content: keyword,
        what: `${keyword} value ${show(value)} added`,
      })),
    );
  },
});
