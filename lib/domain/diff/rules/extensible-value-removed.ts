import { defineRule, show } from '../rule.ts';
import { categoryDifferences } from '../values/category-values.ts';

export const extensibleValueRemoved = defineRule({
  id: 'extensible-value-removed',
  describe:
    'A set of values that may grow (`x-extensible-enum`, or what the policy names in `categoryKeywords`) has lost one.',
  why: 'Old readers know all values that still come; history holds the one that went, which the new version no longer explains.',
  kind: 'annotation',
  severity: { serving: 'safe', training: 'dangerous' },
  harm: 'A category that never comes again may leave its share to others, and the features that encode it constant.',
  forProducer: 'Tell the readers of {field} which value takes its place.',
  forReader: 'Ask which value takes its place, and map history to it.',
  tfdv: 'ENUM_TYPE_UNEXPECTED_STRING_VALUES',
  sageMaker: 'categorical_values_check',
  find(pair, { categoryKeywords }) {
    return categoryDifferences(pair, categoryKeywords).flatMap(({ keyword, removed, pointer }) =>
      removed.map((value) => ({
        schemaPointer: pointer,
        before: value,
        content: keyword,
        what: `${keyword} value ${show(value)} removed`,
      })),
    );
  },
});
